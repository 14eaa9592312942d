import { Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { FileRef } from '#contract/common.ts'
import { answer, type Remedy } from '#contract/remedy.ts'
import { uploadFile } from '../../app/upload.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

type Input_ = z.input<typeof answer.input>
interface Draft { answer: Input_['answer'] | null; counterFen: number | null; text: string; proof: Exclude<Input_['proof']['kind'], 'portal'>; note: string; files: readonly FileRef[] }
interface Part { readonly draft: Draft; readonly set: (part: Partial<Draft>) => void; readonly error: Error | null }

const EMPTY: Draft = { answer: null, counterFen: null, text: '', proof: 'call', note: '', files: [] }
const ANSWERS = ['accept', 'counter', 'decline'] as const
const PROOFS = ['call', 'signature', 'mail', 'inPerson'] as const

const Proof = ({ draft, set, error }: Part) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  return (
    <>
      <Field label={t('answer.proof')} error={faultOf(error, 'proof')} required>
        <Radio.Group aria-label={t('answer.proof')} optionType='button' value={draft.proof} onChange={(event) => set({ proof: event.target.value as Draft['proof'] })} options={PROOFS.map((value) => ({ value, label: term('proof', value) }))} />
      </Field>
      <Field label={t('answer.proofFile')} hint={draft.proof === 'signature' && draft.files.length === 0 ? t('answer.unsigned') : undefined}><FileDrop label={t('answer.proofFile')} files={draft.files} onChange={(files) => set({ files: files.slice(-1) })} upload={uploadFile} /></Field>
      <Field id='answer-note' label={t('answer.proofNote')}><Input id='answer-note' maxLength={200} value={draft.note} onChange={(event) => set({ note: event.target.value })} /></Field>
    </>
  )
}

/** F6: what the customer said to the offer: yes, another demand, or no; and how we can show it. */
export const AnswerForm = ({ remedy, customerName, onDone }: { readonly remedy: Remedy; readonly customerName: string; readonly onDone: () => void }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const [draft, setDraft, clear] = useDraft<Draft>(`answer.${remedy.id}`, EMPTY)
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(answer, () => { clear(); onDone() })
  const bar = remedy.may['answer'] ?? (draft.answer === null ? t('answer.choose') : draft.answer === 'counter' && draft.counterFen === null && draft.text.trim() === '' ? t('answer.counterMissing') : null)
  const save = () => {
    if (draft.answer === null) return
    doing.mutate({ id: remedy.id, answer: draft.answer, text: draft.text || null, proof: { kind: draft.proof, fileId: draft.files[0]?.id ?? null, note: draft.note || null }, ...(draft.answer === 'counter' && { counterFen: draft.counterFen }) })
  }
  return (
    <>
      <p className='form-lead'>{t('answer.lead', { name: customerName })}</p>
      <ProblemNote error={doing.error} />
      <Field label={t('answer.what')} required>
        <Radio.Group aria-label={t('answer.what')} optionType='button' value={draft.answer} onChange={(event) => set({ answer: event.target.value as Draft['answer'] })} options={ANSWERS.map((value) => ({ value, label: term('answer', value) }))} />
      </Field>
      {draft.answer === 'counter' && <MoneyInput label={t('answer.counter')} valueFen={draft.counterFen} error={faultOf(doing.error, 'counterFen')} onChange={(counterFen) => set({ counterFen })} />}
      <Field id='answer-text' label={t(draft.answer === 'counter' ? 'answer.fair' : 'answer.text')} hint={t(draft.answer === 'counter' ? 'answer.fairHint' : 'answer.textHint')} error={faultOf(doing.error, 'text')}>
        <Input.TextArea id='answer-text' autoSize={{ minRows: 2 }} value={draft.text} onChange={(event) => set({ text: event.target.value })} />
      </Field>
      <Proof draft={draft} set={set} error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('answer.save')} whyNot={bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
