import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { people } from '#contract/identity.ts'
import { faultOf } from '../../../app/fault.ts'
import { useAsk } from '../../../app/query.ts'
import { useClearing } from '../../../ui/clearing.tsx'
import { Field } from '../../../ui/Field.tsx'
import { useZone, useZoneHint } from '../../../ui/InZone.tsx'
import { useNow } from '../../../ui/now.ts'
import { Quick } from '../../../ui/Quick.tsx'
import { wall } from '../../../ui/time-words.ts'
import { named } from '../../../ui/named.ts'
import { useScene } from '../scene.ts'

/** What is to be found out, by whom, by when; the time as the wall of the unit shows it. */
export interface Given { readonly what: string; readonly ownerId: string | null; readonly pointId: string | null; readonly due: string }

const DAYS = [1, 3, 7] as const
const EVENING = 18
const WORDS = 40

export const whatIsWanting = ({ what, ownerId, due }: Given): string | null => (what.trim() === '' ? 'ask.whatMissing' : ownerId === null ? 'ask.ownerMissing' : due === '' ? 'ask.dueMissing' : null)

/** Somebody of the house whom the case is not about, nor their superior. */
export const Person = ({ id, label, value, onChange, error, required = true, without }: { readonly id: string; readonly label: string; readonly value: string | null; readonly onChange: (id: string | null) => void; readonly error?: string | null | undefined; readonly required?: boolean; readonly without?: string }) => {
  const { it } = useScene()
  const clearing = useClearing()
  const known = (useAsk(people, {}).data?.items ?? []).filter((person) => !person.retired && person.id !== without && !it.about?.apart.includes(person.id))
  return <Field id={id} label={label} error={error ?? null} required={required}><Select labelRender={named} id={id} allowClear={required ? false : clearing} showSearch={{ optionFilterProp: 'label' }} value={value} onChange={(next: string | undefined) => onChange(next ?? null)} options={known.map((person) => ({ value: person.id, label: person.name }))} /></Field>
}

export const GivenFields = ({ value, set, error }: { readonly value: Given; readonly set: (part: Partial<Given>) => void; readonly error: Error | null }) => {
  const { t } = useTranslation('inquiry')
  const { it } = useScene()
  const { zone } = useZone()
  const zoneHint = useZoneHint()
  const clearing = useClearing()
  const now = useNow()
  const quick = DAYS.map((count) => [wall(now, zone).add(count, 'day').hour(EVENING).minute(0).format('YYYY-MM-DDTHH:mm'), t('ask.days', { count })] as const)
  return (
    <>
      <Field id='inquiry-what' label={t('ask.what')} hint={t('ask.whatHint')} error={faultOf(error, 'what')} required><Input.TextArea id='inquiry-what' autoSize={{ minRows: 2, maxRows: 8 }} value={value.what} onChange={(event) => set({ what: event.target.value })} /></Field>
      <div className='form-grid'>
        <Person id='inquiry-owner' label={t('ask.owner')} value={value.ownerId} onChange={(ownerId) => set({ ownerId })} error={faultOf(error, 'ownerId')} />
        <Field id='inquiry-point' label={t('ask.point')} error={faultOf(error, 'pointId')}><Select id='inquiry-point' allowClear={clearing} placeholder={t('ask.wholeCase')} value={value.pointId} onChange={(pointId: string | undefined) => set({ pointId: pointId ?? null })} options={it.points.map((point) => ({ value: point.id, label: `${point.no}. ${point.text.slice(0, WORDS)}` }))} /></Field>
      </div>
      <Field id='inquiry-due' label={t('ask.due')} hint={zoneHint} error={faultOf(error, 'dueAt')} required><Input id='inquiry-due' type='datetime-local' value={value.due} onChange={(event) => set({ due: event.target.value })} /></Field>
      <Quick label={t('ask.quick')} picks={quick} value={value.due} onPick={(due) => set({ due })} />
    </>
  )
}
