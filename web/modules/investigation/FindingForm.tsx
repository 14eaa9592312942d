import { DownOutlined } from '@ant-design/icons'
import { Input, Radio, Select, TreeSelect } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { addFinding } from '#contract/casefile.ts'
import type { FileRef } from '#contract/common.ts'
import type { PointView } from '#contract/complaint.ts'
import type { Inquiry } from '#contract/inquiry.ts'
import { FindingInput } from '#contract/investigation.ts'
import { Liability, type PackView } from '#contract/packs.ts'
import { uploadFile } from '../../app/upload.ts'
import { causeWords } from '../../app/causes.ts'
import { faultOf } from '../../app/fault.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useClearing } from '../../ui/clearing.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { treeOf } from '../../ui/tree.ts'
import { Recurrences } from './Recurrences.tsx'
import './investigation.css'

type Method = z.infer<typeof FindingInput>['method']
interface Draft { text: string; liability: Liability | null; rootCause: string | null; causeDetail: string; method: Method | null; inquiryIds: readonly string[]; files: readonly FileRef[]; explanation: string; alternativeHelp: string }
interface Part { readonly draft: Draft; readonly set: (part: Partial<Draft>) => void; readonly error: Error | null }

const EMPTY: Draft = { text: '', liability: null, rootCause: null, causeDetail: '', method: null, inquiryIds: [], files: [], explanation: '', alternativeHelp: '' }
const METHODS = FindingInput.shape.method.unwrap().options
const notOurs = (liability: Liability | null) => liability !== null && liability !== 'ours' && liability !== 'shared'

/** C5: "not ours" is no end: a kind explanation, and what else we can do for them. */
const NotOurs = ({ draft, set, error }: Part) => {
  const { t } = useTranslation('case')
  return (
    <div className='not-ours'>
      <p>{t('finding.notOurs')}</p>
      <Field id='finding-explanation' label={t('finding.explanation')} hint={t('finding.explanationHint')} error={faultOf(error, 'explanation')}>
        <Input.TextArea id='finding-explanation' autoSize={{ minRows: 2 }} value={draft.explanation} onChange={(event) => set({ explanation: event.target.value })} />
      </Field>
      <Field id='finding-help' label={t('finding.help')} hint={t('finding.helpHint')} error={faultOf(error, 'alternativeHelp')}>
        <Input.TextArea id='finding-help' autoSize={{ minRows: 2 }} value={draft.alternativeHelp} onChange={(event) => set({ alternativeHelp: event.target.value })} />
      </Field>
    </div>
  )
}

const Causes = ({ draft, set, error, causes }: Part & { readonly causes: PackView['rootCauses'] }) => {
  const { t } = useTranslation('case')
  const clearing = useClearing()
  const term = useTerm()
  return (
    <div className='form-grid'>
      <Field id='finding-cause' label={t('finding.cause')} error={faultOf(error, 'rootCause')}>
        <TreeSelect<string | null> id='finding-cause' className='cat-tree' suffixIcon={<DownOutlined aria-hidden='true' />} allowClear={clearing} showSearch={{ treeNodeFilterProp: 'title' }} treeDefaultExpandAll placeholder={t('finding.causeChoose')} value={draft.rootCause} onChange={(rootCause) => set({ rootCause: rootCause ?? null })} treeData={treeOf(causes.filter((cause) => !cause.retired), (cause) => say(cause.label))} />
      </Field>
      <Field id='finding-method' label={t('finding.method')}>
        <Select id='finding-method' allowClear={clearing} placeholder={t('finding.methodChoose')} value={draft.method} onChange={(method: Method) => set({ method: method ?? null })} options={METHODS.map((value) => ({ value, label: term('method', value) }))} />
      </Field>
    </div>
  )
}

/** Inquiries the finding rests on; how it was found out follows from them. */
const Rests = ({ draft, set, error, inquiries }: Part & { readonly inquiries: readonly Inquiry[] }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  if (inquiries.length === 0) return null
  return (
    <Field id='finding-inquiries' label={t('finding.inquiries')} hint={t('finding.inquiriesHint')} error={faultOf(error, 'inquiryIds')}>
      <Select id='finding-inquiries' mode='multiple' optionFilterProp='label' value={[...draft.inquiryIds]} onChange={(inquiryIds: string[]) => set({ inquiryIds })} options={inquiries.map((one) => ({ value: one.id, label: `${term('inquiryKind', one.details.kind)}　${one.number}` }))} />
    </Field>
  )
}

interface Props { readonly id: string; readonly point: PointView; readonly causes: PackView['rootCauses']; /** What has been found out already. */ readonly inquiries: readonly Inquiry[]; readonly whyNot: string | null | undefined; readonly whyNotLink: string | null | undefined; readonly onDone: () => void }

const useForm = ({ id, point, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const [draft, setDraft, clear] = useDraft<Draft>(`finding.${point.id}`, EMPTY)
  const doing = useDo(addFinding, () => { clear(); onDone() })
  const bar = whyNot ?? (draft.text.trim() === '' ? t('finding.textMissing') : draft.liability === null ? t('finding.liabilityMissing') : null)
  const { text, liability, rootCause, causeDetail, method, inquiryIds, files, explanation, alternativeHelp } = draft
  const save = () => {
    if (liability === null) return
    const kind = notOurs(liability) ? { explanation: explanation || null, alternativeHelp: alternativeHelp || null } : {}
    doing.mutate({ id, pointId: point.id, text, liability, rootCause, causeDetail: causeDetail || null, evidence: files.map((file) => file.id), inquiryIds: [...inquiryIds], ...(method && { method }), ...kind })
  }
  return { draft, set: (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), doing, bar, save }
}

/** What was found out about one point, whose it is, and the evidence. */
export const FindingForm = (props: Props) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { draft, set, doing, bar, save } = useForm(props)
  const part = { draft, set, error: doing.error }
  return (
    <>
      <blockquote className='verbatim'><p><b>{props.point.no}</b>{props.point.text}</p></blockquote>
      <ProblemNote error={doing.error} />
      <Field id='finding-text' label={t('finding.text')} hint={t('finding.textHint')} error={faultOf(doing.error, 'text')} required>
        <Input.TextArea id='finding-text' autoSize={{ minRows: 3, maxRows: 12 }} value={draft.text} onChange={(event) => set({ text: event.target.value })} />
      </Field>
      <Field label={t('finding.liability')} error={faultOf(doing.error, 'liability')} required>
        <Radio.Group className='stacked' aria-label={t('finding.liability')} value={draft.liability} onChange={(event) => set({ liability: event.target.value as Liability })} options={Liability.options.map((value) => ({ value, label: term('liability', value) }))} />
      </Field>
      {notOurs(draft.liability) && <NotOurs {...part} />}
      <Rests {...part} inquiries={props.inquiries} />
      <Causes {...part} causes={props.causes} />
      {draft.rootCause && <Recurrences complaintId={props.id} pointId={props.point.id} rootCause={draft.rootCause} cause={causeWords(props.causes, draft.rootCause, t('common:pathSeparator'))} whyNotLink={props.whyNotLink} />}
      <Field id='finding-cause-detail' label={t('finding.causeDetail')} hint={t('finding.causeDetailHint')} error={faultOf(doing.error, 'causeDetail')}>
        <Input.TextArea id='finding-cause-detail' autoSize={{ minRows: 1, maxRows: 8 }} value={draft.causeDetail} onChange={(event) => set({ causeDetail: event.target.value })} />
      </Field>
      <Field label={t('finding.evidence')} hint={t('finding.evidenceHint')} error={faultOf(doing.error, 'evidence')}>
        <FileDrop label={t('finding.evidence')} files={draft.files} onChange={(files) => set({ files })} upload={uploadFile} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('finding.save')} whyNot={bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
