import { Button, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileRef } from '#contract/common.ts'
import { type Inquiry, changeInquiry, dropInquiry, finishInquiry } from '#contract/inquiry.ts'
import { type Details, INQUIRY_FIELDS, type Value, fieldWanting, isAsked } from '#contract/inquiry-kinds.ts'
import { faultOf } from '../../../app/fault.ts'
import { useTerm } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { uploadFile } from '../../../app/upload.ts'
import { FieldInput } from '../../../modules/inquiry/FieldInput.tsx'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { Field } from '../../../ui/Field.tsx'
import { FileDrop } from '../../../ui/FileDrop.tsx'
import { useZone, useZoneHint } from '../../../ui/InZone.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { localAt, momentAt } from '../../../ui/zone.ts'
import { Sign } from '../goods/Sign.tsx'
import { useScene } from '../scene.ts'
import { type Given, GivenFields, whatIsWanting } from './Given.tsx'
import { SameLot } from './SameLot.tsx'

interface Draft extends Given { readonly version: number; readonly details: Details; readonly files: readonly FileRef[]; readonly evidenceIds: readonly string[]; readonly result: string; readonly reason: string }

const begun = (one: Inquiry, zone: string): Draft => ({ version: one.version, what: one.what, ownerId: one.owner.id, pointId: one.pointId, due: localAt(zone, Date.parse(one.dueAt)), details: one.details, files: one.files, evidenceIds: one.evidence.map(({ id }) => id), result: one.result ?? '', reason: '' })

/** What one writes is kept in this browser; what somebody else has saved meanwhile is said, and nothing of either is lost unasked. */
const useWork = (one: Inquiry) => {
  const { zone } = useZone()
  const [draft, setDraft, clear] = useDraft<Draft>(`inquiry.${one.id}`, begun(one, zone))
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const written = { id: one.id, version: draft.version, details: draft.details, fileIds: draft.files.map(({ id }) => id), evidenceIds: [...draft.evidenceIds] }
  const anew = (saved: Inquiry) => setDraft({ ...begun(saved, zone), result: draft.result })
  return { draft, set, clear, written, anew, zone, isOlder: draft.version < one.version, takeTheirs: () => setDraft(begun(one, zone)) }
}
type Work = ReturnType<typeof useWork>

const Older = ({ one, work }: { readonly one: Inquiry; readonly work: Work }) => {
  const { t } = useTranslation('inquiry')
  return <div className='inq-n' role='status'><p>{t('work.older')}</p><Button size='small' onClick={work.takeTheirs}>{t('work.theirs')}</Button> <Button size='small' onClick={() => work.set({ version: one.version })}>{t('work.mine')}</Button></div>
}

const hintOf = (code: string) => (code === 'keptDays' ? 'work.keptDaysHint' : code === 'values' ? 'work.valuesHint' : null)

const Fields = ({ work: { draft: { details }, set }, error }: { readonly work: Work; readonly error: Error | null }) => {
  const { t } = useTranslation('inquiry')
  const { it } = useScene()
  const change = (code: string) => (value: Value) => set({ details: { ...details, fields: { ...details.fields, [code]: value } } })
  const hint = (code: string) => { const key = hintOf(code); return key && t(key) }
  return (
    <>{INQUIRY_FIELDS[details.kind].filter((field) => isAsked(field, details.fields)).map((field) => (
      <FieldInput key={field.code} field={field} value={details.fields[field.code] ?? null} onChange={change(field.code)} error={faultOf(error, `details/fields/${field.code}`)} hint={hint(field.code)} known={it} signature={(who, value, onChange) => <Sign who={who} value={value} onChange={onChange} />} />
    ))}</>
  )
}

const Proofs = ({ work: { draft, set }, error }: { readonly work: Work; readonly error: Error | null }) => {
  const { t } = useTranslation('inquiry')
  const { it } = useScene()
  const photos = draft.details.kind === 'siteVisit' ? t('work.photos') : t('work.files')
  return (
    <>
      <Field label={photos} error={faultOf(error, 'fileIds')}><FileDrop label={photos} files={draft.files} onChange={(files) => set({ files })} upload={uploadFile} /></Field>
      {it.evidence.length > 0 && <Field id='inquiry-evidence' label={t('work.evidence')} error={faultOf(error, 'evidenceIds')}><Select id='inquiry-evidence' mode='multiple' value={[...draft.evidenceIds]} onChange={(evidenceIds: string[]) => set({ evidenceIds })} options={it.evidence.map((each) => ({ value: each.id, label: `${each.what}　${each.number}` }))} optionFilterProp='label' /></Field>}
    </>
  )
}

/** Finds out: written little by little, saved on the way, finished when everything its kind asks for is there. */
const Find = ({ one, work }: { readonly one: Inquiry; readonly work: Work }) => {
  const { t } = useTranslation('inquiry')
  const term = useTerm()
  const { close } = useScene()
  const { draft, set, clear, written, anew } = work
  const given = { what: one.what, ownerId: one.owner.id, pointId: one.pointId, dueAt: one.dueAt, unitId: one.unitId }
  const saving = useDo(changeInquiry, anew)
  const finishing = useDo(finishInquiry, () => { clear(); close() })
  const error = finishing.error ?? saving.error
  const wanting = fieldWanting(draft.details)
  const bar = wanting ? t('work.wanting', { name: term('inquiryField', wanting.code) }) : draft.result.trim() === '' ? t('work.resultMissing') : null
  const { lot } = draft.details.fields
  return (
    <>
      <Fields work={work} error={error} />
      {draft.details.kind === 'lotInspection' && typeof lot === 'string' && <SameLot lot={lot} />}
      <Proofs work={work} error={error} />
      <Field id='inquiry-result' label={t('work.result')} hint={t('work.resultHint')} error={faultOf(error, 'result')} required><Input.TextArea id='inquiry-result' autoSize={{ minRows: 2, maxRows: 10 }} value={draft.result} onChange={(event) => set({ result: event.target.value })} /></Field>
      <ProblemNote error={error} />
      <div className='form-end'><ActionButton label={t('work.save')} whyNot={null} loading={saving.isPending} onPress={() => { finishing.reset(); saving.mutate({ ...written, ...given }) }} /><ActionButton kind='primary' label={t('work.finish')} whyNot={bar} loading={finishing.isPending} onPress={() => { saving.reset(); finishing.mutate({ ...written, result: draft.result }) }} /></div>
      {saving.isSuccess && !saving.isPending && <p role='status' className='muted'>{t('work.saved')}</p>}
    </>
  )
}

const Give = ({ one, work }: { readonly one: Inquiry; readonly work: Work }) => {
  const { t } = useTranslation('inquiry')
  const { draft, set, anew, written, zone } = work
  const doing = useDo(changeInquiry, anew)
  const wanting = whatIsWanting(draft)
  const dueAt = draft.due === localAt(zone, Date.parse(one.dueAt)) ? one.dueAt : momentAt(zone, draft.due)
  return (
    <>
      <GivenFields value={draft} set={set} error={doing.error} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('work.give')} whyNot={wanting && t(wanting)} loading={doing.isPending} onPress={() => { if (draft.ownerId) doing.mutate({ ...written, what: draft.what, ownerId: draft.ownerId, pointId: draft.pointId, unitId: one.unitId, dueAt }) }} /></div>
    </>
  )
}

const Drop = ({ work }: { readonly work: Work }) => {
  const { t } = useTranslation('inquiry')
  const { close } = useScene()
  const { draft, set, clear, written } = work
  const doing = useDo(dropInquiry, () => { clear(); close() })
  return (
    <>
      <Field id='inquiry-drop' label={t('work.dropWhy')} error={faultOf(doing.error, 'reason')} required><Input.TextArea id='inquiry-drop' autoSize={{ minRows: 2 }} value={draft.reason} onChange={(event) => set({ reason: event.target.value })} /></Field>
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='danger' label={t('work.drop')} whyNot={draft.reason.trim() === '' ? t('work.dropMissing') : null} loading={doing.isPending} onPress={() => doing.mutate({ id: written.id, version: written.version, reason: draft.reason })} /></div>
    </>
  )
}

const STEPS = { find: Find, give: Give, drop: Drop } as const
type Step = keyof typeof STEPS

/** What is being found out, and everything one may do about it. */
export const WorkInquiry = ({ one }: { readonly one: Inquiry }) => {
  const { t } = useTranslation('inquiry')
  const zoneHint = useZoneHint()
  const work = useWork(one)
  const [step, setStep] = useState<Step>('find')
  const Form = STEPS[step]
  return (
    <>
      {work.isOlder && <Older one={one} work={work} />}
      <Field label={t('work.do')} hint={zoneHint}><Radio.Group aria-label={t('work.do')} optionType='button' value={step} onChange={(event) => setStep(event.target.value as Step)} options={(['find', 'give', 'drop'] as const).map((value) => ({ value, label: t(`work.step.${value}`) }))} /></Field>
      <Form key={step} one={one} work={work} />
    </>
  )
}
