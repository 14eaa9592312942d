import { Radio } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileRef } from '#contract/common.ts'
import { type Payout, approvePayout, bouncePayout, failPayout, handOver, onePayout, payPayout, returnPayout, withdrawPayout } from '#contract/payout.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { uploadFile } from '../../app/upload.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { LongField, TextField } from '../../ui/inputs.tsx'
import { money } from '../../ui/money.ts'
import { Money } from '../../ui/Money.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import { localAt } from '../../ui/zone.ts'
import { links } from '../../links.ts'
import { toneOf } from './TaskPayouts.tsx'

/** Where somebody signs; the page brings it. */
export type SignHere = (props: { readonly who: string; readonly value: string | undefined; readonly onChange: (fileId: string | undefined) => void }) => ReactNode
interface Props { readonly one: Payout; readonly sign: SignHere }

const Approve = ({ one }: Props) => {
  const { t } = useTranslation('payout')
  const [comment, setComment] = useState('')
  const doing = useDo(approvePayout)
  return (
    <>
      <LongField label={t('one.comment')} rows={2} value={comment} error={faultOf(doing.error, 'comment')} onChange={setComment} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('one.approve')} whyNot={one.may['approve']} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, comment })} /></div>
    </>
  )
}

const ENDS = { return: returnPayout, fail: failPayout, withdraw: withdrawPayout } as const

const End = ({ one, what }: Props & { readonly what: keyof typeof ENDS }) => {
  const { t } = useTranslation('payout')
  const [why, setWhy] = useState('')
  const returning = useDo(returnPayout)
  const failing = useDo(failPayout)
  const withdrawing = useDo(withdrawPayout)
  const doing = { return: returning, fail: failing, withdraw: withdrawing }[what]
  const end = () => {
    const to = { id: one.id, version: one.version }
    if (what === 'return') returning.mutate({ ...to, comment: why })
    else if (what === 'fail') failing.mutate({ ...to, reason: why })
    else withdrawing.mutate({ ...to, reason: why })
  }
  return (
    <>
      <LongField label={t('one.why')} required rows={2} value={why} error={faultOf(doing.error, what === 'return' ? 'comment' : 'reason')} onChange={setWhy} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='danger' label={t(`one.${what}`)} whyNot={one.may[what] ?? (why.trim() === '' ? t('one.whyMissing') : null)} loading={doing.isPending} onPress={end} /></div>
    </>
  )
}

const Return = (props: Props) => <End {...props} what='return' />
const Fail = (props: Props) => <End {...props} what='fail' />
const Withdraw = (props: Props) => <End {...props} what='withdraw' />

const Pay = ({ one }: Props) => {
  const { t } = useTranslation('payout')
  const [reference, setReference] = useState('')
  const [on, setOn] = useState(() => localAt(one.timeZone, Date.now()).slice(0, 10))
  const [files, setFiles] = useState<readonly FileRef[]>([])
  const doing = useDo(payPayout)
  const bar = reference.trim() === '' ? t('one.referenceMissing') : on === '' ? t('one.onMissing') : null
  return (
    <>
      <TextField label={t('one.reference')} hint={t('one.referenceHint')} required value={reference} error={faultOf(doing.error, 'reference')} onChange={setReference} />
      <TextField label={t('one.on')} hint={t('one.onFrom', { day: one.firstOn })} required type='date' value={on} error={faultOf(doing.error, 'on')} onChange={setOn} />
      <Field label={t('one.evidence')} error={faultOf(doing.error, 'evidence')}><FileDrop label={t('one.evidence')} files={files} onChange={setFiles} upload={uploadFile} /></Field>
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('one.pay')} whyNot={one.may['pay'] ?? bar} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, reference, on, evidence: files.map((file) => file.id) })} /></div>
    </>
  )
}

const HandOver = ({ one, sign: Sign }: Props) => {
  const { t } = useTranslation('payout')
  const [drawn, setDrawn] = useState<string>()
  const [files, setFiles] = useState<readonly FileRef[]>([])
  const doing = useDo(handOver)
  const receiptId = drawn ?? files.at(-1)?.id
  return (
    <>
      <p className='form-lead'>{t('one.cashLead', { sum: money(one.amountFen) })}</p>
      <Sign who={one.payee ?? t('one.payee')} value={drawn} onChange={setDrawn} />
      <Field label={t('one.receipt')} error={faultOf(doing.error, 'receiptId')}><FileDrop label={t('one.receipt')} files={files} onChange={(next) => setFiles(next.slice(-1))} upload={uploadFile} /></Field>
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('one.handOver')} whyNot={one.may['handOver'] ?? (receiptId ? null : t('one.receiptMissing'))} loading={doing.isPending} onPress={() => { if (receiptId) doing.mutate({ id: one.id, version: one.version, receiptId }) }} /></div>
    </>
  )
}

/** It came back after it was recorded: in the bank's words, on its day. */
const Bounce = ({ one }: Props) => {
  const { t } = useTranslation('payout')
  const [words, setWords] = useState('')
  const [reference, setReference] = useState('')
  const [on, setOn] = useState(() => localAt(one.timeZone, Date.now()).slice(0, 10))
  const doing = useDo(bouncePayout)
  const bar = words.trim() === '' ? t('one.wordsMissing') : on === '' ? t('one.bouncedOnMissing') : null
  return (
    <>
      <p className='form-lead'>{t('one.bounceLead')}</p>
      <LongField label={t('one.words')} required rows={2} value={words} error={faultOf(doing.error, 'words')} onChange={setWords} />
      <TextField label={t('one.bouncedOn')} required type='date' value={on} error={faultOf(doing.error, 'on')} onChange={setOn} />
      <TextField label={t('one.bouncedReference')} value={reference} error={faultOf(doing.error, 'reference')} onChange={setReference} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='danger' label={t('one.bounce')} whyNot={one.may['bounce'] ?? bar} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, on, words, reference: reference || null })} /></div>
    </>
  )
}

const FORMS = { approve: Approve, return: Return, pay: Pay, handOver: HandOver, fail: Fail, bounce: Bounce, withdraw: Withdraw } as const
const STEPS = ['approve', 'return', 'pay', 'handOver', 'fail', 'bounce', 'withdraw'] as const
/** What may follow in a state, whoever is asked. */
const FOLLOWING = { asked: ['approve', 'return', 'withdraw'], approved: ['pay', 'handOver', 'fail', 'withdraw'] } as const

const followingOf = (one: Payout): readonly (typeof STEPS)[number][] => {
  if (one.state === 'paid' && one.way !== 'cash' && one.may['bounce'] === null) return ['bounce']
  if (one.state !== 'asked' && one.state !== 'approved') return []
  const other = one.way === 'cash' ? 'pay' : 'handOver'
  return FOLLOWING[one.state].filter((step) => step !== other)
}

const Facts = ({ one }: { readonly one: Payout }) => {
  const { t } = useTranslation('payout')
  const term = useTerm()
  return (
    <dl className='kv'>
      <dt>{t('one.amount')}</dt><dd><Money fen={one.amountFen} />　{term('remedyKind', one.kind)}<span className='block muted'>{t('one.ofAgreed', { agreed: money(one.agreedFen), paid: money(one.paidFen) })}</span></dd>
      <dt>{t('one.payee')}</dt><dd>{one.payee ?? t('one.kept')}　{term('payWay', one.way)}</dd>
      {one.account && <><dt>{t('one.account')}</dt><dd className='no'>{[one.bank, one.account].filter(Boolean).join('　')}</dd></>}
      {one.note && <><dt>{t('one.note')}</dt><dd className='pre'>{one.note}</dd></>}
      <dt>{t('one.askedBy')}</dt><dd>{one.askedBy?.name}　<When at={one.askedAt} /></dd>
      {one.decided && <><dt>{t('one.decided')}</dt><dd>{one.decided.by?.name}　<When at={one.decided.at} />{one.decided.note && <span className='block muted pre'>{one.decided.note}</span>}</dd></>}
      {one.paid && <><dt>{t('one.paid')}</dt><dd>{one.paid.on}　{one.paid.reference && <span className='no'>{one.paid.reference}</span>}　{one.paid.by?.name}{one.paid.evidence.map((file) => <a key={file.id} className='link block' href={links.file(file.id, true)} target='_blank' rel='noreferrer'>{file.name}</a>)}</dd></>}
      {one.bounced && <><dt>{t('one.bounced')}</dt><dd>{one.bounced.on}　{one.bounced.reference && <span className='no'>{one.bounced.reference}</span>}　{one.bounced.by?.name}<span className='block muted pre'>{one.bounced.words}</span></dd></>}
      {one.ended && <><dt>{t('one.ended')}</dt><dd>{one.ended.by?.name}　<When at={one.ended.at} /><span className='block muted pre'>{one.ended.why}</span></dd></>}
    </dl>
  )
}

const Shown = ({ one, sign }: Props) => {
  const { t } = useTranslation('payout')
  const term = useTerm()
  const steps = followingOf(one)
  const [chosen, setStep] = useState<(typeof STEPS)[number] | null>(null)
  const step = chosen ?? steps.find((each) => one.may[each] === null) ?? steps[0]
  const Form = step && FORMS[step]
  return (
    <>
      <p className='form-lead'><span className='no'>{one.number}</span>　<Chip tone={toneOf(one)}>{term('payoutState', one.state)}</Chip>　{one.unitName}</p>
      <Facts one={one} />
      {Form && <>
        <Field label={t('one.step')}><Radio.Group aria-label={t('one.step')} optionType='button' value={step} onChange={(event) => setStep(event.target.value as (typeof STEPS)[number])} options={steps.map((value) => ({ value, label: t(`one.${value}`) }))} /></Field>
        <Form key={`${step} ${one.version}`} one={one} sign={sign} />
      </>}
    </>
  )
}

/** One payout: to whom, how much, who asked and approved, by what it was paid, and what comes next. */
export const PayoutPanel = ({ id, sign }: { readonly id: string; readonly sign: SignHere }) => <Asked query={useAsk(onePayout, { id })} rows={8}>{(one) => <Shown key={`${one.id} ${one.state}`} one={one} sign={sign} />}</Asked>
