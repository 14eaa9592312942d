import { Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileRef } from '#contract/common.ts'
import { ProceedingResult, WITH_TERMS } from '#contract/proceeding-pack.ts'
import { type Proceeding, endProceeding } from '#contract/proceeding.ts'
import { preview } from '#contract/remedy.ts'
import { type Checked, useChecked } from '../../../app/checked/use-checked.ts'
import { faultOf } from '../../../app/fault.ts'
import { useTerm } from '../../../app/i18n.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { uploadFile } from '../../../app/upload.ts'
import { BelowLaw } from '../../../modules/remedy/BelowLaw.tsx'
import { Lines } from '../../../modules/remedy/Lines.tsx'
import { Needs } from '../../../modules/remedy/Needs.tsx'
import { type Line, isWhole, itemsOf, useSettledItems } from '../../../modules/remedy/proposal.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { FileDrop } from '../../../ui/FileDrop.tsx'
import { LongField, SelectField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useScene } from '../scene.ts'

interface Terms { readonly lines: readonly Line[]; readonly deviation: string }
interface TermsProps { readonly terms: Terms; readonly checked: Checked; readonly error: Error | null; readonly set: (terms: Terms) => void }

/** What is to be done by the result: a proposal like every other. */
const TermsFields = ({ terms, checked, error, set }: TermsProps) => {
  const { t } = useTranslation('proceeding')
  const { it, pack } = useScene()
  const items = useSettledItems(terms.lines)
  const seen = useAsk(preview, { complaintId: it.id, items, exception: false }, { enabled: items.length > 0 }).data
  return (
    <>
      <h3 className='sub-h'>{t('end.terms')}</h3>
      <p className='muted'>{t('end.termsHint')}</p>
      <Lines lines={terms.lines} points={it.points} checked={checked} onChange={(lines) => set({ ...terms, lines })} faultAt={(at) => faultOf(error, `items/${at}/amountFen`)} />
      <Needs preview={items.length > 0 ? seen : undefined} positions={pack.positions} />
      <BelowLaw preview={items.length > 0 ? seen : undefined} />
      {seen?.outsidePrecedent && <LongField label={t('case:propose.deviation')} hint={t('case:propose.deviationHint')} required rows={2} value={terms.deviation} error={faultOf(error, 'deviationReason')} onChange={(deviation) => set({ ...terms, deviation })} />}
    </>
  )
}

const useMissing = (result: ProceedingResult | null, note: string, terms: Terms | null, stopped: boolean): string | null => {
  const { t } = useTranslation('proceeding')
  if (!result) return t('end.resultMissing')
  if (note.trim() === '') return t('end.noteMissing')
  if (terms && stopped) return t('commitment:stopped')
  return terms && (terms.lines.length === 0 || !terms.lines.every(isWhole)) ? t('end.termsMissing') : null
}

/** What came of it there. With terms it goes back into the negotiation. */
export const EndForm = ({ one, results, onDone }: { readonly one: Proceeding; readonly results: readonly ProceedingResult[]; readonly onDone: () => void }) => {
  const { t } = useTranslation('proceeding')
  const term = useTerm()
  const [result, setResult] = useState<ProceedingResult | null>(null)
  const [note, setNote] = useState('')
  const [binding, setBinding] = useState(true)
  const [files, setFiles] = useState<readonly FileRef[]>([])
  const [terms, setTerms] = useState<Terms>({ lines: [], deviation: '' })
  const doing = useDo(endProceeding, onDone)
  const withTerms = result === 'mediated' || (result !== null && WITH_TERMS.includes(result) && binding)
  const checked = useChecked(one.complaintId, Object.fromEntries(terms.lines.map((line) => [line.key, line.note])))
  const bar = useMissing(result, note, withTerms ? terms : null, checked.stopped)
  const save = () => { if (result) doing.mutate({ id: one.id, version: one.version, result, note, fileIds: files.map((file) => file.id), terms: withTerms ? { items: itemsOf(terms.lines), reason: note, ...(terms.deviation.trim() && { deviationReason: terms.deviation }) } : null }) }
  return (
    <>
      <ProblemNote error={doing.error} />
      <SelectField label={t('end.result')} required value={result} error={faultOf(doing.error, 'result')} onChange={(next) => setResult(ProceedingResult.options.find((each) => each === next) ?? null)} options={results.map((value) => ({ value, label: term('proceedingResult', value) }))} />
      <LongField label={t('end.note')} hint={t('end.noteHint')} required rows={3} value={note} error={faultOf(doing.error, 'note')} onChange={setNote} />
      {result === 'decided' && <Checkbox className='tick' checked={binding} onChange={(event) => setBinding(event.target.checked)}>{t('end.binding')}</Checkbox>}
      {withTerms && <TermsFields terms={terms} checked={checked} error={doing.error} set={setTerms} />}
      <Field label={t('end.files')}><FileDrop label={t('end.files')} files={files} onChange={setFiles} upload={uploadFile} /></Field>
      <div className='form-end'><ActionButton kind='primary' label={t(withTerms ? 'end.saveTerms' : 'end.save')} whyNot={one.may['end'] ?? bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
