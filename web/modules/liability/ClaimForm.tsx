import { useTranslation } from 'react-i18next'
import { type Division, caseLiability, claim } from '#contract/liability.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { LongField, TextField } from '../../ui/inputs.tsx'
import { money } from '../../ui/money.ts'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { percentText } from './shares.ts'

interface Props { readonly complaintId: string; readonly share: Division['shares'][number]; readonly costFen: number; readonly whyNot: string | null | undefined; readonly onDone: () => void }

const Form = ({ complaintId, share, costFen, whyNot, onDone }: Props) => {
  const { t } = useTranslation('liability')
  const [draft, setDraft, clear] = useDraft(`claim.${share.id}`, { amountFen: share.openFen as number | null, reason: '', answerBy: '' })
  const set = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(claim, () => { clear(); onDone() })
  const other = draft.amountFen !== share.openFen
  const bar = !draft.amountFen ? t('claim.amountMissing') : other && draft.reason.trim() === '' ? t('claim.reasonMissing') : null
  const send = () => { if (draft.amountFen) doing.mutate({ complaintId, shareId: share.id, amountFen: draft.amountFen, reason: other ? draft.reason : null, answerBy: draft.answerBy || null }) }
  return (
    <>
      <p className='form-lead'>{t('claim.lead', { name: share.outsider?.name ?? '', share: percentText(share.share), cost: money(costFen), part: money(share.amountFen), open: money(share.openFen) })}</p>
      <ProblemNote error={doing.error} />
      <MoneyInput label={t('claim.amount')} required valueFen={draft.amountFen} error={faultOf(doing.error, 'amountFen')} onChange={(amountFen) => set({ amountFen })} />
      {other && <LongField label={t('claim.reason')} hint={t('claim.reasonHint')} required rows={2} value={draft.reason} error={faultOf(doing.error, 'reason')} onChange={(reason) => set({ reason })} />}
      <TextField label={t('claim.answerBy')} type='date' value={draft.answerBy} error={faultOf(doing.error, 'answerBy')} onChange={(answerBy) => set({ answerBy })} />
      <div className='form-end'><ActionButton kind='primary' label={t('claim.save')} whyNot={whyNot ?? bar} loading={doing.isPending} onPress={send} /></div>
    </>
  )
}

/** What an outsider is to pay: proposed from their share, another amount with its reason. */
export const ClaimForm = ({ complaintId, shareId, onDone }: { readonly complaintId: string; readonly shareId: string | null; readonly onDone: () => void }) => (
  <Asked query={useAsk(caseLiability, { complaintId })} rows={6}>{(it) => {
    const share = it.current?.shares.find((one) => one.id === shareId)
    return share && <Form key={share.id} complaintId={complaintId} share={share} costFen={it.costFen} whyNot={share.whyNotClaim ?? it.may['claim']} onDone={onDone} />
  }}</Asked>
)
