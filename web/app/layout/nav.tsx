import { AppstoreOutlined, AuditOutlined, BarChartOutlined, EyeOutlined, FileTextOutlined, HomeOutlined, LikeOutlined, SettingOutlined, TeamOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { desk } from '#contract/casefile.ts'
import { links } from '../../links.ts'
import { useAsk } from '../query.ts'
import { useCan } from '../session.tsx'

export interface NavItem {
  readonly key: 'desk' | 'complaints' | 'approvals' | 'customers' | 'feedback' | 'watch' | 'figures' | 'settings' | 'more'
  readonly to: string
  readonly icon: ReactNode
  readonly label: string
  readonly count: number
  /** Something is overdue: the count is drawn in vermilion. */
  readonly hot: boolean
}

const MINUTE = 60_000

const useCounts = () => {
  const { data } = useAsk(desk, {}, { refetchInterval: MINUTE })
  return {
    late: data?.items.filter((item) => item.state === 'late').length ?? 0,
    open: data?.figures.open ?? 0,
    approvals: data?.items.filter((item) => item.kind === 'approval' || item.kind === 'extension').length ?? 0,
  }
}

/** The places of one entry lie beside one another. */
const WATCH = '/watch/'
const underPath = (pathname: string, to: string) => (to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`) || (to.startsWith(WATCH) && pathname.startsWith(WATCH)))

/** Which place of the navigation a URL belongs to. */
export const placeOf = (items: readonly NavItem[], pathname: string) => items.find((item) => underPath(pathname, item.to))?.key ?? null

/** The main navigation, in its order; only what one may use. */
export const useNav = (): { readonly side: readonly NavItem[]; readonly tabs: readonly NavItem[] } => {
  const { t } = useTranslation('shell')
  const can = useCan()
  const counts = useCounts()
  const item = (key: NavItem['key'], to: string, icon: ReactNode, count = 0, hot = false): NavItem => ({ key, to, icon, label: t(`nav.${key}`), count, hot })
  const home = item('desk', links.desk(), <HomeOutlined aria-hidden='true' />, counts.late, true)
  const complaints = item('complaints', links.complaints(), <FileTextOutlined aria-hidden='true' />, counts.open)
  const approvals = item('approvals', links.approvals(), <AuditOutlined aria-hidden='true' />, counts.approvals)
  const customers = item('customers', links.customers(), <TeamOutlined aria-hidden='true' />)
  const feedback = item('feedback', links.feedback(), <LikeOutlined aria-hidden='true' />)
  const figures = item('figures', links.figures(), <BarChartOutlined aria-hidden='true' />)
  const watch = item('watch', links.watch(can), <EyeOutlined aria-hidden='true' />)
  const settings = item('settings', links.settings(), <SettingOutlined aria-hidden='true' />)
  const more = item('more', links.more(), <AppstoreOutlined aria-hidden='true' />)
  const approves = can('authority.approve')
  const decides = approves || can('clock.decideExtension')
  return { side: [home, complaints, ...(decides ? [approvals] : []), customers, ...(can('feedback.read') ? [feedback] : []), ...(can('custody.read') || can('inquiry.read') ? [watch] : []), ...(can('analytics.read') ? [figures] : []), settings], tabs: [home, complaints, approves ? approvals : customers, more] }
}
