import { Checkbox, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ContactHow, type Hold, type Recipient, askLift, confirmHold, contactRecipient, decideLift, tellUnit } from '#contract/containment.ts'
import { WeightUnit } from '#contract/custody.ts'
import { units } from '#contract/identity.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { milliOf } from '../../app/weight.ts'

interface Props { readonly hold: Hold; readonly onDone: () => void }

/** A unit says what it found, and that it is held there. */
export const ConfirmForm = ({ hold, unitId, onDone }: Props & { readonly unitId: string | null }) => {
  const { t } = useTranslation('containment')
  const term = useTerm()
  const mine = hold.units.filter((one) => one.mine)
  const [at, setAt] = useState(mine.find((one) => one.unitId === unitId)?.unitId ?? mine[0]?.unitId ?? null)
  const [none, setNone] = useState(false)
  const [count, setCount] = useState('')
  const [unit, setUnit] = useState<(typeof WeightUnit.options)[number]>('piece')
  const [note, setNote] = useState('')
  const doing = useDo(confirmHold, onDone)
  const told = mine.find((one) => one.unitId === at)
  const milli = milliOf(count)
  const bar = !told ? t('confirm.unitMissing') : !none && milli === null ? t('confirm.countWrong') : null
  const send = () => { if (told) doing.mutate({ id: hold.id, unitId: told.unitId, version: told.version, found: none || milli === null ? null : { milli, unit }, note: note || null }) }
  return (
    <>
      <ProblemNote error={doing.error} />
      <SelectField label={t('confirm.unit')} required value={at} onChange={setAt} options={mine.map((one) => ({ value: one.unitId, label: one.unitName }))} />
      <Checkbox className='tick' checked={none} onChange={(event) => setNone(event.target.checked)}>{t('confirm.none')}</Checkbox>
      {!none && <div className='form-grid'>
        <TextField label={t('confirm.count')} required inputMode='numeric' value={count} error={faultOf(doing.error, 'found/milli')} onChange={setCount} />
        <SelectField label={t('confirm.unitOf')} value={unit} onChange={(next) => setUnit(WeightUnit.options.find((each) => each === next) ?? unit)} options={WeightUnit.options.map((value) => ({ value, label: term('weightUnit', value) }))} />
      </div>}
      <LongField label={t('confirm.note')} rows={2} value={note} error={faultOf(doing.error, 'note')} onChange={setNote} />
      <div className='form-end'><ActionButton kind='primary' label={t('confirm.save')} whyNot={hold.may['confirm'] ?? bar} loading={doing.isPending} onPress={send} /></div>
    </>
  )
}

export const TellForm = ({ hold, onDone }: Props) => {
  const { t } = useTranslation('containment')
  const [unitId, setUnit] = useState<string | null>(null)
  const doing = useDo(tellUnit, onDone)
  const others = (useAsk(units, {}).data?.items ?? []).filter((one) => !hold.units.some((told) => told.unitId === one.id))
  return (
    <>
      <ProblemNote error={doing.error} />
      <SelectField label={t('one.tellUnit')} required search value={unitId} onChange={setUnit} options={others.map((one) => ({ value: one.id, label: one.name }))} />
      <div className='form-end'><ActionButton kind='primary' label={t('one.tellSave')} whyNot={hold.may['tell'] ?? (unitId ? null : t('confirm.unitMissing'))} loading={doing.isPending} onPress={() => { if (unitId) doing.mutate({ id: hold.id, unitId }) }} /></div>
    </>
  )
}

export const AskLiftForm = ({ hold, onDone }: Props) => {
  const { t } = useTranslation('containment')
  const [reason, setReason] = useState('')
  const doing = useDo(askLift, onDone)
  return (
    <>
      <ProblemNote error={doing.error} />
      <LongField label={t('lift.reason')} required value={reason} error={faultOf(doing.error, 'reason')} onChange={setReason} />
      <div className='form-end'><ActionButton kind='primary' label={t('lift.save')} whyNot={hold.may['askLift'] ?? (reason.trim() === '' ? t('lift.reasonMissing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id: hold.id, version: hold.version, reason })} /></div>
    </>
  )
}

export const DecideLiftForm = ({ hold, onDone }: Props) => {
  const { t } = useTranslation('containment')
  const [comment, setComment] = useState('')
  const doing = useDo(decideLift, onDone)
  const bar = hold.may['decideLift'] ?? (comment.trim() === '' ? t('lift.commentMissing') : null)
  const decide = (approve: boolean) => doing.mutate({ id: hold.id, version: hold.version, approve, comment })
  return (
    <>
      {hold.lift && <p className='form-lead'>{t('one.asked', { name: hold.lift.askedBy?.name ?? '', reason: hold.lift.reason })}</p>}
      <ProblemNote error={doing.error} />
      <LongField label={t('lift.comment')} required value={comment} error={faultOf(doing.error, 'comment')} onChange={setComment} />
      <div className='form-end'><ActionButton kind='primary' label={t('lift.approve')} whyNot={bar} loading={doing.isPending} onPress={() => decide(true)} /><ActionButton label={t('lift.decline')} whyNot={bar} loading={doing.isPending} onPress={() => decide(false)} /></div>
    </>
  )
}

const OUTCOMES = ['informed', 'noAnswer', 'notAffected'] as const

/** What came of speaking with somebody who may have it. */
export const ContactForm = ({ one, whyNot, onDone }: { readonly one: Recipient; readonly whyNot: string | null | undefined; readonly onDone: () => void }) => {
  const { t } = useTranslation('containment')
  const term = useTerm()
  const [outcome, setOutcome] = useState<(typeof OUTCOMES)[number]>('informed')
  const [how, setHow] = useState<(typeof ContactHow.options)[number]>('phone')
  const [result, setResult] = useState('')
  const doing = useDo(contactRecipient, onDone)
  return (
    <>
      <p className='form-lead'><b>{one.name}</b>　{one.phone && <a className='link num' href={`tel:${one.phone}`}>{one.phone}</a>}　{[one.order, one.quantity].filter(Boolean).join('　')}</p>
      <ProblemNote error={doing.error} />
      <Field label={t('contact.outcome')}><Radio.Group aria-label={t('contact.outcome')} value={outcome} onChange={(event) => setOutcome(event.target.value as typeof outcome)} options={OUTCOMES.map((value) => ({ value, label: t(`contact.${value}`) }))} /></Field>
      <SelectField label={t('contact.how')} value={how} onChange={(next) => setHow(ContactHow.options.find((each) => each === next) ?? how)} options={ContactHow.options.map((value) => ({ value, label: term('contactHow', value) }))} />
      <LongField label={t('contact.result')} required value={result} error={faultOf(doing.error, 'result')} onChange={setResult} />
      <div className='form-end'><ActionButton kind='primary' label={t('contact.save')} whyNot={whyNot ?? (result.trim() === '' ? t('contact.resultMissing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, outcome, how, result })} /></div>
    </>
  )
}
