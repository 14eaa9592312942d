import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { signIn } from '#contract/identity.ts'
import { useGo, useUrl } from '../../app/Go.tsx'
import { useDo } from '../../app/query.ts'
import { useTakeSession } from '../../app/session.tsx'
import { useTitle } from '../../app/title.ts'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useForm } from '../../ui/form.ts'
import { TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Welcome } from './Welcome.tsx'

/** Back to where the person was; only to a path of our own. */
const whereTo = (next: string | undefined) => (next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') ? next : links.desk())

export const SignInPage = () => {
  const { t } = useTranslation('sign-in')
  const go = useGo()
  const { params } = useUrl()
  const take = useTakeSession()
  const form = useForm({ email: '', password: '' }, ['email', 'password'])
  const signing = useDo(signIn, (session) => {
    take(session)
    go(whereTo(params['next']), 'replace')
  })
  useTitle(t('title'))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (form.ready()) signing.mutate({ email: form.values.email.trim(), password: form.values.password })
  }
  return (
    <Welcome>
      <h1>{t('title')}</h1>
      <p className='sub'>{params['next'] ? t('again') : t('sub')}</p>
      <form className='wel-card' onSubmit={submit} noValidate>
        <ProblemNote error={signing.error} fieldsBeside />
        <TextField label={t('email')} type='email' autoComplete='username' inputMode='email' autoFocus value={form.values.email} onChange={form.set('email')} error={form.missing('email') ? t('emailMissing') : null} />
        <TextField label={t('password')} type='password' autoComplete='current-password' value={form.values.password} onChange={form.set('password')} error={form.missing('password') ? t('passwordMissing') : null} />
        <ActionButton label={t('go')} kind='primary' size='large' submit whyNot={null} loading={signing.isPending} />
      </form>
      <p className='muted aside'>{t('forgot')}</p>
    </Welcome>
  )
}
