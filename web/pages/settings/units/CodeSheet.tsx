import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import QRCode from 'qrcode'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Unit } from '#contract/identity.ts'
import { useSession } from '../../../app/session.tsx'
import { links } from '../../../links.ts'

const SIZE = 480

/** The comment card of a place: whoever scans it opens the form that already knows where it hangs. */
export const CodeSheet = ({ unit }: { readonly unit: Unit }) => {
  const { t } = useTranslation('settings')
  const { organization } = useSession()
  const canvas = useRef<HTMLCanvasElement>(null)
  const address = location.origin + links.portal(unit.id)
  useEffect(() => { if (canvas.current) void QRCode.toCanvas(canvas.current, address, { width: SIZE, margin: 1, errorCorrectionLevel: 'M' }) }, [address])
  return (
    <div className='qr'>
      <div className='qr-sheet'>
        <p className='qr-t'>{t('qr.title')}</p>
        <p>{t('qr.lead')}</p>
        <canvas ref={canvas} role='img' aria-label={t('qr.alt', { name: unit.name })} />
        <p className='qr-p'>{organization.name} · {unit.name}</p>
        <p className='qr-a'>{address}</p>
      </div>
      <p className='muted'>{t('qr.hint')}</p>
      <Button type='primary' icon={<PrinterOutlined aria-hidden='true' />} onClick={() => print()}>{t('qr.print')}</Button>
    </div>
  )
}
