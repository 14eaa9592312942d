import { AimOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Spot } from '#contract/inquiry-kinds.ts'
import { spotWords } from './words.ts'

const PATIENCE = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 } as const
const DENIED = 1
const MOST_ACCURACY = 1_000_000

/** Where one stands: asked of the phone only when pressed, with how far off it may be. */
export const SpotInput = ({ value, onChange }: { readonly value: Spot | null; readonly onChange: (spot: Spot | null) => void }) => {
  const { t } = useTranslation('inquiry')
  const [asking, setAsking] = useState(false)
  const [fault, setFault] = useState<'denied' | 'unknown' | null>(null)
  const ask = () => {
    setAsking(true)
    setFault(null)
    const failed = (why: 'denied' | 'unknown') => { setAsking(false); setFault(why) }
    if (!('geolocation' in navigator)) return failed('unknown')
    navigator.geolocation.getCurrentPosition(({ coords, timestamp }) => {
      setAsking(false)
      onChange({ latitude: coords.latitude, longitude: coords.longitude, accuracy: Math.min(coords.accuracy, MOST_ACCURACY), at: new Date(timestamp).toISOString() })
    }, ({ code }) => failed(code === DENIED ? 'denied' : 'unknown'), PATIENCE)
  }
  return (
    <div className='inq-spot'>
      {value && <p role='status'>{spotWords(t, value)}</p>}
      <Button icon={<AimOutlined aria-hidden='true' />} loading={asking} onClick={ask}>{value ? t('spot.again') : t('spot.ask')}</Button>
      {value && <Button type='text' onClick={() => onChange(null)}>{t('spot.remove')}</Button>}
      {fault && <p className='fault' role='alert'>{t(`spot.${fault}`)}</p>}
    </div>
  )
}
