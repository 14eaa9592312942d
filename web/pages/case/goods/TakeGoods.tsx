import { Checkbox, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FileRef } from '#contract/common.ts'
import { GoodsKind, takeGoods, WeightUnit } from '#contract/custody.ts'
import { faultOf } from '../../../app/fault.ts'
import { useTerm } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { uploadFile } from '../../../app/upload.ts'
import { milliOf } from '../../../app/weight.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { Field } from '../../../ui/Field.tsx'
import { FileDrop } from '../../../ui/FileDrop.tsx'
import { useZone, useZoneHint } from '../../../ui/InZone.tsx'
import { MoneyInput } from '../../../ui/MoneyInput.tsx'
import { useNow } from '../../../ui/now.ts'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Quick } from '../../../ui/Quick.tsx'
import { wall } from '../../../ui/time-words.ts'
import { momentAt } from '../../../ui/zone.ts'
import { useScene } from '../scene.ts'
import { Sign } from './Sign.tsx'

type Kind = (typeof GoodsKind.options)[number]
type Unit = (typeof WeightUnit.options)[number]
interface Draft { kind: Kind | null; what: string; weight: string; unit: Unit; condition: string; seal: string; valueFen: number | null; returnBy: string; place: string; photos: readonly FileRef[]; customer?: string | undefined; staff?: string | undefined; unsigned: boolean; unsignedWhy: string }

const EMPTY: Draft = { kind: null, what: '', weight: '', unit: 'g', condition: '', seal: '', valueFen: null, returnBy: '', place: '', photos: [], unsigned: false, unsignedWhy: '' }
const DAYS = [3, 7, 15] as const
const EVENING = 18

const whatIsLeft = (draft: Draft, past: boolean): string | null => {
  if (!draft.kind) return 'take.kindMissing'
  const missing = (['what', 'condition', 'place'] as const).find((part) => draft[part].trim() === '')
  if (missing) return `take.${missing}Missing`
  if (draft.weight.trim() !== '' && milliOf(draft.weight) === null) return 'take.weightWrong'
  if (draft.returnBy === '') return 'take.returnMissing'
  if (past) return 'take.past'
  if (draft.unsigned) return draft.unsignedWhy.trim() === '' ? 'take.unsignedMissing' : null
  return draft.customer && draft.staff ? null : 'take.signMissing'
}

const useForm = () => {
  const { t } = useTranslation('custody')
  const { it, close } = useScene()
  const { zone } = useZone()
  const now = useNow()
  const [draft, setDraft, clear] = useDraft<Draft>(`goods.${it.id}`, EMPTY)
  const doing = useDo(takeGoods, () => { clear(); close() })
  const returnBy = momentAt(zone, draft.returnBy)
  const left = whatIsLeft(draft, draft.returnBy !== '' && Date.parse(returnBy) <= now)
  const milli = milliOf(draft.weight)
  const { kind } = draft
  const save = () => kind && doing.mutate({
    complaintId: it.id, kind, what: draft.what, condition: draft.condition, seal: draft.seal, valueFen: draft.valueFen, returnBy, place: draft.place, photoIds: draft.photos.map((photo) => photo.id), ...(milli && { weight: { milli, unit: draft.unit } }),
    ...(draft.customer && { customerSignatureId: draft.customer }), ...(draft.staff && { staffSignatureId: draft.staff }), ...(draft.unsigned && { unsignedWhy: draft.unsignedWhy }),
  })
  const quick = DAYS.map((count) => [wall(now, zone).add(count, 'day').hour(EVENING).minute(0).format('YYYY-MM-DDTHH:mm'), t('take.days', { count })] as const)
  return { draft, set: (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), doing, quick, save, bar: it.may['custody.take'] ?? (left && t(left)), it }
}
type Form = ReturnType<typeof useForm>

const Thing = ({ draft, set, doing }: Form) => {
  const { t } = useTranslation('custody')
  const term = useTerm()
  return (
    <>
      <div className='form-grid'>
        <Field id='goods-kind' label={t('take.kind')} required><Select id='goods-kind' value={draft.kind} placeholder={t('take.kindMissing')} onChange={(kind: Kind) => set({ kind })} options={GoodsKind.options.map((value) => ({ value, label: term('goodsKind', value) }))} /></Field>
        <Field id='goods-weight' label={t('take.weight')} error={draft.weight.trim() !== '' && milliOf(draft.weight) === null ? t('take.weightWrong') : null}>
          <div className='goods-wt'><Input id='goods-weight' inputMode='decimal' value={draft.weight} onChange={(event) => set({ weight: event.target.value })} /><Select aria-label={t('take.unit')} value={draft.unit} popupMatchSelectWidth={false} onChange={(unit: Unit) => set({ unit })} options={WeightUnit.options.map((value) => ({ value, label: term('weightUnit', value) }))} /></div>
        </Field>
      </div>
      <Field id='goods-what' label={t('take.what')} hint={t('take.whatHint')} error={faultOf(doing.error, 'what')} required><Input id='goods-what' maxLength={200} value={draft.what} onChange={(event) => set({ what: event.target.value })} /></Field>
      <Field id='goods-condition' label={t('take.condition')} hint={t('take.conditionHint')} error={faultOf(doing.error, 'condition')} required><Input.TextArea id='goods-condition' autoSize={{ minRows: 2, maxRows: 8 }} value={draft.condition} onChange={(event) => set({ condition: event.target.value })} /></Field>
      <div className='form-grid'>
        <Field id='goods-seal' label={t('take.seal')}><Input id='goods-seal' maxLength={200} value={draft.seal} onChange={(event) => set({ seal: event.target.value })} /></Field>
        <MoneyInput label={t('take.value')} valueFen={draft.valueFen} onChange={(valueFen) => set({ valueFen })} />
      </div>
      <Field label={t('take.photos')}><FileDrop label={t('take.photos')} files={draft.photos} onChange={(photos) => set({ photos })} upload={uploadFile} /></Field>
    </>
  )
}

const Back = ({ draft, set, doing, quick }: Form) => {
  const { t } = useTranslation('custody')
  const zoneHint = useZoneHint()
  return (
    <>
      <Field id='goods-return' label={t('take.returnBy')} hint={zoneHint} error={faultOf(doing.error, 'returnBy')} required><Input id='goods-return' type='datetime-local' value={draft.returnBy} onChange={(event) => set({ returnBy: event.target.value })} /></Field>
      <Quick label={t('take.quick')} picks={quick} value={draft.returnBy} onPick={(returnBy) => set({ returnBy })} />
      <Field id='goods-place' label={t('take.place')} hint={t('take.placeHint')} error={faultOf(doing.error, 'place')} required><Input id='goods-place' maxLength={200} value={draft.place} onChange={(event) => set({ place: event.target.value })} /></Field>
    </>
  )
}

/** E16: what the customer leaves with us, looked at by both and signed by both. */
export const TakeGoods = () => {
  const { t } = useTranslation('custody')
  const form = useForm()
  const { draft, set, doing, bar, save, it } = form
  return (
    <>
      <p className='form-lead'>{t('take.lead')}</p>
      <Thing {...form} /><Back {...form} />
      {draft.unsigned
        ? <Field id='goods-unsigned' label={t('take.unsignedWhy')} required><Input id='goods-unsigned' maxLength={200} value={draft.unsignedWhy} onChange={(event) => set({ unsignedWhy: event.target.value })} /></Field>
        : <><Sign who={t('sign.customer', { name: it.customer.name })} value={draft.customer} onChange={(customer) => set({ customer })} /><Sign who={t('sign.staff')} value={draft.staff} onChange={(staff) => set({ staff })} /></>}
      <Checkbox checked={draft.unsigned} onChange={(event) => set({ unsigned: event.target.checked })}>{t('take.unsigned')}</Checkbox>
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('take.save')} whyNot={bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
