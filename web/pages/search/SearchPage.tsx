import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useGo, useUrl } from '../../app/Go.tsx'
import { SearchBox } from '../../app/search/SearchBox.tsx'
import { useTitle } from '../../app/title.ts'
import { links } from '../../links.ts'

/** The search on a phone: a page of its own, so that going back leads where one was. */
export const SearchPage = () => {
  const { t } = useTranslation('shell')
  const go = useGo()
  const { params, change } = useUrl()
  const there = params['q'] ?? ''
  // So that going back finds what was looked for.
  const keep = useCallback((q: string) => { if (q !== there) change({ q }, 'replace') }, [there, change])
  const input = useRef<HTMLInputElement>(null)
  useTitle(t('search.label'))
  useEffect(() => { input.current?.focus() }, [])
  return (
    <div className='page narrow'>
      <h1 className='sr'>{t('search.label')}</h1>
      <SearchBox input={input} begun={there} lies='in' onAsked={keep} onAll={(q) => go(links.complaints({ view: 'all', q }))} />
    </div>
  )
}
