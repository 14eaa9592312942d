import { Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ChargeBack, answerChargeBack, oneChargeBack, receiveChargeBack, withdrawChargeBack } from '#contract/liability.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Field } from '../../ui/Field.tsx'
import { LongField, TextField } from '../../ui/inputs.tsx'
import { Money } from '../../ui/Money.tsx'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { toneOf } from './LiabilityCard.tsx'
import { percentText } from './shares.ts'
import './liability.css'

interface Props { readonly one: ChargeBack }
const ANSWERS = ['agreed', 'partlyAgreed', 'refused'] as const

const Answer = ({ one }: Props) => {
  const { t } = useTranslation('liability')
  const term = useTerm()
  const [answer, setAnswer] = useState<(typeof ANSWERS)[number]>('agreed')
  const [partFen, setPart] = useState<number | null>(null)
  const [note, setNote] = useState('')
  const doing = useDo(answerChargeBack)
  const partly = answer === 'partlyAgreed'
  const bar = partly && !partFen ? t('one.partMissing') : note.trim() === '' ? t('one.noteMissing') : null
  return (
    <>
      <Field label={t('one.answered')}><Radio.Group aria-label={t('one.answered')} value={answer} onChange={(event) => setAnswer(event.target.value as typeof answer)} options={ANSWERS.map((value) => ({ value, label: term('chargeBackState', value) }))} /></Field>
      {partly && <MoneyInput label={t('one.part')} required valueFen={partFen} error={faultOf(doing.error, 'amountFen')} onChange={setPart} />}
      <LongField label={t('one.note')} required rows={3} value={note} error={faultOf(doing.error, 'note')} onChange={setNote} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('one.saveAnswer')} whyNot={one.may['answer'] ?? bar} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, answer, amountFen: partly ? partFen : null, note })} /></div>
    </>
  )
}

interface Paid { readonly sumFen: number | null; readonly reference: string; readonly on: string; readonly note: string }

const useMissing = ({ sumFen, reference, on, note }: Paid, other: boolean) => {
  const { t } = useTranslation('liability')
  if (!sumFen) return t('one.sumMissing')
  if (reference.trim() === '') return t('one.referenceMissing')
  if (on === '') return t('one.onMissing')
  return other && note.trim() === '' ? t('one.whyMissing') : null
}

const Receive = ({ one }: Props) => {
  const { t } = useTranslation('liability')
  const [sumFen, setSum] = useState<number | null>(one.agreedFen)
  const [reference, setReference] = useState('')
  const [on, setOn] = useState('')
  const [note, setNote] = useState('')
  const doing = useDo(receiveChargeBack)
  const other = sumFen !== one.agreedFen
  const bar = useMissing({ sumFen, reference, on, note }, other)
  return (
    <>
      <MoneyInput label={t('one.sum')} required valueFen={sumFen} error={faultOf(doing.error, 'amountFen')} onChange={setSum} />
      {other && <LongField label={t('one.why')} required rows={2} value={note} error={faultOf(doing.error, 'note')} onChange={setNote} />}
      <TextField label={t('one.reference')} required value={reference} error={faultOf(doing.error, 'reference')} onChange={setReference} />
      <TextField label={t('one.on')} required type='date' value={on} error={faultOf(doing.error, 'on')} onChange={setOn} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('one.saveReceipt')} whyNot={one.may['receive'] ?? bar} loading={doing.isPending} onPress={() => { if (sumFen) doing.mutate({ id: one.id, version: one.version, amountFen: sumFen, reference, on, note: other ? note : null }) }} /></div>
    </>
  )
}

const Withdraw = ({ one }: Props) => {
  const { t } = useTranslation('liability')
  const [reason, setReason] = useState('')
  const doing = useDo(withdrawChargeBack)
  return (
    <>
      <LongField label={t('one.reason')} required rows={2} value={reason} error={faultOf(doing.error, 'reason')} onChange={setReason} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='danger' label={t('one.saveWithdrawal')} whyNot={one.may['withdraw'] ?? (reason.trim() === '' ? t('one.reasonMissing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, reason })} /></div>
    </>
  )
}

const FORMS = { answer: Answer, receive: Receive, withdraw: Withdraw } as const
const STEPS = ['answer', 'receive', 'withdraw'] as const

const Story = ({ one }: Props) => {
  const { t } = useTranslation('liability')
  const term = useTerm()
  return (
    <ol className='lia-log' aria-label={t('one.log')}>
      {one.steps.map((step) => <li key={step.id}><When at={step.at} />　{step.by?.name}　<b>{term('chargeBackState', step.kind)}</b>{step.amountFen !== null && <>　<Money fen={step.amountFen} /></>}{step.kind === 'received' && one.receipt && `　${one.receipt.reference}`}{step.note && <span className='block muted pre'>{step.note}</span>}</li>)}
    </ol>
  )
}

const Shown = ({ one }: Props) => {
  const { t } = useTranslation('liability')
  const term = useTerm()
  const [step, setStep] = useState<(typeof STEPS)[number]>(one.may['receive'] === null ? 'receive' : 'answer')
  const over = one.state === 'received' || one.state === 'withdrawn'
  const Form = FORMS[step]
  return (
    <>
      <p className='form-lead'><b>{one.outsider.name}</b>　<span className='no'>{one.number}</span>　<Chip tone={toneOf(one)}>{one.late ? t('one.late') : term('chargeBackState', one.state)}</Chip></p>
      <dl className='kv'>
        <dt>{t('one.share')}</dt><dd>{term('shareParty', one.party)}　{percentText(one.share)}%</dd><dt>{t('one.amount')}</dt><dd><Money fen={one.amountFen} />{one.amountReason && <span className='block muted'>{one.amountReason}</span>}</dd>
        {one.agreedFen !== null && <><dt>{t('one.agreed')}</dt><dd><Money fen={one.agreedFen} /></dd></>}
        {one.receipt && <><dt>{t('one.received')}</dt><dd><Money fen={one.receipt.amountFen} />　{one.receipt.on}　{one.receipt.reference}</dd></>}
        {one.answerBy && <><dt>{t('one.answerBy')}</dt><dd>{one.answerBy}</dd></>}
      </dl>
      <p><a className='link' href={links.claimLetter(one.id)} target='_blank' rel='noreferrer'>{t('one.print')}</a></p>
      <Story one={one} />
      {over ? <p className='muted'>{t('one.over')}</p> : <>
        <Field label={t('one.step')}><Radio.Group aria-label={t('one.step')} optionType='button' value={step} onChange={(event) => setStep(event.target.value as typeof step)} options={STEPS.map((value) => ({ value, label: t(`one.${value}`) }))} /></Field>
        <Form key={`${step} ${one.version}`} one={one} />
      </>}
    </>
  )
}

/** One charge-back: what became of it, and what comes next. */
export const ChargeBackPanel = ({ id }: { readonly id: string }) => <Asked query={useAsk(oneChargeBack, { id })} rows={8}>{(one) => <Shown key={`${one.id} ${one.state}`} one={one} />}</Asked>
