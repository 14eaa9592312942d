import { useEffect, useRef, useState } from 'react'
import { Refused } from './api.ts'
import { useSpeech } from './speech.ts'

export type Behind<T> = T | 'over' | 'failed' | null

/** What a link opens: null while it is asked for, `over` when it opens nothing. */
export const useBehind = <T>(code: string, fetch: (code: string, language: string) => Promise<T>) => {
  const { locale } = useSpeech()
  const [shown, setShown] = useState<Behind<T>>(null)
  useEffect(() => {
    let gone = false
    fetch(code, locale).then((found) => { if (!gone) setShown(() => found) }, (error: unknown) => { if (!gone) setShown(error instanceof Refused && error.problem.status === 404 ? 'over' : 'failed') })
    return () => { gone = true }
  }, [code, locale, fetch])
  return [shown, setShown] as const
}

export const isThere = <T>(shown: Behind<T>): shown is T => shown !== null && shown !== 'over' && shown !== 'failed'

/** Looking changes nothing, as programs open every link of a mail; whoever touches the page has seen it. */
export const useTouched = (code: string, there: boolean, note: (code: string) => void) => {
  const noted = useRef(false)
  useEffect(() => {
    if (!there) return undefined
    const touch = () => {
      if (!noted.current) note(code)
      noted.current = true
    }
    for (const kind of ['pointerdown', 'keydown'] as const) addEventListener(kind, touch)
    return () => { for (const kind of ['pointerdown', 'keydown'] as const) removeEventListener(kind, touch) }
  }, [code, there, note])
}
