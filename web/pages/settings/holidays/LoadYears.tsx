import { UploadOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FileRead, type OfficialCalendar, readCalendarFile } from '#contract/official-calendar.ts'
import { call } from '../../../app/call.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { ReviewYears, usePublishing } from './ReviewYears.tsx'

const useFile = (onRead: (file: FileRead, name: string) => void) => useMutation<{ read: FileRead; name: string }, Error, File>({
  mutationFn: async (file) => ({ read: await call(readCalendarFile, { text: await file.text() }), name: file.name }), retry: false, onSuccess: ({ read, name }) => onRead(read, name),
})

const Found = ({ file, taken, onTake }: { readonly file: FileRead; readonly taken: readonly number[]; readonly onTake: (taken: readonly number[]) => void }) => {
  const { t } = useTranslation('holidays')
  return (
    <fieldset className='card-f'>
      <legend>{t('found')}</legend>
      <ul className='hol-f'>
        {file.years.map(({ year, days }) => (
          <li key={year}><Checkbox checked={taken.includes(year)} onChange={(event) => onTake(event.target.checked ? [...taken, year] : taken.filter((one) => one !== year))}>{t('year', { year })}</Checkbox> <span className='muted'>{t('off', { count: days.filter((day) => day.off).length })}{days.some((day) => !day.off) && <> · {t('works', { count: days.filter((day) => !day.off).length })}</>}</span></li>
        ))}
      </ul>
    </fieldset>
  )
}

/** Years out of a calendar file: an ICS as governments publish it, or our own JSON. */
export const LoadYears = ({ region, onDone }: { readonly region: OfficialCalendar; readonly onDone: () => void }) => {
  const { t } = useTranslation('holidays')
  const picker = useRef<HTMLInputElement>(null)
  const hint = useId()
  const [source, setSource] = useState('')
  const [taken, setTaken] = useState<readonly number[]>([])
  const [pressed, setPressed] = useState(false)
  const reading = useFile((read, name) => { setTaken(read.years.map(({ year }) => year)); setSource((before) => before || read.title || name) })
  const doing = usePublishing(source.trim(), onDone)
  const file = reading.data?.read
  const look = () => {
    setPressed(true)
    if (file && source.trim()) doing.ask(region.code, region.revision, file.years.filter(({ year }) => taken.includes(year)))
  }
  if (doing.preview.data) return <ReviewYears {...doing} />
  return (
    <div>
      <p id={hint} className='hint'>{t('fileHint')}</p>
      <input ref={picker} type='file' className='sr' tabIndex={-1} aria-hidden='true' accept='.ics,.json,text/calendar,application/json' onChange={(event) => { const [one] = event.target.files ?? []; if (one) reading.mutate(one); event.target.value = '' }} />
      <Button icon={<UploadOutlined aria-hidden='true' />} aria-describedby={hint} loading={reading.isPending} onClick={() => picker.current?.click()}>{t('chooseFile')}</Button>
      {reading.data && <p className='muted'>{reading.data.name}</p>}
      <ProblemNote error={reading.error ?? doing.preview.error} />
      {file && <Found file={file} taken={taken} onTake={setTaken} />}
      {file && <TextField label={t('source')} hint={t('sourceHint')} required value={source} onChange={setSource} error={pressed && !source.trim() ? t('settings:missing') : undefined} />}
      <div className='form-end'>
        {file && <ActionButton label={t('look')} kind='primary' whyNot={taken.length === 0 ? t('takeOne') : null} loading={doing.preview.isPending} onPress={look} />}
        <Button onClick={onDone}>{t('common:cancel')}</Button>
      </div>
    </div>
  )
}
