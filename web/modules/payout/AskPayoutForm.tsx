import { useTranslation } from 'react-i18next'
import { PayWay, askPayout, needsAccount, payouts } from '#contract/payout.ts'
import type { Task } from '#contract/settlement.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { money } from '../../ui/money.ts'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Draft { readonly amountFen: number | null; readonly way: PayWay; readonly payee: string; readonly bank: string; readonly account: string; readonly note: string }
interface Props { readonly task: Task; readonly customerName: string; readonly onDone: () => void }

const useBar = ({ amountFen, way, payee, account }: Draft) => {
  const { t } = useTranslation('payout')
  if (!amountFen) return t('ask.amountMissing')
  if (payee.trim() === '') return t('ask.payeeMissing')
  return needsAccount(way) && account.trim() === '' ? t('ask.accountMissing') : null
}

const Form = ({ task, customerName, paidFen, alive, onDone }: Props & { readonly paidFen: number; readonly alive: boolean }) => {
  const { t } = useTranslation('payout')
  const term = useTerm()
  const whyNot = useCan()('payout.ask') ? (alive ? t('ask.alive') : null) : t('common:notAllowed')
  const [draft, setDraft, clear] = useDraft<Draft>(`payout.${task.id}.${paidFen}`, { amountFen: task.amountFen - paidFen, way: 'original', payee: customerName, bank: '', account: '', note: '' })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(askPayout, () => { clear(); onDone() })
  const bar = useBar(draft)
  const save = () => { if (draft.amountFen) doing.mutate({ taskId: task.id, amountFen: draft.amountFen, way: draft.way, payee: draft.payee, bank: draft.way === 'bank' ? draft.bank || null : null, account: needsAccount(draft.way) ? draft.account : null, note: draft.note || null }) }
  return (
    <>
      <p className='form-lead'>{t('ask.lead', { title: task.title, agreed: money(task.amountFen), paid: money(paidFen) })}</p>
      <ProblemNote error={doing.error} />
      <MoneyInput label={t('ask.amount')} hint={t('ask.amountHint')} required valueFen={draft.amountFen} error={faultOf(doing.error, 'amountFen')} onChange={(amountFen) => set({ amountFen })} />
      <SelectField label={t('ask.way')} required value={draft.way} error={faultOf(doing.error, 'way')} onChange={(next) => set({ way: PayWay.options.find((each) => each === next) ?? draft.way })} options={PayWay.options.map((value) => ({ value, label: term('payWay', value) }))} />
      <TextField label={t('ask.payee')} required value={draft.payee} error={faultOf(doing.error, 'payee')} onChange={(payee) => set({ payee })} />
      {draft.way === 'bank' && <TextField label={t('ask.bank')} value={draft.bank} error={faultOf(doing.error, 'bank')} onChange={(bank) => set({ bank })} />}
      {needsAccount(draft.way) && <TextField label={t('ask.account')} hint={t('ask.accountHint')} required inputMode={draft.way === 'bank' ? 'numeric' : 'text'} value={draft.account} error={faultOf(doing.error, 'account')} onChange={(account) => set({ account })} />}
      <LongField label={t('ask.note')} rows={2} value={draft.note} error={faultOf(doing.error, 'note')} onChange={(note) => set({ note })} />
      <div className='form-end'><ActionButton kind='primary' label={t('ask.save')} whyNot={whyNot ?? bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}

/** Money that was agreed is asked for: to whom, by which way, all of it or a part. */
export const AskPayoutForm = (props: Props) => (
  <Asked query={useAsk(payouts, { complaintId: props.task.complaintId, limit: 200 })} rows={6}>{({ items }) => {
    const mine = items.filter((one) => one.taskId === props.task.id)
    const paidFen = mine[0]?.paidFen ?? 0
    return <Form key={`${props.task.id} ${paidFen}`} {...props} paidFen={paidFen} alive={mine.some((one) => one.state === 'asked' || one.state === 'approved')} />
  }}</Asked>
)
