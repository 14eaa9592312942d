import { Button } from 'antd'
import dayjs from 'dayjs'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { people, units } from '#contract/identity.ts'
import { open } from '#contract/meeting.ts'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useForm } from '../../ui/form.ts'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

const whole = (text: string) => Number.parseInt(text, 10) || 0
const ONCE = '0'

/** When a manager is there for customers: every week, or on one day. */
export const OpeningForm = ({ onDone }: { readonly onDone: () => void }) => {
  const { t } = useTranslation('voices')
  const { person } = useSession()
  const { values, set, missing, ready } = useForm({ unitId: person.unitId, hostId: person.id as string | null, place: '', weekday: '3' as string | null, from: dayjs().format('YYYY-MM-DD'), until: '', begins: '14:00', ends: '16:00', minutes: '30', capacity: '1' }, ['unitId', 'hostId', 'place', 'from', 'begins', 'ends'])
  const opening = useDo(open, onDone)
  const places = useAsk(units, {}).data?.items ?? []
  const all = useAsk(people, {}).data?.items ?? []
  const fault = (name: keyof typeof values) => (missing(name) ? t('settings:missing') : faultOf(opening.error, name))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready()) return
    const { unitId, hostId, place, weekday, from, until, begins, ends, minutes, capacity } = values
    opening.mutate({ unitId: unitId ?? '', hostId: hostId ?? '', place: place.trim(), weekday: weekday === ONCE ? null : whole(weekday ?? ''), from, until: weekday === ONCE ? null : until || null, begins, ends, minutes: whole(minutes), capacity: whole(capacity) })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={opening.error} fieldsBeside />
      <SelectField label={t('meet.unit')} required search value={values.unitId} onChange={set('unitId')} options={places.map((one) => ({ value: one.id, label: one.name }))} error={fault('unitId')} />
      <SelectField label={t('meet.host')} required search value={values.hostId} onChange={set('hostId')} options={all.filter((one) => !one.retired).map((one) => ({ value: one.id, label: [one.name, one.positionName].filter(Boolean).join(' · ') }))} error={fault('hostId')} />
      <TextField label={t('meet.place')} required value={values.place} onChange={set('place')} placeholder={t('meet.placeLike')} error={fault('place')} />
      <SelectField label={t('meet.weekday')} value={values.weekday} onChange={set('weekday')} options={[1, 2, 3, 4, 5, 6, 7, 0].map((day) => ({ value: String(day), label: t(`meet.day.${day}`) }))} error={fault('weekday')} />
      <div className='two-in'>
        <TextField label={t(values.weekday === ONCE ? 'meet.on' : 'meet.from')} required type='date' value={values.from} onChange={set('from')} error={fault('from')} />
        {values.weekday !== ONCE && <TextField label={t('meet.until')} type='date' value={values.until} onChange={set('until')} error={fault('until')} />}
      </div>
      <div className='two-in'>
        <TextField label={t('meet.begins')} required type='time' value={values.begins} onChange={set('begins')} error={fault('begins')} />
        <TextField label={t('meet.ends')} required type='time' value={values.ends} onChange={set('ends')} error={fault('ends')} />
      </div>
      <div className='two-in'>
        <TextField label={t('meet.minutes')} inputMode='numeric' value={values.minutes} onChange={set('minutes')} error={fault('minutes')} />
        <TextField label={t('meet.capacity')} inputMode='numeric' value={values.capacity} onChange={set('capacity')} error={fault('capacity')} />
      </div>
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={null} loading={opening.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
