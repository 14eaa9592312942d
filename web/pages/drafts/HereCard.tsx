import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { sendWaiting } from '../../app/device/send-waiting.ts'
import { dropWaiting, useWaiting, type Waiting } from '../../app/device/waiting.ts'
import { useGo } from '../../app/Go.tsx'
import { useSession } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'

const What = ({ item }: { readonly item: Waiting }) => {
  const { t } = useTranslation('drafts')
  if (item.state === 'waiting') return <>{t('here.waiting')} <When at={item.finishedAt} /></>
  if (item.state === 'refused') return <span className='fault'>{t('here.refused')} {item.problem?.title}</span>
  return <>{item.state === 'sent' ? t('here.sent', { number: item.made?.number }) : t('here.already')} {item.sentAt && <When at={item.sentAt} />}</>
}

const Here = ({ item }: { readonly item: Waiting }) => {
  const { t } = useTranslation('drafts')
  const go = useGo()
  const { person } = useSession()
  const { complaintId } = item
  return (
    <li className='df'>
      <p><b>{item.name || t('nobody')}</b></p>
      <p className='df-w'>{item.words}</p>
      <p className='muted'><What item={item} /></p>
      {item.made && <p>{t('here.code')} <b className='num'>{item.made.portalCode}</b></p>}
      <div className='df-a'>
        {item.state === 'waiting' && <Button size='small' onClick={() => void sendWaiting(person.id)}>{t('here.now')}<span className='sr'>{item.name}</span></Button>}
        {item.state === 'refused' && <Button size='small' type='primary' onClick={() => go(links.draft(item.id))}>{t('here.mend')}<span className='sr'>{item.name}</span></Button>}
        {complaintId && <Button size='small' onClick={() => go(links.complaint(complaintId))}>{t('openCase')}<span className='sr'>{item.name}</span></Button>}
        {(item.state === 'sent' || item.state === 'already') && <Button size='small' type='text' onClick={() => void dropWaiting(item.id)}>{t('here.seen')}<span className='sr'>{item.name}</span></Button>}
      </div>
    </li>
  )
}

/** What lies on this device alone, and what became of it; the look-up code stays until it was seen. */
export const HereCard = () => {
  const { t } = useTranslation('drafts')
  const { person } = useSession()
  const mine = useWaiting(person.id)
  if (mine.length === 0) return null
  return <Section title={t('here.title')}><ul className='posts' aria-live='polite'>{mine.map((item) => <Here key={item.id} item={item} />)}</ul></Section>
}
