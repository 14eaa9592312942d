import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Feedback, passOn, turnIntoComplaint } from '#contract/feedback.ts'
import { people, units } from '#contract/identity.ts'
import { faultOf } from '../../app/fault.ts'
import { Go } from '../../app/Go.tsx'
import { useAsk, useDo } from '../../app/query.ts'
import { links } from '../../links.ts'
import { HandedOn } from '../../modules/kept/HandedOn.tsx'
import { WhoAbout } from '../../modules/kept/WhoAbout.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useForm } from '../../ui/form.ts'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Props { readonly item: Feedback; readonly onDone: () => void }

/** Praise reaches whom it is for, an idea who can use it. */
export const PassForm = ({ item, onDone }: Props) => {
  const { t } = useTranslation('feedback')
  const [toId, setToId] = useState<string | null>(null)
  const [unitId, setUnitId] = useState<string | null>(item.improving?.unitId ?? null)
  const [note, setNote] = useState('')
  const [pressed, setPressed] = useState(false)
  const passing = useDo(passOn, onDone)
  const places = useAsk(units, {}).data?.items ?? []
  const all = useAsk(people, {}).data?.items ?? []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (note.trim()) passing.mutate({ id: item.id, version: item.version, toId, ...(unitId && { unitId }), note: note.trim() })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={passing.error} fieldsBeside />
      <blockquote className='fb-q'>{item.text}</blockquote>
      {item.kind === 'suggestion' && <SelectField label={t('improvingUnit')} search value={unitId} onChange={setUnitId} options={places.map((one) => ({ value: one.id, label: one.name }))} error={faultOf(passing.error, 'unitId')} />}
      <SelectField label={t('to')} clear search value={toId} onChange={setToId} placeholder={t('toUnit')} options={all.filter((one) => !one.retired).map((one) => ({ value: one.id, label: [one.name, one.unitName, one.positionName].filter(Boolean).join(' · ') }))} hint={t('noteHint')} error={faultOf(passing.error, 'toId')} />
      <LongField label={t('note')} required value={note} onChange={setNote} error={pressed && !note.trim() ? t('settings:missing') : faultOf(passing.error, 'note')} />
      <div className='form-end'><ActionButton label={t('passDo')} kind='primary' submit whyNot={null} loading={passing.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}

/** The customer waits for an answer after all. */
export const TurnForm = ({ item, onDone }: Props) => {
  const { t } = useTranslation('feedback')
  const { values, set, missing, ready } = useForm({ name: item.name ?? '', phone: item.phone ?? '', wants: '' }, ['name'])
  const [accusedIds, setAccused] = useState<readonly string[] | null>(null)
  const turning = useDo(turnIntoComplaint)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready()) turning.mutate({ id: item.id, version: item.version, name: values.name.trim(), phone: values.phone.trim() || null, wants: values.wants.trim() || null, ...(accusedIds?.length && { accusedIds: [...accusedIds] }) })
  }
  if (turning.data) return (
    <div className='secret'>
      <p><b>{t('turned')} {turning.data.number}</b></p>
      {turning.data.portalCode === null ? <p>{t('turnedSame', { number: item.number ?? '' })}</p> : <><p>{t('turnedCode')}</p><p className='code-big'>{turning.data.portalCode}</p></>}
      <HandedOn kept={turning.data.kept} />
      {turning.data.kept?.seen !== false && <div className='form-end'><Go className='link' to={links.complaint(turning.data.complaintId)}>{t('toComplaint')}</Go></div>}
    </div>
  )
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={turning.error} fieldsBeside />
      <blockquote className='fb-q'>{item.text}</blockquote>
      <p className='hint'>{t('turnHint')}</p>
      <TextField label={t('name')} required value={values.name} onChange={set('name')} error={missing('name') ? t('settings:missing') : faultOf(turning.error, 'name')} />
      <TextField label={t('phone')} type='tel' inputMode='tel' value={values.phone} onChange={set('phone')} error={faultOf(turning.error, 'phone')} />
      <LongField label={t('wants')} value={values.wants} onChange={set('wants')} error={faultOf(turning.error, 'wants')} />
      <WhoAbout id='turn-accused' value={accusedIds} onChange={setAccused} error={faultOf(turning.error, 'accusedIds')} />
      <div className='form-end'><ActionButton label={t('turnDo')} kind='primary' submit whyNot={null} loading={turning.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
