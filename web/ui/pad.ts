import { type RefObject, useEffect, useRef, useState } from 'react'
import type SignaturePad from 'signature_pad'

const INK = '#10203a'
const PAPER = '#ffffff'

/** As sharp as the screen; what was drawn stays where it is. */
const sharpen = (canvas: HTMLCanvasElement, pad: SignaturePad) => {
  const ratio = Math.max(1, devicePixelRatio)
  const drawn = pad.toData()
  canvas.width = canvas.offsetWidth * ratio
  canvas.height = canvas.offsetHeight * ratio
  canvas.getContext('2d')?.scale(ratio, ratio)
  pad.clear()
  pad.fromData(drawn)
}

const pictureOf = (canvas: HTMLCanvasElement, name: string) => new Promise<File | null>((done) => { canvas.toBlob((blob) => done(blob && new File([blob], name, { type: 'image/png' })), 'image/png') })

interface Drawing { readonly empty: boolean; readonly ready: boolean; readonly clear: () => void; /** What was drawn, as a picture of that name. */ readonly picture: (name: string) => Promise<File | null> }

/** Drawing a name on a canvas with a finger or a pen; what draws is loaded when it is wanted. */
export const usePad = (canvas: RefObject<HTMLCanvasElement | null>): Drawing => {
  const pad = useRef<SignaturePad | null>(null)
  const [empty, setEmpty] = useState(true)
  const [ready, setReady] = useState(false)
  useEffect(() => {
    const here = canvas.current
    if (!here) return
    let gone = false
    let resize: (() => void) | undefined
    void import('signature_pad').then(({ default: Signing }) => {
      if (gone) return
      const made = new Signing(here, { penColor: INK, backgroundColor: PAPER })
      pad.current = made
      resize = () => sharpen(here, made)
      resize()
      addEventListener('resize', resize)
      setReady(true)
      made.addEventListener('endStroke', () => setEmpty(made.isEmpty()))
    })
    return () => {
      gone = true
      if (resize) removeEventListener('resize', resize)
      pad.current?.off()
    }
  }, [canvas])
  const clear = () => {
    pad.current?.clear()
    setEmpty(true)
  }
  return { empty, ready, clear, picture: async (name) => canvas.current && await pictureOf(canvas.current, name) }
}
