import type { ChangeEvent, CompositionEvent, KeyboardEvent } from 'react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice, Group } from './Choices.tsx'
import { useChoices } from './use-choices.tsx'
import { forgetRecent, remember, useRecent } from './recent.ts'
import { useSearch } from './use-search.ts'

const useRecentChoices = (): readonly Group[] => {
  const { t } = useTranslation('shell')
  const recent = useRecent()
  if (recent.length === 0) return []
  return [{ label: t('search.recent'), choices: [...recent.map((q): Choice => ({ id: `r-${q.replace(/\W/gu, (c) => String(c.codePointAt(0)))}`, fills: q, show: q })), { id: 'forget', does: forgetRecent, show: <span className='link'>{t('search.forget')}</span> }] }]
}

interface Box { readonly begun: string; /** The choices are there without the focus. */ readonly always: boolean }

/** The state of the box: what is typed, what can be chosen, which one is chosen. Nothing is asked while an input method still composes. */
export const useBox = ({ begun, always }: Box) => {
  const [typed, setTyped] = useState(begun)
  const [asked, setAsked] = useState(begun)
  const [focused, setFocused] = useState(false)
  const [activeId, setActiveId] = useState<string | null>(null)
  const composing = useRef(false)
  const open = always || focused
  const { q, found, error, waiting } = useSearch(asked, open)
  const recent = useRecentChoices()
  const choices = useChoices(found, q)
  const groups = asked.trim() === '' ? recent : choices
  const all = groups.flatMap((group) => group.choices)
  const active = all.find((choice) => choice.id === activeId) ?? null
  const say = (text: string) => {
    setTyped(text)
    setActiveId(null)
    if (!composing.current) setAsked(text)
  }
  const move = (by: number) => {
    const at = all.findIndex((choice) => choice.id === activeId)
    const next = all[at < 0 && by < 0 ? all.length - 1 : (at + by + all.length) % Math.max(1, all.length)]
    setActiveId(next?.id ?? null)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by) {
      event.preventDefault()
      move(by)
    }
    if (event.key === 'Escape') event.currentTarget.blur()
  }
  return {
    typed, q, open, groups, active, error, waiting: waiting || asked.trim() !== q, point: setActiveId, say,
    /** Enter was pressed: the question is worth remembering. */
    sent: () => { remember(typed.trim()); setFocused(false) },
    chosen: (choice: Choice) => {
      choice.does?.()
      if (choice.fills !== undefined) say(choice.fills)
      else if (!choice.does) remember(typed.trim())
      if (choice.to !== undefined) setFocused(false)
    },
    keys: {
      onChange: (event: ChangeEvent<HTMLInputElement>) => say(event.target.value), onKeyDown,
      onFocus: () => setFocused(true), onBlur: () => { setFocused(false); setActiveId(null) }, onClick: () => setFocused(true),
      onCompositionStart: () => { composing.current = true },
      onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) => {
        composing.current = false
        say(event.currentTarget.value)
      },
    },
  }
}
