import { Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { classify } from '#contract/casefile.ts'
import { suggest } from '#contract/classification.ts'
import type { PointView } from '#contract/complaint.ts'
import { Nature, ServiceFault, ServiceStage, Severity } from '#contract/packs.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useClearing } from '../../ui/clearing.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Marked } from './Marked.tsx'
import { NatureSuggestion } from './NatureSuggestion.tsx'
import { CategoryPicker } from './CategoryPicker.tsx'
import type { Category } from './category-tree.ts'
import './complaint.css'

interface Draft {
  categoryCode: string | null; reading: string; severity: z.infer<typeof Severity> | null
  serviceStage: z.infer<typeof ServiceStage> | null; serviceFault: z.infer<typeof ServiceFault> | null; nature: z.infer<typeof Nature>
}
interface Part { readonly draft: Draft; readonly set: (part: Partial<Draft>) => void }
interface Props {
  readonly id: string; readonly version: number; readonly point: PointView; readonly nature: z.infer<typeof Nature>; readonly categories: readonly Category[]
  readonly whyNot: string | null | undefined; readonly onDone: () => void
}

const Choice = ({ name, kind, values, value, onChange }: { readonly name: string; readonly kind: string; readonly values: readonly string[]; readonly value: string | null; readonly onChange: (value: string | null) => void }) => {
  const { t } = useTranslation('case')
  const clearing = useClearing()
  const term = useTerm()
  return (
    <Field id={`classify-${name}`} label={t(`classify.${name}`)}>
      <Select id={`classify-${name}`} allowClear={clearing} value={value} placeholder={t('classify.unknown')} onChange={(next: string | undefined) => onChange(next ?? null)} options={values.map((each) => ({ value: each, label: term(kind, each) }))} />
    </Field>
  )
}

const Dimensions = ({ draft, set, suggested }: Part & { readonly suggested: Parameters<typeof NatureSuggestion>[0]['suggested'] }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  return (
    <>
      <Field label={t('classify.severity')} hint={t('classify.severityHint')}>
        <Radio.Group aria-label={t('classify.severity')} optionType='button' value={draft.severity} onChange={(event) => set({ severity: event.target.value as Draft['severity'] })} options={Severity.options.map((value) => ({ value, label: term('severity', value) }))} />
      </Field>
      <div className='form-grid'>
        <Choice name='serviceStage' kind='serviceStage' values={ServiceStage.options} value={draft.serviceStage} onChange={(value) => set({ serviceStage: value as Draft['serviceStage'] })} />
        <Choice name='serviceFault' kind='serviceFault' values={ServiceFault.options} value={draft.serviceFault} onChange={(value) => set({ serviceFault: value as Draft['serviceFault'] })} />
      </div>
      <Field label={t('classify.nature')} hint={t('classify.natureHint')}>
        <Radio.Group aria-label={t('classify.nature')} value={draft.nature} onChange={(event) => set({ nature: event.target.value as Draft['nature'] })} options={Nature.options.map((value) => ({ value, label: term('nature', value) }))} />
        <NatureSuggestion suggested={suggested} chosen={draft.nature} onTake={(nature) => set({ nature })} />
      </Field>
    </>
  )
}

const from = (point: PointView, nature: Draft['nature']): Draft => ({
  categoryCode: point.categoryCode, reading: point.reading ?? '', severity: point.severity ?? null, serviceStage: point.serviceStage ?? null, serviceFault: point.serviceFault ?? null, nature,
})

/** What a point is about: its category, how much harm, which service fault. The customer's words stay as they were said. */
export const ClassifyForm = ({ id, version, point, nature, categories, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const [draft, setDraft, clear] = useDraft<Draft>(`classify.${point.id}`, from(point, nature))
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const suggestion = useAsk(suggest, { text: point.text, ...(point.wants && { wants: point.wants }) })
  const doing = useDo(classify, () => { clear(); onDone() })
  const save = () => doing.mutate({ ...draft, id, version, pointId: point.id, categoryCode: draft.categoryCode ?? '', reading: draft.reading || null })
  return (
    <>
      <blockquote className='verbatim'><p><b>{point.no}</b><Marked text={point.text} words={suggestion.data?.categories[0]?.words ?? []} /></p></blockquote>
      <ProblemNote error={doing.error} />
      <Field id='classify-category' label={t('classify.category')} error={faultOf(doing.error, 'categoryCode')} required>
        <CategoryPicker id='classify-category' categories={categories} value={draft.categoryCode} onChange={(categoryCode) => set({ categoryCode })} suggested={suggestion.data?.categories} />
      </Field>
      <Field id='classify-reading' label={t('classify.reading')} hint={t('classify.readingHint')} error={faultOf(doing.error, 'reading')}>
        <Input.TextArea id='classify-reading' autoSize={{ minRows: 2 }} value={draft.reading} onChange={(event) => set({ reading: event.target.value })} />
      </Field>
      <Dimensions draft={draft} set={set} suggested={suggestion.data?.nature ?? null} />
      <div className='form-end'><ActionButton kind='primary' label={t('classify.save')} whyNot={whyNot ?? (draft.categoryCode ? null : t('classify.categoryMissing'))} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
