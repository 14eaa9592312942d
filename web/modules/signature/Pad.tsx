import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type SignaturePad from 'signature_pad'
import './signature.css'

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

/** Where the customer signs with a finger or a pen. `onDone` gets the picture. Who cannot draw confirms by the tick beside it: a signature is never the only way. */
export const Pad = ({ name, onDone, busy }: { readonly name: string; readonly onDone: (picture: File) => void; readonly busy: boolean }) => {
  const { t } = useTranslation('recording')
  const canvas = useRef<HTMLCanvasElement>(null)
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
  }, [])
  const clear = () => {
    pad.current?.clear()
    setEmpty(true)
  }
  const done = async () => {
    const picture = canvas.current && await pictureOf(canvas.current, name)
    if (picture) onDone(picture)
  }
  return (
    <div className='pad'>
      <p className='lab'>{t('signHere')}</p>
      <canvas ref={canvas} aria-label={t('signHere')} role='img' aria-busy={!ready} />
      <p className='pad-a'><Button disabled={empty} onClick={clear}>{t('signAgain')}</Button><Button type='primary' disabled={empty} loading={busy} onClick={() => void done()}>{t('signDone')}</Button></p>
    </div>
  )
}
