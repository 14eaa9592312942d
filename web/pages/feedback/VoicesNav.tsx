import { useTranslation } from 'react-i18next'
import { Go, useUrl } from '../../app/Go.tsx'
import { useCan } from '../../app/session.tsx'
import { links } from '../../links.ts'

/** What customers say outside of complaints, side by side. */
export const VoicesNav = () => {
  const { t } = useTranslation('voices')
  const { pathname } = useUrl()
  const can = useCan()
  const all = [['feedback', links.feedback(), 'feedback.read'], ['calls', links.callBacks(), 'call-back.read'], ['campaigns', links.campaigns(), 'campaign.read'], ['meetings', links.meetings(), 'meeting.read'], ['thanks', links.thanks(), 'thanks.read']] as const
  return (
    <nav className='seg voices' aria-label={t('nav')}>
      {all.filter(([, , permission]) => can(permission)).map(([key, to]) => <Go key={key} to={to} {...(pathname === to ? { className: 'on', 'aria-current': 'page' as const } : {})}>{t(`place.${key}`)}</Go>)}
    </nav>
  )
}
