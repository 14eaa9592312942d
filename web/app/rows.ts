import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from './keys.tsx'

/** j and k move through the rows of a list, Enter opens. Rows carry `data-row={index}`. `at` is -1 until the first press. */
export const useRows = (count: number, open: (index: number) => void) => {
  const { t } = useTranslation('shell')
  const [at, setAt] = useState(-1)
  useEffect(() => { if (at >= count) setAt(count - 1) }, [at, count])
  const move = (by: number) => {
    const next = Math.max(0, Math.min(count - 1, at + by))
    setAt(next)
    document.querySelector(`[data-row="${next}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  useKeys([
    { keys: 'j', label: t('keys.down'), run: () => move(1) },
    { keys: 'k', label: t('keys.up'), run: () => move(-1) },
    { keys: 'Enter', label: t('keys.open'), run: () => { if (at >= 0) open(at) } },
  ])
  return { at, setAt }
}
