import { useEffect, useRef } from 'react'
import type { Sound } from './use-sound.ts'

const HEIGHT = 64
const nonce = () => document.querySelector('meta[name=csp-nonce]')?.getAttribute('content') ?? ''
const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** The wave, drawn from bars that are there already: it never reads the sound itself. For eyes and mouse; keys and screen readers have the slider below. */
export const Wave = ({ sound: { audio, bars }, seconds, onPick }: { readonly sound: Sound; readonly seconds: number; readonly onPick: (second: number) => void }) => {
  const box = useRef<HTMLDivElement>(null)
  const pick = useRef(onPick)
  pick.current = onPick
  useEffect(() => {
    const container = box.current
    if (!container || bars.length === 0 || seconds === 0) return
    let drop: (() => void) | undefined
    let gone = false
    void import('wavesurfer.js').then(({ default: WaveSurfer }) => {
      if (gone) return
      const wave = WaveSurfer.create({ container, media: audio, peaks: [[...bars]], duration: seconds, height: HEIGHT, normalize: true, barWidth: 2, barGap: 1, waveColor: colour('--border-strong'), progressColor: colour('--primary'), cursorColor: colour('--primary'), cspNonce: nonce() })
      wave.on('interaction', (second) => pick.current(second))
      drop = () => wave.destroy()
    })
    return () => {
      gone = true
      drop?.()
    }
  }, [audio, bars, seconds])
  return <div className='wave' ref={box} aria-hidden='true' />
}
