import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALES } from '#contract/common.ts'
import { localeNow, speak, TAGS, useTerm } from '../../app/i18n.ts'
import './welcome.css'

const Languages = () => {
  const { t } = useTranslation('sign-in')
  const term = useTerm()
  return (
    <nav className='wel-l' aria-label={t('language')}>
      {LOCALES.map((locale) => <button type='button' key={locale} lang={TAGS[locale]} className={locale === localeNow() ? 'on' : ''} aria-pressed={locale === localeNow()} onClick={() => void speak(locale)}>{term('locale', locale)}</button>)}
    </nav>
  )
}

/** The frame of the pages before sign-in. */
export const Welcome = ({ children, wide }: { readonly children: ReactNode; readonly wide?: boolean }) => {
  const { t } = useTranslation('sign-in')
  return (
    <div className='wel'>
      <header><span className='mark' aria-hidden='true'>{t('common:mark')}</span><span className='wel-n'>{t('common:product')}</span><span className='sp' /><Languages /></header>
      <main className={wide ? 'wel-m wide' : 'wel-m'}>{children}</main>
      <footer className='muted'>{t('motto')}</footer>
    </div>
  )
}
