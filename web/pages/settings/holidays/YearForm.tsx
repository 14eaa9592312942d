import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type OfficialCalendar, type OfficialDay, type OfficialYear, officialYear } from '#contract/official-calendar.ts'
import { Asked } from '../../../app/Asked.tsx'
import { faultOf } from '../../../app/fault.ts'
import { useAsk } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'
import { ReviewYears, usePublishing } from './ReviewYears.tsx'

interface Entry extends OfficialDay { readonly key: number }
let last = 0
const entry = (day: OfficialDay): Entry => { last += 1; return { ...day, key: last } }

interface DayProps { readonly day: Entry; readonly onSet: (part: Partial<OfficialDay>) => void; readonly onRemove: () => void; readonly fault: string | undefined }

const Day = ({ day, onSet, onRemove, fault }: DayProps) => {
  const { t } = useTranslation('holidays')
  const of = day.date || t('newDay')
  return (
    <li className='hol-e'>
      <Input type='date' aria-label={t('dateOf', { of })} value={day.date} onChange={(event) => onSet({ date: event.target.value })} {...(fault && { status: 'error' as const })} />
      <Input aria-label={t('nameOf', { of })} placeholder={t('nameLike')} value={day.name} onChange={(event) => onSet({ name: event.target.value })} />
      <Select<string> aria-label={t('kindOf', { of })} value={day.off ? 'off' : 'work'} onChange={(kind) => onSet({ off: kind === 'off' })} options={[{ value: 'off', label: t('dayOff') }, { value: 'work', label: t('dayWork') }]} />
      <Button type='text' icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('removeOf', { of })} onClick={onRemove} />
      {fault && <p className='fault' role='alert'>{fault}</p>}
    </li>
  )
}

const History = ({ history }: Pick<OfficialYear, 'history'>) => {
  const { t } = useTranslation('holidays')
  return history.length > 0 && (
    <section aria-label={t('history')}>
      <h3 className='hol-h'>{t('history')}</h3>
      <ul className='hol-t'>{history.map((one) => <li key={one.id}>{one.days === null ? t('wasTakenBack') : t('days', { count: one.days })} · {one.source} <span className='muted'>{one.by?.name} <When at={one.at} /></span></li>)}</ul>
    </section>
  )
}

interface Props { readonly region: OfficialCalendar; readonly year: number; readonly onDone: () => void }

const Days = ({ region, shown, onDone }: Omit<Props, 'year'> & { readonly shown: OfficialYear }) => {
  const { t } = useTranslation('holidays')
  const bar = useWhyNot()('calendar.publish')
  const [days, setDays] = useState<readonly Entry[]>(() => (shown.days ?? []).map(entry))
  const [source, setSource] = useState('')
  const [pressed, setPressed] = useState(false)
  const doing = usePublishing(source.trim(), onDone)
  const { year } = shown
  const ask = (given: OfficialDay[] | null) => {
    setPressed(true)
    if (source.trim() && (given ?? []).every(({ date }) => date)) doing.ask(region.code, region.revision, [{ year, days: given }])
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask(days.map(({ key: _, ...day }) => day))
  }
  const faultAt = (at: number, { date }: OfficialDay) => (pressed && !date ? t('settings:missing') : faultOf(doing.preview.error, `years/0/days/${at}/date`))
  if (doing.preview.data) return <ReviewYears {...doing} />
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={doing.preview.error} fieldsBeside />
      <p className='hint'>{t(shown.days === null ? 'unpublishedHint' : shown.shipped ? 'shippedHint' : 'ownHint')}</p>
      <ul className='hol-l'>{days.map((day, at) => <Day key={day.key} day={day} fault={faultAt(at, day)} onSet={(part) => setDays(days.map((one) => (one === day ? { ...one, ...part } : one)))} onRemove={() => setDays(days.filter((one) => one !== day))} />)}</ul>
      <Button icon={<PlusOutlined aria-hidden='true' />} onClick={() => setDays([...days, entry({ date: '', name: days.at(-1)?.name ?? '', off: true })])}>{t('addDay')}</Button>
      <div className='hol-s'><TextField label={t('source')} hint={t('sourceHint')} required value={source} onChange={setSource} error={pressed && !source.trim() ? t('settings:missing') : undefined} /></div>
      <div className='form-end'>
        <ActionButton label={t('look')} kind='primary' submit whyNot={bar} loading={doing.preview.isPending} />
        {!bar && shown.days !== null && !shown.shipped && <Button onClick={() => ask(null)}>{t('takeBack')}</Button>}
        <Button onClick={onDone}>{t('common:cancel')}</Button>
      </div>
      <History history={shown.history} />
    </form>
  )
}

/** One year of a region: typed, corrected, or taken back. */
export const YearForm = ({ region, year, onDone }: Props) => {
  const query = useAsk(officialYear, { code: region.code, year }, { still: true })
  return <Asked query={query}>{(shown) => <Days key={`${shown.code} ${shown.year}`} region={region} shown={shown} onDone={onDone} />}</Asked>
}
