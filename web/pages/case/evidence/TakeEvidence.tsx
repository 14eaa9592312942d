import { Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FileRef } from '#contract/common.ts'
import { evidenceClocks, takeEvidence } from '#contract/evidence.ts'
import { EvidenceKind } from '#contract/evidence-pack.ts'
import { faultOf } from '../../../app/fault.ts'
import { say, useTerm } from '../../../app/i18n.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { uploadFile } from '../../../app/upload.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { Field } from '../../../ui/Field.tsx'
import { FileDrop } from '../../../ui/FileDrop.tsx'
import { useZone, useZoneHint } from '../../../ui/InZone.tsx'
import { useNow } from '../../../ui/now.ts'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { localAt, momentAt } from '../../../ui/zone.ts'
import { Person } from '../inquiries/Given.tsx'
import { useScene } from '../scene.ts'

/** How long it is kept: by a rule of the table, until a moment somebody names, or with no end. */
const NO_END = '-none'
const TYPED = '-typed'
interface Draft { kind: EvidenceKind; what: string; origin: string; collectedAt: string; collectedById: string | null; collectedPlace: string; place: string; holderName: string; seal: string; files: readonly FileRef[]; goodsId: string | null; clock: string; from: string; until: string }

const LINES = ['what', 'origin', 'collectedPlace', 'place'] as const
const wantingIn = (draft: Draft): string | null => {
  const line = LINES.find((each) => draft[each].trim() === '')
  if (line) return `take.${line}Missing`
  if (draft.collectedAt === '') return 'take.collectedAtMissing'
  if (draft.kind === 'files' && draft.files.length === 0) return 'take.filesMissing'
  if (draft.kind === 'goods' && !draft.goodsId) return 'take.goodsMissing'
  return draft.clock === TYPED && draft.until === '' ? 'take.untilMissing' : null
}

const clockOf = ({ clock, from, until }: Draft, zone: string) => {
  const begun = from ? { from: momentAt(zone, from) } : {}
  if (clock === NO_END) return null
  return clock === TYPED ? { until: momentAt(zone, until), ...begun } : { rule: clock, ...begun }
}

const useForm = () => {
  const { t } = useTranslation('evidence')
  const { it, me, close } = useScene()
  const { zone } = useZone()
  const now = useNow()
  const [draft, setDraft, clear] = useDraft<Draft>(`evidence.${it.id}`, { kind: 'sample', what: '', origin: '', collectedAt: localAt(zone, now), collectedById: me.id, collectedPlace: '', place: '', holderName: '', seal: '', files: [], goodsId: null, clock: NO_END, from: '', until: '' })
  const doing = useDo(takeEvidence, () => { clear(); close() })
  const wanting = wantingIn(draft)
  const save = () => doing.mutate({
    complaintId: it.id, kind: draft.kind, what: draft.what, origin: draft.origin, collectedAt: momentAt(zone, draft.collectedAt), collectedPlace: draft.collectedPlace, place: draft.place, holderName: draft.holderName, seal: draft.seal, fileIds: draft.files.map(({ id }) => id),
    clock: clockOf(draft, zone), ...(draft.collectedById && { collectedById: draft.collectedById }), ...(draft.kind === 'goods' && draft.goodsId && { goodsId: draft.goodsId }),
  })
  return { draft, set: (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), doing, save, bar: it.may['evidence.take'] ?? (wanting && t(wanting)) }
}
type Form = ReturnType<typeof useForm>

const Line = ({ form: { draft, set, doing }, name, hint }: { readonly form: Form; readonly name: (typeof LINES)[number] | 'holderName' | 'seal'; readonly hint?: string }) => {
  const { t } = useTranslation('evidence')
  return <Field id={`evidence-${name}`} label={t(`take.${name}`)} hint={hint} error={faultOf(doing.error, name)} required={name !== 'holderName' && name !== 'seal'}><Input id={`evidence-${name}`} maxLength={200} value={draft[name]} onChange={(event) => set({ [name]: event.target.value })} /></Field>
}

const Thing = ({ form }: { readonly form: Form }) => {
  const { t } = useTranslation('evidence')
  const term = useTerm()
  const { it } = useScene()
  const { draft, set, doing } = form
  const held = it.goods.filter((one) => one.state === 'held')
  return (
    <>
      <Field id='evidence-kind' label={t('take.kind')} required><Select id='evidence-kind' value={draft.kind} onChange={(kind: EvidenceKind) => set({ kind, clock: NO_END })} options={EvidenceKind.options.map((value) => ({ value, label: term('evidenceKind', value) }))} /></Field>
      {draft.kind === 'goods' && <Field id='evidence-goods' label={t('take.goods')} hint={held.length ? undefined : t('take.goodsNone')} error={faultOf(doing.error, 'goodsId')} required><Select id='evidence-goods' value={draft.goodsId} disabled={!held.length} onChange={(goodsId: string) => set({ goodsId })} options={held.map((one) => ({ value: one.id, label: `${one.what}　${one.number}` }))} /></Field>}
      <Line form={form} name='what' hint={t('take.whatHint')} />
      <Line form={form} name='origin' hint={t('take.originHint')} />
      <Field label={t('take.files')} error={faultOf(doing.error, 'fileIds')}><FileDrop label={t('take.files')} files={draft.files} onChange={(files) => set({ files })} upload={uploadFile} /></Field>
    </>
  )
}

const Collected = ({ form }: { readonly form: Form }) => {
  const { t } = useTranslation('evidence')
  const zoneHint = useZoneHint()
  const { draft, set, doing } = form
  return (
    <>
      <div className='form-grid'>
        <Field id='evidence-at' label={t('take.collectedAt')} hint={zoneHint} error={faultOf(doing.error, 'collectedAt')} required><Input id='evidence-at' type='datetime-local' value={draft.collectedAt} onChange={(event) => set({ collectedAt: event.target.value })} /></Field>
        <Person id='evidence-by' label={t('take.collectedBy')} value={draft.collectedById} onChange={(collectedById) => set({ collectedById })} error={faultOf(doing.error, 'collectedById')} />
      </div>
      <Line form={form} name='collectedPlace' />
      <div className='form-grid'><Line form={form} name='place' /><Line form={form} name='seal' /></div>
      <Line form={form} name='holderName' hint={t('take.holderNameHint')} />
    </>
  )
}

const Keeping = ({ form: { draft, set, doing } }: { readonly form: Form }) => {
  const { t } = useTranslation('evidence')
  const { it } = useScene()
  const zoneHint = useZoneHint()
  const rules = useAsk(evidenceClocks, { complaintId: it.id, kind: draft.kind }).data?.items ?? []
  const chosen = rules.find(({ rule }) => rule === draft.clock)
  const options = [...rules.map(({ rule, label, days }) => ({ value: rule, label: t('take.byRule', { label: say(label), days }) })), { value: TYPED, label: t('take.typed') }, { value: NO_END, label: t('take.noEnd') }]
  return (
    <>
      <Field label={t('take.clock')} hint={chosen && say(chosen.why)} error={faultOf(doing.error, 'clock/rule')}><Radio.Group className='stacked' aria-label={t('take.clock')} value={draft.clock} onChange={(event) => set({ clock: event.target.value as string })} options={options} /></Field>
      {chosen && <Field id='evidence-from' label={t('take.from')} hint={t('take.fromHint')} error={faultOf(doing.error, 'clock/from')}><Input id='evidence-from' type='datetime-local' value={draft.from} onChange={(event) => set({ from: event.target.value })} /></Field>}
      {draft.clock === TYPED && <Field id='evidence-until' label={t('take.until')} hint={zoneHint} error={faultOf(doing.error, 'clock/until')} required><Input id='evidence-until' type='datetime-local' value={draft.until} onChange={(event) => set({ until: event.target.value })} /></Field>}
    </>
  )
}

/** D10: what backs the case, written down as it is taken. */
export const TakeEvidence = () => {
  const { t } = useTranslation('evidence')
  const form = useForm()
  return (
    <>
      <p className='form-lead'>{t('take.lead')}</p>
      <Thing form={form} /><Collected form={form} /><Keeping form={form} />
      <ProblemNote error={form.doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('take.save')} whyNot={form.bar} loading={form.doing.isPending} onPress={form.save} /></div>
    </>
  )
}
