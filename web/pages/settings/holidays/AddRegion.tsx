import { Button, Checkbox } from 'antd'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addCalendar } from '#contract/official-calendar.ts'
import { WEEK, type WeekDay } from '#contract/working-time.ts'
import { faultOf } from '../../../app/fault.ts'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { KNOWN } from './region-name.ts'

const OTHER = 'other'
const WEEKEND: readonly WeekDay[] = ['sat', 'sun']

/** A region whose holidays are kept here: one of those known by name, or any other. */
export const AddRegion = ({ taken, onDone }: { readonly taken: readonly string[]; readonly onDone: () => void }) => {
  const { t } = useTranslation('holidays')
  const free = KNOWN.filter((known) => !taken.includes(known))
  const [which, setWhich] = useState<string>(free[0] ?? OTHER)
  const [own, setOwn] = useState({ code: '', name: '' })
  const [weekend, setWeekend] = useState(WEEKEND)
  const [pressed, setPressed] = useState(false)
  const doing = useDo(addCalendar, onDone)
  const given = which === OTHER ? own : { code: which, name: t(`region.${which}`) }
  const missing = (text: string) => (pressed && text.trim() === '' ? t('settings:missing') : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (given.code && given.name.trim()) doing.mutate({ code: given.code, name: given.name.trim(), weekend: [...weekend] })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={doing.error} fieldsBeside />
      <SelectField label={t('which')} value={which} onChange={(next) => setWhich(next ?? OTHER)} options={[...free.map((known) => ({ value: known, label: t(`region.${known}`) })), { value: OTHER, label: t('other') }]} error={which === OTHER ? undefined : faultOf(doing.error, 'code')} />
      {which === OTHER && <TextField label={t('name')} required value={own.name} onChange={(name) => setOwn({ ...own, name })} error={missing(own.name) ?? faultOf(doing.error, 'name')} />}
      {which === OTHER && <TextField label={t('code')} hint={t('codeHint')} required value={own.code} onChange={(code) => setOwn({ ...own, code })} error={missing(own.code) ?? faultOf(doing.error, 'code')} />}
      <fieldset className='card-f'>
        <legend>{t('weekendOf')}</legend>
        <Checkbox.Group value={[...weekend]} onChange={(days) => setWeekend(WEEK.filter((day) => days.includes(day)))} options={WEEK.map((day) => ({ value: day, label: t(`times:weekday.${day}`) }))} />
        {faultOf(doing.error, 'weekend') && <p className='fault' role='alert'>{faultOf(doing.error, 'weekend')}</p>}
      </fieldset>
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={null} loading={doing.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
