import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { links } from '../../links.ts'
import { Go } from '../Go.tsx'
import { useSession } from '../session.tsx'
import { sendWaiting } from './send-waiting.ts'
import { allWaiting, useWaiting } from './waiting.ts'

const AGAIN_MS = 4_000

/** Sends what was finished without a network: when the page opens, when the network is back, and again and again while something waits. */
const useSending = (personId: string, waiting: number) => {
  useEffect(() => {
    const send = () => void sendWaiting(personId).catch(() => undefined)
    void allWaiting().then(send)
    addEventListener('online', send)
    return () => removeEventListener('online', send)
  }, [personId])
  useEffect(() => {
    if (waiting === 0) return
    const timer = setInterval(() => { if (navigator.onLine) void sendWaiting(personId).catch(() => undefined) }, AGAIN_MS)
    return () => clearInterval(timer)
  }, [personId, waiting])
}

/** One calm line on every screen while something of one's own has not left this device, or came back. */
export const WaitingLine = () => {
  const { t } = useTranslation('shell')
  const { person } = useSession()
  const mine = useWaiting(person.id)
  const [waiting, back] = [mine.filter((item) => item.state === 'waiting').length, mine.filter((item) => item.state === 'refused').length]
  useSending(person.id, waiting)
  if (waiting + back === 0) return null
  return (
    <p className={back > 0 ? 'held back' : 'held'} role='status'>
      {back > 0 ? t('held.back', { count: back }) : t('held.waiting', { count: waiting })}
      <Go className='link' to={links.drafts()}>{t('held.look')}</Go>
    </p>
  )
}
