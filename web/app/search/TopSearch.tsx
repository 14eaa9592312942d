import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { links } from '../../links.ts'
import { useGo, useUrl } from '../Go.tsx'
import { useKeys } from '../keys.tsx'
import { SearchBox } from './SearchBox.tsx'

const mac = navigator.platform.startsWith('Mac')

const useHotKeys = (focus: () => void) => {
  const { t } = useTranslation('shell')
  useKeys([{ keys: '/', label: t('keys.search'), run: focus }])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [focus])
}

/** The search in the bar above every page. On the list it narrows the list as it stands, filters and all. */
export const TopSearch = () => {
  const { pathname, params, change } = useUrl()
  const go = useGo()
  const input = useRef<HTMLInputElement>(null)
  const focus = useRef(() => input.current?.select())
  useHotKeys(focus.current)
  const onList = pathname === links.complaints()
  const there = onList ? params['q'] ?? '' : ''
  const all = (q: string) => (onList ? change({ q }) : go(links.complaints({ view: 'all', q })))
  return <SearchBox key={there} input={input} begun={there} lies='over' onAll={all}><kbd>{mac ? '⌘ K' : 'Ctrl K'}</kbd></SearchBox>
}
