import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { demoProgress, setUp, setUpDemo } from '#contract/identity.ts'
import { faultOf } from '../../app/fault.ts'
import { useGo } from '../../app/Go.tsx'
import { localeNow } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useTakeSession } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useForm } from '../../ui/form.ts'
import { TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

const useArrive = () => {
  const take = useTakeSession()
  const go = useGo()
  return (session: Parameters<typeof take>[0]) => {
    take(session)
    go(links.desk(), 'replace')
  }
}

const FIELDS = ['organization', 'name', 'email', 'password'] as const

/** The firm and its first administrator. */
export const SetUp = ({ pack }: { readonly pack: string }) => {
  const { t } = useTranslation('sign-in')
  const setting = useDo(setUp, useArrive())
  const form = useForm({ organization: '', name: '', email: '', password: '' }, FIELDS)
  const fault = (name: typeof FIELDS[number]) => (form.missing(name) ? t('missing') : faultOf(setting.error, name))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (form.ready()) setting.mutate({ ...form.values, email: form.values.email.trim(), pack, locale: localeNow() })
  }
  return (
    <form className='wel-card' onSubmit={submit} noValidate>
      <h2>{t('first.firm')}</h2>
      <ProblemNote error={setting.error} fieldsBeside />
      <TextField label={t('first.organization')} value={form.values.organization} onChange={form.set('organization')} error={fault('organization')} autoComplete='organization' placeholder={t('first.organizationExample')} />
      <TextField label={t('first.name')} value={form.values.name} onChange={form.set('name')} error={fault('name')} autoComplete='name' />
      <TextField label={t('email')} type='email' inputMode='email' value={form.values.email} onChange={form.set('email')} error={fault('email')} autoComplete='username' />
      <TextField label={t('password')} type='password' value={form.values.password} onChange={form.set('password')} error={fault('password')} autoComplete='new-password' hint={t('passwordHint')} />
      <ActionButton label={t('first.begin')} kind='primary' size='large' submit whyNot={null} loading={setting.isPending} />
    </form>
  )
}

const A_SECOND = 1_000

/** How far the made-up year has come. */
const Coming = () => {
  const { t } = useTranslation('sign-in')
  const { data } = useAsk(demoProgress, {}, { refetchInterval: A_SECOND })
  return <><p role='status'>{t('first.demoComing')}</p><progress aria-label={t('first.demoWait')} value={data?.share ?? 0} /></>
}

/** A believable firm to look around in. */
export const Demo = ({ pack }: { readonly pack: string }) => {
  const { t } = useTranslation('sign-in')
  const showing = useDo(setUpDemo, useArrive())
  return (
    <section className='wel-card demo'>
      <h2>{t('first.demo')}</h2>
      <ProblemNote error={showing.error} />
      <p>{t('first.demoHint')}</p>
      <ActionButton label={showing.isPending ? t('first.demoWait') : t('first.demoGo')} size='large' whyNot={null} loading={showing.isPending} onPress={() => showing.mutate({ pack, locale: localeNow() })} />
      {showing.isPending && <Coming />}
    </section>
  )
}
