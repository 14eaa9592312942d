import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FileRef } from '#contract/common.ts'
import { complete, type Task } from '#contract/settlement.ts'
import { uploadFile } from '../../app/upload.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { money } from '../../ui/money.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Draft { result: string; reference: string; files: readonly FileRef[] }
const EMPTY: Draft = { result: '', reference: '', files: [] }

/** A task ends with proof: a file or a reference. Money is paid out instead. */
export const CompleteForm = ({ task, onDone }: { readonly task: Task; readonly onDone: () => void }) => {
  const { t } = useTranslation('case')
  const [draft, setDraft, clear] = useDraft<Draft>(`task.${task.id}`, EMPTY)
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(complete, () => { clear(); onDone() })
  const unproved = draft.reference.trim() === '' && draft.files.length === 0 && t('task.proofMissing')
  const bar = task.whyNot ?? (draft.result.trim() === '' ? t('task.resultMissing') : unproved || null)
  const save = () => doing.mutate({ id: task.id, result: draft.result, reference: draft.reference.trim() || null, evidence: draft.files.map((file) => file.id) })
  return (
    <>
      <p className='form-lead'>{task.title}{task.amountFen > 0 && `　${money(task.amountFen)}`}</p>
      <ProblemNote error={doing.error} />
      <Field id='task-result' label={t('task.result')} error={faultOf(doing.error, 'result')} required>
        <Input.TextArea id='task-result' autoSize={{ minRows: 2 }} value={draft.result} onChange={(event) => set({ result: event.target.value })} />
      </Field>
      <Field id='task-reference' label={t('task.referenceLabel')} hint={t('task.referenceHint')} error={faultOf(doing.error, 'reference')}>
        <Input id='task-reference' maxLength={200} value={draft.reference} onChange={(event) => set({ reference: event.target.value })} />
      </Field>
      <Field label={t('task.evidence')} error={faultOf(doing.error, 'evidence')}>
        <FileDrop label={t('task.evidence')} files={draft.files} onChange={(files) => set({ files })} upload={uploadFile} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('task.save')} whyNot={bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
