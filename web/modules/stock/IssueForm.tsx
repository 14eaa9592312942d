import { Checkbox } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task } from '#contract/settlement.ts'
import { type Lot, issueGift, stock } from '#contract/stock.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { money } from '../../ui/money.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { wholeOf } from './codes.ts'

/** Where somebody signs; the page brings it. */
export type SignHere = (props: { readonly who: string; readonly value: string | undefined; readonly onChange: (fileId: string | undefined) => void }) => ReactNode
interface Props { readonly task: Task; readonly customerName: string; readonly sign: SignHere; readonly onDone: () => void }
interface Draft { readonly lotId: string | null; readonly quantity: string; readonly code: string | null; readonly recipient: string; readonly signatureId: string | undefined; readonly unsignedWhy: string; readonly last: boolean }

const useBar = ({ lotId, quantity, recipient, signatureId, unsignedWhy }: Draft) => {
  const { t } = useTranslation('stock')
  if (!lotId) return t('issue.lotMissing')
  if (!wholeOf(quantity)) return t('lot.quantityMissing')
  if (recipient.trim() === '') return t('issue.recipientMissing')
  return signatureId || unsignedWhy.trim() ? null : t('issue.signMissing')
}

const Choice = ({ lots, draft, set, error }: { readonly lots: readonly Lot[]; readonly draft: Draft; readonly set: (part: Partial<Draft>) => void; readonly error: Error | null }) => {
  const { t } = useTranslation('stock')
  const chosen = lots.find((lot) => lot.id === draft.lotId)
  const labelOf = (lot: Lot) => [t('issue.option', { name: lot.kind.name, worth: money(lot.kind.worthFen), count: lot.quantity }), lot.expiresOn && t('issue.until', { day: lot.expiresOn })].filter(Boolean).join('　')
  return (
    <>
      <SelectField label={t('issue.lot')} required search value={draft.lotId} error={faultOf(error, 'lotId')} onChange={(lotId) => set({ lotId, code: null })} options={lots.map((lot) => ({ value: lot.id, label: labelOf(lot) }))} />
      <TextField label={t('issue.quantity')} required inputMode='numeric' value={draft.quantity} error={faultOf(error, 'quantity')} onChange={(quantity) => set({ quantity })} />
      {chosen?.kind.numbered && draft.quantity === '1' && <SelectField label={t('issue.code')} clear search value={draft.code} placeholder={t('issue.codeFirst')} error={faultOf(error, 'codes')} onChange={(code) => set({ code })} options={chosen.codes.map((code) => ({ value: code, label: code }))} />}
    </>
  )
}

const Form = ({ task, customerName, sign: Sign, lots, outFen, onDone }: Props & { readonly lots: readonly Lot[]; readonly outFen: number }) => {
  const { t } = useTranslation('stock')
  const [only] = lots
  const [draft, setDraft, clear] = useDraft<Draft>(`issue.${task.id}.${outFen}`, { lotId: lots.length === 1 && only ? only.id : null, quantity: '1', code: null, recipient: customerName, signatureId: undefined, unsignedWhy: '', last: true })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(issueGift, () => { clear(); onDone() })
  const bar = useBar(draft)
  const save = () => {
    const quantity = wholeOf(draft.quantity)
    if (draft.lotId && quantity) doing.mutate({ taskId: task.id, lotId: draft.lotId, quantity, codes: draft.code && quantity === 1 ? [draft.code] : [], recipient: draft.recipient, signatureId: draft.signatureId ?? null, unsignedWhy: draft.signatureId ? null : draft.unsignedWhy || null, last: draft.last })
  }
  return (
    <>
      <p className='form-lead'>{t('issue.lead', { title: task.title, agreed: money(task.amountFen), out: money(outFen) })}</p>
      <ProblemNote error={doing.error} />
      {lots.length === 0 && <p className='muted'>{t('issue.none')}</p>}
      <Choice lots={lots} draft={draft} set={set} error={doing.error} />
      <TextField label={t('issue.recipient')} required value={draft.recipient} error={faultOf(doing.error, 'recipient')} onChange={(recipient) => set({ recipient })} />
      <Sign who={t('issue.sign')} value={draft.signatureId} onChange={(signatureId) => set({ signatureId })} />
      {!draft.signatureId && <TextField label={t('issue.unsigned')} hint={t('issue.unsignedHint')} value={draft.unsignedWhy} error={faultOf(doing.error, 'unsignedWhy')} onChange={(unsignedWhy) => set({ unsignedWhy })} />}
      <Checkbox checked={draft.last} onChange={(event) => set({ last: event.target.checked })}>{t('issue.last')}</Checkbox>
      <div className='form-end'><ActionButton kind='primary' label={t('issue.save')} whyNot={task.whyNot ?? bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}

/** A gift or a coupon goes out of the stock to the customer, who signs for it. Only what is within what was agreed is offered. */
export const IssueForm = (props: Props) => {
  const here = useAsk(stock, {})
  const outFen = props.task.givenFen
  return (
    <Asked query={here} rows={6}>{({ items }) => (
      <Form key={`${props.task.id} ${outFen}`} {...props} outFen={outFen} lots={items.filter((lot) => lot.standing !== 'expired' && outFen + lot.kind.worthFen <= props.task.amountFen)} />
    )}</Asked>
  )
}
