import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { changeUnit, createUnit, retireUnit, type Unit, UnitKind } from '#contract/identity.ts'
import { faultOf } from '../../../app/fault.ts'
import { useTerm } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { useForm } from '../../../ui/form.ts'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'
import { branches, withDescendants } from './tree.ts'

interface Props { readonly unit: Unit | null; readonly parentId: string | null; readonly units: readonly Unit[]; readonly onDone: () => void }

const ZONES = ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Hong_Kong', 'Asia/Macau', 'Asia/Taipei', 'Asia/Singapore', 'Asia/Kuala_Lumpur', 'Asia/Bangkok', 'Asia/Tokyo', 'Asia/Dubai', 'Europe/London', 'Europe/Paris', 'America/New_York', 'America/Los_Angeles', 'Australia/Sydney']

interface Values { readonly code: string; readonly name: string; readonly kind: UnitKind; readonly parentId: string | null; readonly timeZone: string; readonly phone: string; readonly address: string }

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
const inputOf = (values: Values) => ({ ...values, code: values.code.trim().toUpperCase(), name: values.name.trim(), phone: orNull(values.phone), address: orNull(values.address) })

const useValues = ({ unit, parentId }: Props) => {
  const { organization } = useSession()
  return useForm<Values>({
    code: unit?.code ?? '', name: unit?.name ?? '', kind: unit?.kind ?? 'shop', parentId: unit ? unit.parentId : parentId, timeZone: unit?.timeZone ?? organization.timeZone, phone: unit?.phone ?? '', address: unit?.address ?? '',
  }, ['code', 'name'])
}

const Fields = ({ form, fault, props }: { readonly form: ReturnType<typeof useValues>; readonly fault: (name: keyof Values) => string | undefined; readonly props: Props }) => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  const barred = props.unit ? withDescendants(props.units, props.unit.id) : new Set<string>()
  const parents = branches(props.units).filter((branch) => !barred.has(branch.unit.id)).map((branch) => ({ value: branch.unit.id, label: '　'.repeat(branch.depth) + branch.unit.name }))
  const kind = (value: string | null) => form.set('kind')(UnitKind.options.find((one) => one === value) ?? 'department')
  return (
    <>
      <TextField label={t('unit.name')} required value={form.values.name} onChange={form.set('name')} error={fault('name')} />
      <TextField label={t('unit.code')} required value={form.values.code} onChange={form.set('code')} error={fault('code')} hint={t('unit.codeHint')} />
      <SelectField label={t('unit.kind')} value={form.values.kind} onChange={kind} options={UnitKind.options.map((one) => ({ value: one, label: term('unitKind', one) }))} hint={t('unit.kindHint')} />
      <SelectField label={t('unit.parent')} clear search value={form.values.parentId} onChange={form.set('parentId')} options={parents} placeholder={t('unit.noParent')} error={fault('parentId')} />
      <SelectField label={t('unit.timeZone')} search value={form.values.timeZone} onChange={(value) => form.set('timeZone')(value ?? 'Asia/Shanghai')} options={[...new Set([form.values.timeZone, ...ZONES])].map((zone) => ({ value: zone, label: t(`zone.${zone.replace('/', '-')}`, { defaultValue: zone }) }))} error={fault('timeZone')} />
      <TextField label={t('unit.phone')} type='tel' inputMode='tel' value={form.values.phone} onChange={form.set('phone')} error={fault('phone')} hint={t('unit.phoneHint')} />
      <TextField label={t('unit.address')} value={form.values.address} onChange={form.set('address')} error={fault('address')} />
    </>
  )
}

const Retire = ({ unit, onDone }: { readonly unit: Unit; readonly onDone: () => void }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const retiring = useDo(retireUnit, onDone)
  return (
    <div className='retire'>
      <ProblemNote error={retiring.error} />
      <p className='muted'>{t('unit.retireHint')}</p>
      <Confirm label={t('unit.retire')} question={t('unit.retireSure', { name: unit.name })} whyNot={whyNot('identity.retireUnit')} loading={retiring.isPending} onConfirm={() => retiring.mutate({ id: unit.id })} />
    </div>
  )
}

/** A new unit, or one changed. */
export const UnitForm = (props: Props) => {
  const { unit, onDone } = props
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const form = useValues(props)
  const creating = useDo(createUnit, onDone)
  const changing = useDo(changeUnit, onDone)
  const saving = unit ? changing : creating
  const fault = (name: keyof Values) => (form.missing(name) ? t('missing') : faultOf(saving.error, name))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!form.ready()) return
    if (unit) changing.mutate({ id: unit.id, ...inputOf(form.values) })
    else creating.mutate(inputOf(form.values))
  }
  return (
    <>
      <form onSubmit={submit} noValidate>
        <ProblemNote error={saving.error} fieldsBeside />
        <Fields form={form} fault={fault} props={props} />
        <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot(unit ? 'identity.changeUnit' : 'identity.createUnit')} loading={saving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
      </form>
      {unit && <Retire unit={unit} onDone={onDone} />}
    </>
  )
}
