import { Button } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { usePad } from '../../ui/pad.ts'
import './signature.css'

/** Where the customer signs with a finger or a pen. `onDone` gets the picture. Who cannot draw confirms by the tick beside it: a signature is never the only way. */
export const Pad = ({ name, onDone, busy }: { readonly name: string; readonly onDone: (picture: File) => void; readonly busy: boolean }) => {
  const { t } = useTranslation('recording')
  const canvas = useRef<HTMLCanvasElement>(null)
  const { empty, ready, clear, picture } = usePad(canvas)
  const done = async () => {
    const drawn = await picture(name)
    if (drawn) onDone(drawn)
  }
  return (
    <div className='pad'>
      <p className='lab'>{t('signHere')}</p>
      <canvas ref={canvas} aria-label={t('signHere')} role='img' aria-busy={!ready} />
      <p className='pad-a'><Button disabled={empty} onClick={clear}>{t('signAgain')}</Button><Button type='primary' disabled={empty} loading={busy} onClick={() => void done()}>{t('signDone')}</Button></p>
    </div>
  )
}
