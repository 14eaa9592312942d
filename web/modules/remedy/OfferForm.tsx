import { Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { forbiddenWords } from '#contract/communication.ts'
import { offer, type Remedy } from '#contract/remedy.ts'
import { Flags } from '../../app/checked/Flags.tsx'
import { rewritten, useChecked, whyFlagged } from '../../app/checked/use-checked.ts'
import { faultOf, isProblem } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Despite } from '../../ui/Despite.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Items } from './RemedyView.tsx'

/** The proposal goes to the customer; they answer on the look-up page, or we record what they said. */
export const OfferForm = ({ remedy, customerName, onDone }: { readonly remedy: Remedy; readonly customerName: string; readonly onDone: () => void }) => {
  const { t } = useTranslation('case')
  const [draft, setDraft, clear] = useDraft(`offer.${remedy.id}`, { message: '', validDays: 7, despite: '' })
  const doing = useDo(offer, () => { clear(); onDone() })
  const notes = Object.fromEntries(remedy.items.flatMap(({ id, note }) => (note ? [[id, note]] : [])))
  const checked = useChecked(remedy.complaintId, { message: draft.message, ...notes })
  const asksWhy = checked.warned || draft.despite !== '' || isProblem(doing.error, forbiddenWords)
  const flagged = whyFlagged(checked, draft.despite)
  const bar = remedy.may['offer'] ?? (flagged && t(flagged))
  return (
    <>
      <p className='form-lead'>{t('offer.lead', { name: customerName })}</p>
      <Items items={remedy.items} totalFen={remedy.totalFen} />
      {Object.keys(notes).map((id) => <Flags key={id} flags={checked.in(id)} />)}
      <ProblemNote error={doing.error} />
      <Field id='offer-message' label={t('offer.message')} hint={t('offer.messageHint')} error={faultOf(doing.error, 'message')}>
        <Input.TextArea id='offer-message' autoSize={{ minRows: 4, maxRows: 12 }} value={draft.message} onChange={(event) => setDraft((before) => ({ ...before, message: event.target.value }))} />
        <Flags flags={checked.in('message')} onReplace={(found, instead) => setDraft((before) => ({ ...before, message: rewritten(before.message, found, instead) }))} />
      </Field>
      {asksWhy && <Despite id='offer-despite' value={draft.despite} onChange={(despite) => setDraft((before) => ({ ...before, despite }))} />}
      <Field id='offer-days' label={t('offer.validDays')} error={faultOf(doing.error, 'validDays')}>
        <InputNumber id='offer-days' controls={false} min={1} max={60} precision={0} value={draft.validDays} onChange={(days) => setDraft((before) => ({ ...before, validDays: days ?? 7 }))} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('offer.save', { name: customerName })} whyNot={bar} loading={doing.isPending} onPress={() => doing.mutate({ id: remedy.id, version: remedy.version, validDays: draft.validDays, ...(draft.message && { message: draft.message }), ...(draft.despite.trim() && { despite: draft.despite }) })} /></div>
    </>
  )
}
