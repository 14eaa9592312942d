import { Switch } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALES } from '#contract/common.ts'
import { changeMe } from '#contract/identity.ts'
import { faultOf } from '../../../app/fault.ts'
import { localeNow, useTerm } from '../../../app/i18n.ts'
import { switchKeys, useKeysOff } from '../../../app/keys.tsx'
import { useChooseLocale } from '../../../app/choose-locale.ts'
import { PageHead } from '../../../app/PageHead.tsx'
import { useDo } from '../../../app/query.ts'
import { useSession, useTakeSession } from '../../../app/session.tsx'
import { chooseLook, LOOKS, useLook } from '../../../app/theme.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { useForm } from '../../../ui/form.ts'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'

const Taste = () => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  const look = useLook()
  const keysOff = useKeysOff()
  const chooseLocale = useChooseLocale()
  return (
    <Section title={t('account.taste')}>
      <div className='card-b form-grid'>
        <SelectField label={t('shell:person.language')} value={localeNow()} onChange={(value) => { const locale = LOCALES.find((one) => one === value); if (locale) void chooseLocale(locale) }} options={LOCALES.map((locale) => ({ value: locale, label: term('locale', locale) }))} hint={t('account.languageHint')} />
        <SelectField label={t('shell:person.look')} value={look} onChange={(value) => { const next = LOOKS.find((one) => one === value); if (next) chooseLook(next) }} options={LOOKS.map((one) => ({ value: one, label: t(`shell:look.${one}`) }))} />
        <p className='keys-on wide'><Switch id='account-keys' checked={!keysOff} onChange={(on) => switchKeys(!on)} /><label htmlFor='account-keys'>{t('shell:keys.single')}<small className='muted'> {t('account.keysHint')}</small></label></p>
      </div>
    </Section>
  )
}

const EMPTY = { current: '', next: '', again: '' }

const PasswordForm = () => {
  const { t } = useTranslation('settings')
  const take = useTakeSession()
  const [done, setDone] = useState(false)
  const form = useForm(EMPTY, ['current', 'next', 'again'])
  const changing = useDo(changeMe, (session) => {
    take(session)
    form.reset()
    setDone(true)
  })
  const differs = form.values.again !== '' && form.values.again !== form.values.next
  const fault = (name: keyof typeof EMPTY) => (form.missing(name) ? t('missing') : faultOf(changing.error, `password/${name}`))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setDone(false)
    if (form.ready() && !differs) changing.mutate({ password: { current: form.values.current, next: form.values.next } })
  }
  return (
    <form onSubmit={submit} noValidate className='card-b account-p'>
      <ProblemNote error={changing.error} fieldsBeside />
      <TextField label={t('account.current')} type='password' autoComplete='current-password' value={form.values.current} onChange={form.set('current')} error={fault('current')} />
      <TextField label={t('account.next')} type='password' autoComplete='new-password' value={form.values.next} onChange={form.set('next')} error={fault('next')} hint={t('account.nextHint')} />
      <TextField label={t('account.again')} type='password' autoComplete='new-password' value={form.values.again} onChange={form.set('again')} error={differs ? t('account.differs') : fault('again')} />
      <ActionButton label={t('account.change')} kind='primary' submit whyNot={null} loading={changing.isPending} />
      <p role='status' className='done-s'>{done ? t('account.changed') : ''}</p>
    </form>
  )
}

const PhoneForm = () => {
  const { t } = useTranslation('settings')
  const take = useTakeSession()
  const { person } = useSession()
  const [phone, setPhone] = useState(person.phone ?? '')
  const changing = useDo(changeMe, take)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    changing.mutate({ phone: phone || null })
  }
  return (
    <form onSubmit={submit} noValidate className='card-b account-p'>
      <ProblemNote error={changing.error} fieldsBeside />
      <TextField label={t('person.phone')} type='tel' autoComplete='tel' value={phone} onChange={setPhone} error={faultOf(changing.error, 'phone')} hint={t('person.phoneHint')} />
      <ActionButton label={t('account.savePhone')} submit whyNot={null} loading={changing.isPending} />
      <p role='status' className='done-s'>{changing.isSuccess ? t('account.phoneSaved') : ''}</p>
    </form>
  )
}

/** My own: language, appearance, keys, phone, password. */
export const AccountPage = () => {
  const { t } = useTranslation('settings')
  const { person } = useSession()
  return (
    <>
      <PageHead title={t('place.account.label')} sub={`${person.name} · ${person.email}`} />
      <div className='stack'><Taste /><Section title={t('person.phone')}><PhoneForm /></Section><Section title={t('account.password')}><PasswordForm /></Section></div>
    </>
  )
}
