import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { links } from '../../links.ts'
import { usePhone } from '../../ui/phone.ts'
import { WaitingLine } from '../device/Waiting.tsx'
import { Go, useGo } from '../Go.tsx'
import { useKeys } from '../keys.tsx'
import { useLiveNotices } from '../live.ts'
import { TopSearch } from '../search/TopSearch.tsx'
import { useSession } from '../session.tsx'
import { whenPressed } from '../when-pressed.tsx'
import { BellButton, BellLink } from './BellLink.tsx'
import { MeButton } from './Me.tsx'
import { type NavItem, placeOf, useNav } from './nav.tsx'
import './shell.css'

// What opens only when pressed comes after the page itself.
const Bell = whenPressed(BellButton, async () => (await import('./Bell.tsx')).Bell)
const PersonMenu = whenPressed(MeButton, async () => (await import('./PersonMenu.tsx')).PersonMenu)
const KeysHelp = lazy(async () => ({ default: (await import('./KeysHelp.tsx')).KeysHelp }))

const here = (on: boolean) => (on ? { className: 'on', 'aria-current': 'page' as const } : {})

const Side = ({ items, at }: { readonly items: readonly NavItem[]; readonly at: string | null }) => {
  const { t } = useTranslation('shell')
  const { organization } = useSession()
  return (
    <nav className='side' aria-label={t('nav.main')}>
      <Go to={links.desk()} className='brand'><span className='mark' aria-hidden='true'>{t('common:mark')}</span>{t('common:product')}</Go>
      <ul>
        {items.map((item) => (
          <li key={item.key}><Go to={item.to} {...here(item.key === at)}>{item.icon}<span>{item.label}</span>{item.count > 0 && <span className={item.hot ? 'nav-n hot' : 'nav-n'}>{item.count > 999 ? '999+' : item.count}{item.hot && <span className='sr'>{t('nav.late')}</span>}</span>}</Go></li>
        ))}
      </ul>
      <p className='side-foot'>{organization.name}</p>
    </nav>
  )
}

const Top = () => {
  const { t } = useTranslation('shell')
  return (
    <header className='top'>
      <TopSearch />
      <div className='top-r'>
        <Go to={links.register()} className='reg-a'><PlusOutlined aria-hidden='true' />{t('register')}</Go>
        <Bell /><PersonMenu />
      </div>
    </header>
  )
}

const TopPhone = ({ title }: { readonly title: string }) => {
  const { t } = useTranslation('shell')
  return (
    <header className='top-m'>
      <Go to={links.desk()} className='mark' aria-label={t('nav.desk')}>{t('common:mark')}</Go>
      <strong>{title}</strong>
      <span className='sp' />
      <Go to={links.search()} className='icon-a' aria-label={t('search.label')}><SearchOutlined aria-hidden='true' /></Go>
      <BellLink />
    </header>
  )
}

const TabsPhone = ({ items, at }: { readonly items: readonly NavItem[]; readonly at: string | null }) => {
  const { t } = useTranslation('shell')
  const tab = (item: NavItem) => <li key={item.key}><Go to={item.to} {...here(item.key === at)}>{item.icon}<span>{item.label}</span>{item.count > 0 && item.key !== 'complaints' && <span className={item.hot ? 'tab-n hot' : 'tab-n'}>{item.count > 99 ? '99+' : item.count}</span>}</Go></li>
  return (
    <nav className='tabs-m' aria-label={t('nav.main')}>
      <ul>{items.slice(0, 2).map(tab)}<li><Go to={links.register()} className='reg'><span><PlusOutlined aria-hidden='true' /></span>{t('registerTab')}</Go></li>{items.slice(2).map(tab)}</ul>
    </nav>
  )
}

const useShellKeys = (help: () => void, nav: { readonly side: readonly NavItem[] }) => {
  const { t } = useTranslation('shell')
  const go = useGo()
  useKeys([
    { keys: 'r', label: t('register'), run: () => go(links.register()) },
    { keys: 'g d', label: t('keys.go', { place: t('nav.desk') }), run: () => go(links.desk()) },
    { keys: 'g l', label: t('keys.go', { place: t('nav.complaints') }), run: () => go(links.complaints()) },
    { keys: 'g a', label: t('keys.go', { place: t('nav.approvals') }), run: () => go(links.approvals()) },
    { keys: 'g c', label: t('keys.go', { place: t('nav.customers') }), run: () => go(links.customers()) },
    ...(nav.side.some(({ key }) => key === 'feedback') ? [{ keys: 'g f', label: t('keys.go', { place: t('nav.feedback') }), run: () => go(links.feedback()) }] : []),
    { keys: 'g s', label: t('keys.go', { place: t('nav.settings') }), run: () => go(links.settings()) },
    { keys: '?', label: t('keys.title'), run: help },
  ])
}

/** After another screen came up the reading point is its beginning, for the keyboard and for screen readers. */
const useFocusOnArrival = (pathname: string) => {
  const main = useRef<HTMLElement>(null)
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current !== pathname) main.current?.focus({ preventScroll: true })
    last.current = pathname
  }, [pathname])
  return main
}

export const Layout = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation('shell')
  const { pathname } = useLocation()
  const phone = usePhone()
  const [help, setHelp] = useState(false)
  const main = useFocusOnArrival(pathname)
  const nav = useNav()
  const at = placeOf(nav.side, pathname)
  const title = nav.side.find((item) => item.key === at)?.label ?? t('common:product')
  useShellKeys(() => setHelp(true), nav)
  useLiveNotices()
  return (
    <div className={phone ? 'shell phone' : 'shell'}>
      <a className='skip' href='#main'>{t('skip')}</a>
      {!phone && <Side items={nav.side} at={at} />}
      {phone ? <TopPhone title={title} /> : <Top />}
      <main className='main' id='main' tabIndex={-1} ref={main}><WaitingLine />{children}</main>
      {phone && <TabsPhone items={nav.tabs} at={placeOf(nav.tabs, pathname) ?? (at ? 'more' : null)} />}
      {help && <Suspense><KeysHelp open onClose={() => setHelp(false)} /></Suspense>}
    </div>
  )
}
