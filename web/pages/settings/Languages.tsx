import type { ReactNode } from 'react'
import { LOCALES, type Locale } from '#contract/common.ts'
import { useTerm } from '../../app/i18n.ts'

interface Props { readonly label: string; readonly now: Locale; readonly onChoose: (locale: Locale) => void; /** Marks the languages that say something. */ readonly said: (locale: Locale) => boolean; readonly children: ReactNode }

/** One language at a time, all three a press away. */
export const Languages = ({ label, now, onChoose, said, children }: Props) => {
  const term = useTerm()
  return (
    <div className='langs-in'>
      <fieldset className='seg' aria-label={label}>
        {LOCALES.map((locale) => <button type='button' key={locale} aria-pressed={locale === now} className={locale === now ? 'on' : ''} onClick={() => onChoose(locale)}>{term('locale', locale)}{said(locale) && <i className='said-dot' aria-hidden='true' />}</button>)}
      </fieldset>
      {children}
    </div>
  )
}
