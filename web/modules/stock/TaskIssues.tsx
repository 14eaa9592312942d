import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task } from '#contract/settlement.ts'
import { type Issue, issues, oneIssue, takeBackGift } from '#contract/stock.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { LongField, TextField } from '../../ui/inputs.tsx'
import { Money } from '../../ui/Money.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { wholeOf } from './codes.ts'
import './stock.css'

/** What went out of the stock for an agreed item. */
export const TaskIssues = ({ task, onIssue, onBack }: { readonly task: Task; readonly onIssue: () => void; readonly onBack: (id: string) => void }) => {
  const { t } = useTranslation('stock')
  const can = useCan()
  const mine = (useAsk(issues, { complaintId: task.complaintId, limit: 200 }, { enabled: can('stock.read') }).data?.items ?? []).filter((one) => one.taskId === task.id)
  const open = task.state === 'open' || task.state === 'begun'
  return (
    <>
      <ul className='sto-l'>{mine.map((one) => (
        <li key={one.id}><span className='no'>{one.number}</span><span>{t('issue.done', { name: one.kindName, count: one.quantity })}{one.codes.length > 0 && <span className='no'>　{one.codes.join(' ')}</span>}</span><Money fen={one.worthFen} />{one.returned > 0 && <span className='muted'>{t('issue.back', { count: one.returned })}</span>}
          {can('stock.takeBack') && one.returned < one.quantity && <Button size='small' onClick={() => onBack(one.id)}>{t('issue.takeBack')}<span className='sr'>{one.number}</span></Button>}</li>
      ))}</ul>
      {open && task.whyNot === null && can('stock.issue') && <Button size='small' onClick={onIssue}>{t('issue.open')}<span className='sr'>{task.title}</span></Button>}
    </>
  )
}

type Owed = 'yes' | 'no'

/** Whether the customer should have it still, and why not. */
const OwedFields = ({ owed, why, error, onOwed, onWhy }: { readonly owed: Owed | null; readonly why: string; readonly error: Error | null; readonly onOwed: (owed: Owed) => void; readonly onWhy: (why: string) => void }) => {
  const { t } = useTranslation('stock')
  return (
    <>
      <Field label={t('issue.owed')} required error={faultOf(error, 'owed')}><Radio.Group aria-label={t('issue.owed')} value={owed} onChange={(event) => onOwed(event.target.value as Owed)} options={[{ value: 'yes', label: t('issue.owedYes') }, { value: 'no', label: t('issue.owedNo') }]} /></Field>
      {owed === 'no' && <TextField label={t('issue.notOwedWhy')} required value={why} error={faultOf(error, 'notOwedWhy')} onChange={onWhy} />}
    </>
  )
}

const Back = ({ one, onDone }: { readonly one: Issue; readonly onDone: () => void }) => {
  const { t } = useTranslation('stock')
  const left = one.quantity - one.returned
  const [quantity, setQuantity] = useState(String(left))
  const [note, setNote] = useState('')
  const [owed, setOwed] = useState<Owed | null>(null)
  const [notOwedWhy, setNotOwedWhy] = useState('')
  const doing = useDo(takeBackGift, onDone)
  const many = wholeOf(quantity)
  const faults = [[!many, 'lot.quantityMissing'], [note.trim() === '', 'issue.whyMissing'], [one.asksOwed && !owed, 'issue.owedMissing'], [owed === 'no' && notOwedWhy.trim() === '', 'issue.notOwedWhyMissing']] as const
  const fault = faults.find(([holds]) => holds)
  const save = () => { if (many) doing.mutate({ id: one.id, version: one.version, quantity: many, note, owed: owed && owed === 'yes', notOwedWhy: owed === 'no' ? notOwedWhy : null }) }
  return (
    <>
      <p className='form-lead'>{t('issue.done', { name: one.kindName, count: left })}　<span className='no'>{one.number}</span></p>
      <ProblemNote error={doing.error} />
      <TextField label={t('issue.quantity')} required inputMode='numeric' value={quantity} error={faultOf(doing.error, 'quantity')} onChange={setQuantity} />
      <LongField label={t('issue.why')} required rows={2} value={note} error={faultOf(doing.error, 'note')} onChange={setNote} />
      {one.asksOwed && <OwedFields owed={owed} why={notOwedWhy} error={doing.error} onOwed={setOwed} onWhy={setNotOwedWhy} />}
      <div className='form-end'><ActionButton kind='primary' label={t('issue.saveBack')} whyNot={fault ? t(fault[1]) : null} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}

/** A gift comes back into the stock. */
export const TakeBackForm = ({ id, onDone }: { readonly id: string; readonly onDone: () => void }) => <Asked query={useAsk(oneIssue, { id })} rows={5}>{(one) => <Back key={`${one.id} ${one.version}`} one={one} onDone={onDone} />}</Asked>
