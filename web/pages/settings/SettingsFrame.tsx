import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Go, useUrl } from '../../app/Go.tsx'
import { links } from '../../links.ts'
import { usePhone } from '../../ui/phone.ts'
import { usePlaceGroups } from './places.ts'
import './settings.css'

/** The list of settings beside the one that is open; on a phone a way back to the list. */
export const SettingsFrame = () => {
  const { t } = useTranslation('settings')
  const { pathname } = useUrl()
  const phone = usePhone()
  const groups = usePlaceGroups()
  const index = pathname === links.settings()
  if (index) return <Outlet />
  return (
    <div className='page set-page'>
      {phone ? <p className='crumb'><Go to={links.settings()}>‹ {t('title')}</Go></p> : (
        <nav className='set-nav' aria-label={t('title')}>
          {groups.map(({ key, label, places }) => (
            <section key={key} aria-labelledby={`nav-${key}`}>
              <p id={`nav-${key}`}>{label}</p>
              <ul>{places.map((place) => <li key={place.key}><Go to={place.to} {...(pathname === place.to || pathname.startsWith(`${place.to}/`) ? { className: 'on', 'aria-current': 'page' as const } : {})}>{place.label}</Go></li>)}</ul>
            </section>
          ))}
        </nav>
      )}
      <div className='set-m'><Outlet /></div>
    </div>
  )
}
