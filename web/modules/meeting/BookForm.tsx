import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { book } from '#contract/meeting.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useForm } from '../../ui/form.ts'
import { LongField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { chosen, SlotField } from './SlotField.tsx'

/** The case it is about, with what is known of who comes. */
interface About { readonly complaintId: string; readonly unitId: string; readonly name: string; readonly phone: string; readonly email: string; readonly topic: string; readonly whyNot: string | null | undefined }

/** For a customer who rings or stands at the counter, about a case or before there is one. */
export const BookForm = ({ about, onDone }: { readonly about?: About; readonly onDone: () => void }) => {
  const { t } = useTranslation('voices')
  const [slot, setSlot] = useState<string | null>(null)
  const { values, set, missing, ready } = useForm({ name: about?.name ?? '', phone: about?.phone ?? '', email: about?.email ?? '', topic: about?.topic ?? '' }, ['name', 'phone', 'topic'])
  const [pressed, setPressed] = useState(false)
  const booking = useDo(book)
  const fault = (name: keyof typeof values) => (missing(name) ? t('settings:missing') : faultOf(booking.error, name))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (ready() && slot) booking.mutate({ ...chosen(slot), name: values.name.trim(), phone: values.phone.trim(), email: values.email.trim() || null, topic: values.topic.trim(), ...(about && { complaintId: about.complaintId }) })
  }
  if (booking.data) return (
    <div className='secret'>
      <p><b>{t('meet.booked')}</b></p>
      <p>{t('meet.codeHint')}</p>
      <p className='code-big'>{booking.data.code}</p>
      <div className='form-end'><Button type='primary' onClick={onDone}>{t('common:close')}</Button></div>
    </div>
  )
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={booking.error} fieldsBeside />
      <SlotField unitId={about?.unitId} value={slot} onChange={setSlot} error={pressed && !slot ? t('settings:missing') : faultOf(booking.error, 'startsAt')} />
      <TextField label={t('meet.name')} required value={values.name} onChange={set('name')} error={fault('name')} />
      <TextField label={t('meet.phone')} required type='tel' inputMode='tel' value={values.phone} onChange={set('phone')} error={fault('phone')} />
      <TextField label={t('meet.email')} type='email' inputMode='email' value={values.email} onChange={set('email')} hint={t('meet.emailHint')} error={fault('email')} />
      <LongField label={t('meet.topic')} required value={values.topic} onChange={set('topic')} error={fault('topic')} />
      <div className='form-end'><ActionButton label={t('meet.book')} kind='primary' submit whyNot={about?.whyNot ?? null} loading={booking.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
