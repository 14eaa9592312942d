import { useTranslation } from 'react-i18next'
import type { FileRef } from '#contract/common.ts'
import { Came, caseProceedings, registerProceeding } from '#contract/proceeding.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { uploadFile } from '../../app/upload.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { useZone } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { momentAt } from '../../ui/zone.ts'

interface Draft { body: string; came: 'customer' | 'transferred'; reference: string; begunAt: string; asks: string; answerBy: string; files: readonly FileRef[] }
const EMPTY: Draft = { body: '', came: 'customer', reference: '', begunAt: '', asks: '', answerBy: '', files: [] }

/** A body has the case: which, under which number, and by when it wants to hear from us. */
export const RegisterForm = ({ complaintId, closed, onDone }: { readonly complaintId: string; readonly closed: boolean; readonly onDone: () => void }) => {
  const { t } = useTranslation('proceeding')
  const term = useTerm()
  const { zone } = useZone()
  const [draft, setDraft, clear] = useDraft<Draft>(`proceeding.${complaintId}`, EMPTY)
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(registerProceeding, () => { clear(); onDone() })
  const moment = (local: string) => (local ? momentAt(zone, local) : null)
  const save = () => doing.mutate({ complaintId, body: draft.body, came: draft.came, reference: draft.reference.trim() || null, begunAt: moment(draft.begunAt), asks: draft.asks || null, answerBy: moment(draft.answerBy), fileIds: draft.files.map((file) => file.id) })
  return (
    <Asked query={useAsk(caseProceedings, { complaintId })} rows={6}>{(it) => (
      <>
        <p className='form-lead'>{t(closed ? 'register.leadClosed' : 'register.lead')}</p>
        <ProblemNote error={doing.error} fieldsBeside />
        <SelectField label={t('register.body')} hint={t('register.bodyHint')} required search value={draft.body || null} error={faultOf(doing.error, 'body')} onChange={(body) => set({ body: body ?? '' })} options={it.bodies.map(({ code, label }) => ({ value: code, label: say(label) }))} />
        <SelectField label={t('register.came')} required value={draft.came} onChange={(came) => set({ came: Came.catch('customer').parse(came) })} options={Came.options.map((value) => ({ value, label: term('cameBy', value) }))} />
        <TextField label={t('register.reference')} hint={t('register.referenceHint')} value={draft.reference} error={faultOf(doing.error, 'reference')} onChange={(reference) => set({ reference })} />
        <TextField label={t('register.begunAt')} hint={t('register.begunAtHint')} type='datetime-local' value={draft.begunAt} error={faultOf(doing.error, 'begunAt')} onChange={(begunAt) => set({ begunAt })} />
        <LongField label={t('register.asks')} rows={2} value={draft.asks} error={faultOf(doing.error, 'asks')} onChange={(asks) => set({ asks })} />
        <TextField label={t('register.answerBy')} hint={t('register.answerByHint')} type='datetime-local' value={draft.answerBy} error={faultOf(doing.error, 'answerBy')} onChange={(answerBy) => set({ answerBy })} />
        <Field label={t('register.files')} error={faultOf(doing.error, 'fileIds/0')}><FileDrop label={t('register.files')} files={draft.files} onChange={(files) => set({ files })} upload={uploadFile} /></Field>
        <div className='form-end'><ActionButton kind='primary' label={t('register.save')} whyNot={it.may['register'] ?? (draft.body ? null : t('register.bodyMissing'))} loading={doing.isPending} onPress={save} /></div>
      </>
    )}</Asked>
  )
}
