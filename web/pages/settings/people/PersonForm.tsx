import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { changePerson, createPerson, type Person, positions, retirePerson, units } from '#contract/identity.ts'
import { faultOf } from '../../../app/fault.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { useForm } from '../../../ui/form.ts'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'
import { PassOn } from './PassOn.tsx'
import { PersonAddresses } from './PersonAddresses.tsx'

interface Props { readonly person: Person | null; readonly onDone: () => void }
interface Values { readonly name: string; readonly email: string; readonly phone: string; readonly unitId: string; readonly positionCode: string; readonly password: string }

const useValues = (person: Person | null) => useForm<Values>({
  name: person?.name ?? '', email: person?.email ?? '', phone: person?.phone ?? '', unitId: person?.unitId ?? '', positionCode: person?.positionCode ?? '', password: '',
}, person ? ['name', 'email', 'unitId', 'positionCode'] : ['name', 'email', 'unitId', 'positionCode', 'password'])

const Post = ({ form, fault }: { readonly form: ReturnType<typeof useValues>; readonly fault: (name: keyof Values) => string | undefined }) => {
  const { t } = useTranslation('settings')
  const places = useAsk(units, {}).data?.items ?? []
  const posts = useAsk(positions, {}).data?.items ?? []
  const here = posts.filter((post) => post.unitId === form.values.unitId)
  const unit = (value: string | null) => {
    form.set('unitId')(value ?? '')
    form.set('positionCode')('')
  }
  return (
    <>
      <SelectField label={t('person.unit')} required search value={form.values.unitId || null} onChange={unit} options={places.map((one) => ({ value: one.id, label: one.name }))} error={fault('unitId')} />
      <SelectField label={t('person.position')} required value={form.values.positionCode || null} onChange={(value) => form.set('positionCode')(value ?? '')} options={here.map((one) => ({ value: one.code, label: one.name }))} error={fault('positionCode')} hint={form.values.unitId && here.length === 0 ? t('person.noPosition') : t('person.positionHint')} />
    </>
  )
}

const Retire = ({ person, onDone }: { readonly person: Person; readonly onDone: () => void }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const retiring = useDo(retirePerson, onDone)
  return (
    <div className='retire'>
      <ProblemNote error={retiring.error} />
      <PassOn person={person} />
      <p className='muted'>{t('person.retireHint')}</p>
      <Confirm label={t('person.retire')} question={t('person.retireSure', { name: person.name })} whyNot={whyNot('identity.retirePerson')} loading={retiring.isPending} onConfirm={() => retiring.mutate({ id: person.id })} />
    </div>
  )
}

const inputOf = (values: Values) => ({ name: values.name.trim(), email: values.email.trim(), phone: values.phone.trim() || null, unitId: values.unitId, positionCode: values.positionCode })

const useSaving = (person: Person | null, onDone: () => void) => {
  const creating = useDo(createPerson, onDone)
  const changing = useDo(changePerson, onDone)
  const save = (values: Values) => {
    if (person) changing.mutate({ id: person.id, ...inputOf(values), ...(values.password && { password: values.password }) })
    else creating.mutate({ ...inputOf(values), password: values.password })
  }
  const used = person ? changing : creating
  return { save, error: used.error, isPending: used.isPending }
}

/** A new colleague, or one changed: post, contact, a new password. */
export const PersonForm = ({ person, onDone }: Props) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const form = useValues(person)
  const saving = useSaving(person, onDone)
  const fault = (name: keyof Values) => (form.missing(name) ? t('missing') : faultOf(saving.error, name))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (form.ready()) saving.save(form.values)
  }
  return (
    <>
      <form onSubmit={submit} noValidate>
        <ProblemNote error={saving.error} fieldsBeside />
        <TextField label={t('person.name')} required value={form.values.name} onChange={form.set('name')} error={fault('name')} />
        <TextField label={t('person.email')} required type='email' inputMode='email' value={form.values.email} onChange={form.set('email')} error={fault('email')} hint={t('person.emailHint')} />
        <TextField label={t('person.phone')} type='tel' inputMode='tel' value={form.values.phone} onChange={form.set('phone')} error={fault('phone')} hint={t('person.phoneHint')} />
        <Post form={form} fault={fault} />
        <TextField label={person ? t('person.newPassword') : t('person.password')} required={!person} type='password' autoComplete='new-password' value={form.values.password} onChange={form.set('password')} error={fault('password')} hint={person ? t('person.newPasswordHint') : t('person.passwordHint')} />
        <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot(person ? 'identity.changePerson' : 'identity.createPerson')} loading={saving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
      </form>
      {person && !person.retired && <PersonAddresses personId={person.id} />}
      {person && !person.retired && <Retire person={person} onDone={onDone} />}
    </>
  )
}
