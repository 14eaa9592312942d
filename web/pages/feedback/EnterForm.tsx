import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { AnswerBy, enterFeedback, FeedbackKind } from '#contract/feedback.ts'
import { units } from '#contract/identity.ts'
import { Channel } from '#contract/packs.ts'
import { faultOf } from '../../app/fault.ts'
import { Go } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useForm } from '../../ui/form.ts'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** What a customer told a person: in praise, or as an idea. */
export const EnterForm = ({ onDone }: { readonly onDone: () => void }) => {
  const { t } = useTranslation('feedback')
  const term = useTerm()
  const { person } = useSession()
  const { values, set, missing, ready } = useForm<{ kind: FeedbackKind; unitId: string | null; text: string; praised: string; place: string; name: string; phone: string; email: string; answerBy: AnswerBy; channel: Channel }>(
    { kind: 'praise', unitId: person.unitId, text: '', praised: '', place: '', name: '', phone: '', email: '', answerBy: 'portal', channel: 'walkIn' }, ['unitId', 'text'])
  const entering = useDo(enterFeedback, (entered) => { if (entered.code === null) onDone() })
  const places = useAsk(units, {}).data?.items ?? []
  const fault = (name: keyof typeof values) => (missing(name) ? t('settings:missing') : faultOf(entering.error, name))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready()) return
    const { kind, unitId, text, praised, place, name, phone, email, answerBy, channel } = values
    entering.mutate({ kind, unitId: unitId ?? '', text, praised: orNull(praised), place: orNull(place), name: orNull(name), phone: orNull(phone), email: orNull(email), ...(kind === 'suggestion' && { answerBy }), channel })
  }
  if (entering.data?.code) return (
    <div className='secret'>
      <p><b>{t('enteredAs')} {entering.data.number}</b></p>
      <p>{t('enteredCode')}</p>
      <p className='code-big'>{entering.data.code}</p>
      <div className='form-end'><Button type='primary' onClick={onDone}>{t('case:code.told')}</Button></div>
    </div>
  )
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={entering.error} fieldsBeside />
      <fieldset className='seg fb-k' aria-label={t('kindLabel')}>{FeedbackKind.options.map((kind) => <button type='button' key={kind} aria-pressed={kind === values.kind} className={kind === values.kind ? 'on' : ''} onClick={() => set('kind')(kind)}>{t(`kind.${kind}`)}</button>)}</fieldset>
      {values.kind === 'suggestion' && <p className='fb-n'>{t('answerFirst')} <Go className='link' to={links.register()}>{t('register')}</Go></p>}
      <LongField label={t('what')} required rows={5} value={values.text} onChange={set('text')} error={fault('text')} />
      <TextField label={t('praisedField')} hint={t('praisedHint')} value={values.praised} onChange={set('praised')} error={fault('praised')} />
      <SelectField label={t('unitLabel')} required search value={values.unitId} onChange={set('unitId')} options={places.map((one) => ({ value: one.id, label: one.name }))} error={fault('unitId')} />
      <TextField label={t('placeField')} value={values.place} onChange={set('place')} error={fault('place')} />
      <SelectField label={t('channel')} value={values.channel} onChange={(next) => set('channel')(Channel.options.find((one) => one === next) ?? 'walkIn')} options={Channel.options.map((one) => ({ value: one, label: term('channel', one) }))} />
      <TextField label={t('name')} value={values.name} onChange={set('name')} error={fault('name')} />
      <TextField label={t('phone')} type='tel' inputMode='tel' value={values.phone} onChange={set('phone')} error={fault('phone')} />
      {values.kind === 'suggestion' && <TextField label={t('email')} type='email' inputMode='email' value={values.email} onChange={set('email')} hint={t('emailHint')} error={fault('email')} />}
      {values.kind === 'suggestion' && <SelectField label={t('answerByLabel')} value={values.answerBy} onChange={(next) => set('answerBy')(AnswerBy.catch('portal').parse(next))} options={AnswerBy.options.map((value) => ({ value, label: term('answerWay', value) }))} />}
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={null} loading={entering.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
