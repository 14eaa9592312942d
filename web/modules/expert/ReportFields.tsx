import { useTranslation } from 'react-i18next'
import type { FileRef } from '#contract/common.ts'
import type { Opinion } from '#contract/expert.ts'
import type { ExpertFinding } from '#contract/expert-pack.ts'
import { faultOf } from '../../app/fault.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { uploadFile } from '../../app/upload.ts'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'

export interface Answer { readonly finding: ExpertFinding | null; readonly measured: string; readonly note: string }
export interface ReportDraft { readonly answers: Readonly<Record<string, Answer>>; readonly summary: string; readonly files: readonly FileRef[] }
export const NO_REPORT: ReportDraft = { answers: {}, summary: '', files: [] }
const NO_ANSWER: Answer = { finding: null, measured: '', note: '' }

const MILLI = 1_000
const DECIMAL = /^\d{1,9}(?:\.\d{1,3})?$/
/** Thousandths of what was typed; null: nothing, or nothing that can be read. */
export const milliOf = (text: string): number | null => (DECIMAL.test(text.trim()) ? Math.round(Number(text.trim()) * MILLI) : null)

const isOdd = (text: string) => text.trim() !== '' && milliOf(text) === null

/** What keeps a report from being signed; null: nothing. */
export const wantingIn = ({ questions }: Pick<Opinion, 'questions'>, draft: ReportDraft, needsFile: boolean): string | null => {
  if (questions.some((q) => !draft.answers[q.id]?.finding)) return 'report.answerMissing'
  if (questions.some((q) => isOdd(draft.answers[q.id]?.measured ?? ''))) return 'report.measuredOdd'
  if (draft.summary.trim() === '') return 'report.summaryMissing'
  return needsFile && draft.files.length === 0 ? 'report.fileMissing' : null
}

export const reportOf = ({ questions }: Pick<Opinion, 'questions'>, { answers, summary, files }: ReportDraft) => ({
  summary, fileIds: files.map((file) => file.id),
  answers: questions.flatMap((q) => { const one = answers[q.id]; return one?.finding ? [{ questionId: q.id, finding: one.finding, measuredMilli: milliOf(one.measured), note: one.note || null }] : [] }),
})

/** What was found, question by question, with the report itself. */
export const ReportFields = ({ one, draft, set, error, needsFile }: { readonly one: Opinion; readonly draft: ReportDraft; readonly set: (part: Partial<ReportDraft>) => void; readonly error: Error | null; readonly needsFile: boolean }) => {
  const { t } = useTranslation('expert')
  const term = useTerm()
  const change = (id: string, part: Partial<Answer>) => set({ answers: { ...draft.answers, [id]: { ...NO_ANSWER, ...draft.answers[id], ...part } } })
  return (
    <>
      {one.questions.map((q, at) => {
        const answer = draft.answers[q.id] ?? NO_ANSWER
        return (
          <fieldset key={q.id} className='exo-f'>
            <legend>{say(q.label)}</legend>
            <p className='pre'>{q.text}</p>
            <div className='form-grid'>
              <SelectField label={t('report.finding')} required value={answer.finding} error={faultOf(error, `answers/${at}/finding`)} onChange={(next) => change(q.id, { finding: q.answers.find((each) => each.finding === next)?.finding ?? null })} options={q.answers.map(({ finding }) => ({ value: finding, label: term('expertFinding', finding) }))} />
              {q.measure && <TextField label={t('report.measured', { label: say(q.measure.label), unit: q.measure.unit })} value={answer.measured} error={isOdd(answer.measured) ? t('report.measuredOdd') : null} onChange={(measured) => change(q.id, { measured })} />}
            </div>
            <LongField label={t('report.note')} rows={2} value={answer.note} onChange={(note) => change(q.id, { note })} />
          </fieldset>
        )
      })}
      <LongField label={t('report.summary')} required rows={3} value={draft.summary} error={faultOf(error, 'summary')} onChange={(summary) => set({ summary })} />
      <Field label={t('report.files')} error={faultOf(error, 'fileIds')} required={needsFile}><FileDrop label={t('report.files')} files={draft.files} onChange={(files) => set({ files })} upload={uploadFile} /></Field>
    </>
  )
}
