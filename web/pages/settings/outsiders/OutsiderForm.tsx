import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALES, type Locale } from '#contract/common.ts'
import { type Outsider, PartyKind, addOutsider, changeOutsider } from '#contract/outsider.ts'
import { faultOf } from '../../../app/fault.ts'
import { localeNow, useTerm } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { useForm } from '../../../ui/form.ts'
import { LongField, SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'

const WAYS = ['contact', 'phone', 'email', 'address'] as const
const MODES = { contact: undefined, phone: 'tel', email: 'email', address: undefined } as const

const begun = (one: Outsider | null) => ({ kind: one?.kind ?? 'supplier' as PartyKind, name: one?.name ?? '', contact: one?.contact ?? '', phone: one?.phone ?? '', email: one?.email ?? '', address: one?.address ?? '', locale: one?.locale ?? localeNow(), accreditation: one?.accreditation ?? '', accreditedUntil: one?.accreditedUntil ?? '', note: one?.note ?? '' })

/** Somebody outside, new or changed. */
export const OutsiderForm = ({ one, onDone }: { readonly one: Outsider | null; readonly onDone: () => void }) => {
  const { t } = useTranslation('liability')
  const term = useTerm()
  const whyNot = useWhyNot()
  const form = useForm(begun(one), ['name'])
  const adding = useDo(addOutsider, onDone)
  const changing = useDo(changeOutsider, onDone)
  const saving = one ? changing : adding
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!form.ready()) return
    const { kind, name, contact, phone, email, address, locale, note, accreditation, accreditedUntil } = form.values
    const values = { kind, name: name.trim(), contact: contact || null, phone: phone || null, email: email.trim() || null, address: address || null, locale, note: note || null, accreditation: accreditation.trim() || null, accreditedUntil: accreditedUntil || null }
    if (one) changing.mutate({ id: one.id, version: one.version, ...values })
    else adding.mutate(values)
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={saving.error} fieldsBeside />
      <SelectField label={t('outsiders.kind')} required value={form.values.kind} onChange={(kind) => form.set('kind')(PartyKind.options.find((each) => each === kind) ?? form.values.kind)} options={PartyKind.options.map((value) => ({ value, label: term('partyKind', value) }))} />
      <TextField label={t('outsiders.name')} required value={form.values.name} onChange={form.set('name')} error={form.missing('name') ? t('settings:missing') : faultOf(saving.error, 'name')} />
      {WAYS.map((name) => <TextField key={name} label={t(`outsiders.${name}`)} inputMode={MODES[name]} value={form.values[name]} onChange={form.set(name)} error={faultOf(saving.error, name)} />)}
      <SelectField label={t('outsiders.locale')} value={form.values.locale} onChange={(locale) => form.set('locale')((locale ?? 'zh-CN') as Locale)} options={LOCALES.map((value) => ({ value, label: term('locale', value) }))} />
      <div className='form-grid'>
        <TextField label={t('outsiders.accreditation')} value={form.values.accreditation} onChange={form.set('accreditation')} error={faultOf(saving.error, 'accreditation')} />
        <TextField label={t('outsiders.accreditedUntil')} type='date' value={form.values.accreditedUntil} onChange={form.set('accreditedUntil')} error={faultOf(saving.error, 'accreditedUntil')} />
      </div>
      <LongField label={t('outsiders.note')} rows={2} value={form.values.note} onChange={form.set('note')} error={faultOf(saving.error, 'note')} />
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot(one ? 'outsider.change' : 'outsider.add')} loading={saving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
