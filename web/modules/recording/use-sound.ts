import { useEffect, useRef, useState } from 'react'
import { barsOf } from './peaks.ts'

/** A flat line: it can be played, not drawn. */
const FLAT = [0, 0]

export interface Sound {
  readonly audio: HTMLAudioElement
  readonly bars: readonly number[]
  /** Part of the wave that is ready, 0 to 1. */
  readonly drawn: number
  /** This browser cannot play it, or it is not there. */
  readonly failed: boolean
}

/** A recording as it can be played from any second on: its bytes lie in the page, since a server that sends them in a row could not jump. */
export const useSound = (load: () => Promise<Blob>, mediaType: string): Sound => {
  const [audio] = useState(() => new Audio())
  const [bars, setBars] = useState<readonly number[]>([])
  const [drawn, setDrawn] = useState(0)
  const [failed, setFailed] = useState(false)
  const wanted = useRef(load)
  wanted.current = load
  useEffect(() => {
    let url = ''
    let gone = false
    const fail = () => { if (!gone) setFailed(true) }
    const open = async () => {
      const blob = await wanted.current()
      if (gone) return
      url = URL.createObjectURL(blob)
      audio.preload = 'metadata'
      audio.src = url
      const found = await barsOf(blob, mediaType, (share) => { if (!gone) setDrawn(share) }).catch(() => null)
      if (!gone) setBars(found ?? FLAT)
      if (!gone) setDrawn(1)
    }
    audio.addEventListener('error', fail)
    open().catch(fail)
    return () => {
      gone = true
      audio.removeEventListener('error', fail)
      audio.pause()
      audio.removeAttribute('src')
      URL.revokeObjectURL(url)
    }
  }, [audio, mediaType])
  return { audio, bars, drawn, failed }
}
