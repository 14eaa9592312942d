import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Go, useUrl } from '../../app/Go.tsx'
import { useCan } from '../../app/session.tsx'
import { links } from '../../links.ts'
import './watch.css'

const PLACES = [['triage', links.triage(), 'routing.triage'], ['inquiries', links.inquiries(), 'inquiry.read'], ['evidence', links.evidence(), 'evidence.read'], ['goods', links.goods(), 'custody.read'], ['holds', links.holds(), 'containment.read'], ['tasks', links.tasks(), 'settlement.read'], ['payouts', links.payouts(), 'payout.read'], ['stock', links.stock(), 'stock.read'], ['chargeBacks', links.chargeBacks(), 'liability.read'], ['proceedings', links.proceedings(), 'proceeding.read'], ['ledger', links.ledger(), 'ledger.read'], ['promises', links.promises(), 'promise.read']] as const

/** What is watched over from above the single case. */
export const WatchNav = () => {
  const { t } = useTranslation('promises')
  const can = useCan()
  const { pathname } = useUrl()
  const here = useRef<HTMLElement>(null)
  // On a phone the row is longer than the page: where one is stays in sight.
  useEffect(() => { if (pathname) here.current?.querySelector('.on')?.scrollIntoView({ block: 'nearest', inline: 'center' }) }, [pathname])
  return <nav ref={here} className='seg watch-n' aria-label={t('watch.label')}>{PLACES.filter(([, , needed]) => can(needed)).map(([key, to]) => <Go key={key} to={to} {...(pathname === to ? { className: 'on', 'aria-current': 'page' as const } : {})}>{t(`watch.${key}`)}</Go>)}</nav>
}
