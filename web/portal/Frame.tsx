import type { ReactNode } from 'react'
import type { Locale } from '#contract/common.ts'
import { useInstall } from './install.ts'
import { LANGUAGES, useSpeech } from './speech.ts'

interface FrameProps {
  readonly firm: string
  readonly onLocale: (locale: Locale) => void
  readonly children: ReactNode
}

export const Frame = ({ firm, onLocale, children }: FrameProps) => {
  const { locale, words } = useSpeech()
  const install = useInstall()
  return (
    <>
      <a className='skip' href='#main'>{words.frame.skip}</a>
      <header className='bar'>
        <div className='bar-in'>
          <p className='brand'>{firm && <i aria-hidden='true'>{[...firm][0]}</i>}<span>{firm}</span></p>
          <fieldset className='langs' aria-label={words.frame.languages}>
            {LANGUAGES.map((l) => <button key={l.locale} type='button' lang={l.tag} aria-pressed={l.locale === locale} onClick={() => onLocale(l.locale)}>{l.name}</button>)}
          </fieldset>
        </div>
      </header>
      <main id='main' className='wrap' tabIndex={-1}>{children}</main>
      <footer className='wrap end stack'>
        {install && <p><button type='button' className='btn plain' onClick={install}>{words.frame.install}</button></p>}
        <p className='muted small'>{words.frame.urgent}</p>
      </footer>
    </>
  )
}
