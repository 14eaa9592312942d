import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PackView } from '#contract/packs.ts'
import { sendWaiting } from '../../app/device/send-waiting.ts'
import { dropWaiting, useWaiting, type Waiting } from '../../app/device/waiting.ts'
import { useGo } from '../../app/Go.tsx'
import { useSession } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import { OrderLost, RegisteredView } from './Registered.tsx'

interface Props { readonly id: string; readonly pack: PackView; readonly onAgain: () => void; readonly onBack: () => void }

/** The number of an order that was to be kept with it and is not. */
const lostOf = (item: Waiting | undefined): string | null => (item?.orderLost ? item.orderFound?.number ?? null : null)

/** Finished without a network: it lies on this device and is sent by itself; then it shows what it became. */
export const HeldView = ({ id, pack, onAgain, onBack }: Props) => {
  const { t } = useTranslation('register')
  const { person } = useSession()
  const go = useGo()
  const item = useWaiting(person.id).find((each) => each.id === id)
  const lost = lostOf(item)
  if (item?.made) return <RegisteredView made={{ ...item.made, orderLost: lost }} pack={pack} sentAt={item.sentAt} onAgain={onAgain} />
  const { complaintId } = item ?? {}
  return (
    <div className='page reg-done'>
      <Section>
        <div className='card-b'>
          <h1>{item?.name || t('title')}</h1>
          {item?.state === 'waiting' && <><p className='done-held' role='status'>{t('held.title')}　<When at={item.finishedAt} /></p><p className='muted'>{t('held.hint')}</p></>}
          {item?.state === 'already' && <p role='status'>{t('held.already')}</p>}
          {item?.state === 'already' && lost && <OrderLost number={lost} />}
          {item?.state === 'refused' && <p className='fault' role='alert'>{item.problem?.title}</p>}
          <div className='done-a'>
            {item?.state === 'waiting' && <Button size='large' onClick={() => void sendWaiting(person.id)}>{t('held.now')}</Button>}
            {complaintId && <Button type='primary' size='large' onClick={() => go(links.complaint(complaintId))}>{t('done.open')}</Button>}
            {item?.state === 'waiting' && <Button size='large' onClick={() => void dropWaiting(id).then(onBack)}>{t('held.change')}</Button>}
            {item?.state === 'refused' && <Button type='primary' size='large' onClick={onBack}>{t('held.mend')}</Button>}
            <Button size='large' type='text' onClick={onAgain}>{t('done.again')}</Button>
          </div>
        </div>
      </Section>
    </div>
  )
}
