import { Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { forbiddenWords } from '#contract/communication.ts'
import { type Proceeding, ReportKind, reportDraft, writeReport } from '#contract/proceeding.ts'
import { Asked } from '../../app/Asked.tsx'
import { Flags } from '../../app/checked/Flags.tsx'
import { rewritten, useChecked, whyFlagged } from '../../app/checked/use-checked.ts'
import { faultOf, isProblem } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Despite } from '../../ui/Despite.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { LongField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

type Begun = z.output<typeof reportDraft.output>
interface Draft { kind: ReportKind; answers: Readonly<Record<string, string>>; outcome: string; despite: string }
interface Props { readonly one: Proceeding; readonly onDone: () => void }

const Form = ({ one, begun, onDone }: Props & { readonly begun: Begun }) => {
  const { t } = useTranslation('proceeding')
  const [draft, setDraft, clear] = useDraft<Draft>(`report.${one.id}.${one.version}`, { kind: begun.kind, answers: Object.fromEntries(begun.answers.map((each) => [each.pointId, each.answer])), outcome: begun.outcome, despite: '' })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(writeReport, () => { clear(); onDone() })
  const answerOf = (pointId: string) => draft.answers[pointId] ?? ''
  const left = begun.answers.filter(({ pointId }) => answerOf(pointId).trim() === '')
  const bar = left.length > 0 ? t('report.left', { no: left.map(({ no }) => no).join(t('common:listSeparator')) }) : draft.outcome.trim() === '' ? t('report.outcomeMissing') : null
  const checked = useChecked(one.complaintId, { ...draft.answers, outcome: draft.outcome })
  const flagged = whyFlagged(checked, draft.despite)
  const asksWhy = checked.warned || draft.despite !== '' || isProblem(doing.error, forbiddenWords)
  const save = () => doing.mutate({ id: one.id, version: one.version, kind: draft.kind, answers: begun.answers.map(({ pointId }) => ({ pointId, answer: answerOf(pointId) })), outcome: draft.outcome, ...(draft.despite.trim() && { despite: draft.despite }) })
  return (
    <>
      <p className='form-lead'>{t('report.lead')}</p>
      <ProblemNote error={doing.error} fieldsBeside />
      <Field label={t('report.kind')}><Radio.Group aria-label={t('report.kind')} optionType='button' value={draft.kind} onChange={(event) => set({ kind: ReportKind.catch('interim').parse(event.target.value) })} options={ReportKind.options.map((value) => ({ value, label: t(`report.title.${value}`) }))} /></Field>
      {begun.answers.map((point, at) => (
        <Field key={point.pointId} id={`report-${point.pointId}`} label={t('report.point', { no: point.no })} hint={<q>{point.text}</q>} error={faultOf(doing.error, `answers/${at}/answer`)} required>
          <Input.TextArea id={`report-${point.pointId}`} autoSize={{ minRows: 3, maxRows: 12 }} value={answerOf(point.pointId)} onChange={(event) => set({ answers: { ...draft.answers, [point.pointId]: event.target.value } })} />
          <Flags flags={checked.in(point.pointId)} onReplace={(found, instead) => set({ answers: { ...draft.answers, [point.pointId]: rewritten(answerOf(point.pointId), found, instead) } })} />
        </Field>
      ))}
      <LongField label={t('report.outcome')} required rows={3} value={draft.outcome} error={faultOf(doing.error, 'outcome')} onChange={(outcome) => set({ outcome })} />
      <Flags flags={checked.in('outcome')} onReplace={(found, instead) => set({ outcome: rewritten(draft.outcome, found, instead) })} />
      {asksWhy && <Despite id='report-despite' value={draft.despite} onChange={(despite) => set({ despite })} />}
      <div className='form-end'><ActionButton kind='primary' label={t('report.save')} whyNot={one.may['write'] ?? bar ?? (flagged && t(flagged))} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}

/** G5, G7: what the body is answered, begun from the case; no point can be left out. */
export const ReportForm = (props: Props) => <Asked query={useAsk(reportDraft, { id: props.one.id })} rows={8}>{(begun) => <Form key={props.one.version} {...props} begun={begun} />}</Asked>
