import { SearchOutlined } from '@ant-design/icons'
import type { ReactNode, RefObject } from 'react'
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { useGo } from '../Go.tsx'
import { type Choice, Choices } from './Choices.tsx'
import { useBox } from './use-box.tsx'
import './search.css'

interface Props {
  readonly input: RefObject<HTMLInputElement | null>
  /** What is in the box when it comes up. */
  readonly begun?: string
  /** In a bar the choices lie over the page; on a page of their own they are the page. */
  readonly lies: 'over' | 'in'
  /** Enter without a choice: the list of all that was found. */
  readonly onAll: (q: string) => void
  /** What is looked for now, once typing pauses. */
  readonly onAsked?: (q: string) => void
  readonly children?: ReactNode
}

const Told = ({ typed, nothing, waiting }: { readonly typed: string; readonly nothing: boolean; readonly waiting: boolean }) => {
  const { t } = useTranslation('shell')
  const words = typed === '' ? t('search.begin') : nothing && !waiting ? t('search.nothing', { q: typed }) : ''
  return <p className='ch-note' role='status'>{words}</p>
}

/** One search for everything: complaints, customers, colleagues, places, phrases. */
export const SearchBox = ({ input, begun = '', lies, onAll, onAsked, children }: Props) => {
  const { t } = useTranslation('shell')
  const id = useId()
  const go = useGo()
  const [copied, setCopied] = useState(false)
  const box = useBox({ begun, always: lies === 'in' })
  const { q } = box
  useEffect(() => { onAsked?.(q) }, [q, onAsked])
  const copy = (text: string) => { void navigator.clipboard?.writeText(text).then(() => setCopied(true)) }
  const choose = (choice: Choice, how: 'key' | 'hand') => {
    box.chosen(choice)
    if (choice.copies !== undefined) copy(choice.copies)
    if (choice.to === undefined) return
    if (how === 'key') go(choice.to)
    if (lies === 'over') input.current?.blur()
  }
  const enter = () => {
    const choice = box.active
    if (choice) return choose(choice, 'key')
    if (box.typed.trim() === '') return undefined
    box.sent()
    input.current?.blur()
    return onAll(box.typed.trim())
  }
  return (
    <search className={`search-box ${lies}`} aria-label={t('search.label')}>
      <form className='search' onSubmit={(event) => { event.preventDefault(); enter() }}>
        <SearchOutlined aria-hidden='true' />
        <input
          ref={input} type='search' name='q' value={box.typed} placeholder={t('search.hint')} aria-label={t('search.label')} autoComplete='off' enterKeyHint='search'
          role='combobox' aria-expanded={box.open} aria-controls={id} aria-autocomplete='list' {...(box.active && { 'aria-activedescendant': `${id}-${box.active.id}` })}
          {...box.keys}
        />
        {children}
      </form>
      {box.open && (
        <div className='ch-panel' aria-busy={box.waiting}>
          {box.error ? <div className='asked-bad'><ProblemNote error={box.error} /></div> : <Told typed={box.typed.trim()} nothing={box.groups.length === 0} waiting={box.waiting} />}
          <Choices id={id} label={t('search.found')} groups={box.error ? [] : box.groups} active={box.active?.id ?? null} onChoose={(choice) => choose(choice, 'hand')} onPoint={box.point} />
          {copied && <p className='ch-note' role='status'>{t('search.copied')}</p>}
        </div>
      )}
    </search>
  )
}
