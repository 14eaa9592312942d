import { useTranslation } from 'react-i18next'
import { Go, useUrl } from '../../app/Go.tsx'
import { links } from '../../links.ts'

const PLACES = [['classified', links.figures()], ['consistency', links.consistency()]] as const

/** The figures there are, side by side. */
export const FiguresNav = () => {
  const { t } = useTranslation('figures')
  const { pathname } = useUrl()
  return <nav className='seg fg-n' aria-label={t('places')}>{PLACES.map(([key, to]) => <Go key={key} to={to} {...(pathname === to ? { className: 'on', 'aria-current': 'page' as const } : {})}>{t(`place.${key}`)}</Go>)}</nav>
}
