import { SearchOutlined } from '@ant-design/icons'
import type { FormEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { links } from '../../links.ts'
import { useGo, useUrl } from '../Go.tsx'

const WAIT = 250
const mac = navigator.platform.startsWith('Mac')

const useHotKey = (focus: () => void) => {
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

/** What is typed, kept in step with the URL of the list; nothing is sent while an input method still composes. */
const useSearchText = () => {
  const { pathname, params, change } = useUrl()
  const go = useGo()
  const onList = pathname === links.complaints()
  const there = onList ? params['q'] ?? '' : ''
  const [text, setText] = useState(there)
  const composing = useRef(false)
  const sent = useRef(there)
  useEffect(() => {
    if (there !== sent.current) setText(there)
    sent.current = there
  }, [there])
  useEffect(() => {
    if (!onList || text === sent.current || composing.current) return undefined
    const timer = setTimeout(() => {
      sent.current = text.trim()
      change({ q: text.trim() }, 'replace')
    }, WAIT)
    return () => clearTimeout(timer)
  }, [text, onList, change])
  const submit = () => { if (!onList) go(links.complaints({ view: 'all', q: text.trim() })) }
  return { text, setText, composing, submit }
}

/** One search for everything: words of a complaint, a customer, a phone number, a case number. */
export const Search = () => {
  const { t } = useTranslation('shell')
  const input = useRef<HTMLInputElement>(null)
  const { text, setText, composing, submit } = useSearchText()
  useHotKey(() => input.current?.select())
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    submit()
  }
  return (
    <search className='search-box' aria-label={t('search.label')}>
      <form className='search' onSubmit={onSubmit}>
        <SearchOutlined aria-hidden='true' />
        <input
          ref={input} type='search' name='q' value={text} placeholder={t('search.hint')} aria-label={t('search.label')} autoComplete='off' enterKeyHint='search'
          onChange={(event) => setText(event.target.value)}
          onCompositionStart={() => { composing.current = true }}
          onCompositionEnd={(event) => {
            composing.current = false
            setText(event.currentTarget.value)
          }}
          onKeyDown={(event) => { if (event.key === 'Escape') event.currentTarget.blur() }}
        />
        <kbd>{mac ? '⌘ K' : 'Ctrl K'}</kbd>
      </form>
    </search>
  )
}
