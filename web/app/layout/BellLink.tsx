import { BellOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { notices } from '#contract/notification.ts'
import { links } from '../../links.ts'
import { Go } from '../Go.tsx'
import { useAsk } from '../query.ts'
import type { ButtonGiven } from '../when-pressed.tsx'

const MINUTE = 60_000

export const useNotices = () => useAsk(notices, {}, { refetchInterval: MINUTE })

const Count = ({ unread }: { readonly unread: number }) => (unread > 0 ? <span className='bell-n' aria-hidden='true'>{unread > 99 ? '99+' : unread}</span> : null)

/** On a desk the bell opens the latest. */
export const BellButton = ({ className = '', ...given }: ButtonGiven) => {
  const { t } = useTranslation('shell')
  const unread = useNotices().data?.unread ?? 0
  return <button type='button' className={`bell bell-b ${className}`} aria-label={t('notices.label', { count: unread })} aria-haspopup='dialog' {...given}><BellOutlined aria-hidden='true' /><Count unread={unread} /></button>
}

/** On a phone the bell leads to the page of all notices. */
export const BellLink = () => {
  const { t } = useTranslation('shell')
  const unread = useNotices().data?.unread ?? 0
  return <Go to={links.notices()} className='icon-a bell' aria-label={t('notices.label', { count: unread })}><BellOutlined aria-hidden='true' /><Count unread={unread} /></Go>
}
