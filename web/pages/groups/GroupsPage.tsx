import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type GroupItem, groups } from '#contract/grouping.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go, useGo, usePanel, useUrl } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { links } from '../../links.ts'
import { GroupForm } from './GroupForm.tsx'
import './groups.css'

const Item = ({ item }: { readonly item: GroupItem }) => {
  const { t } = useTranslation('groups')
  const term = useTerm()
  return (
    <li>
      <Go to={links.group(item.id)}><b>{item.name}</b></Go>
      <p>{item.causeWords}</p>
      <p className='muted grp-l'><Chip>{term('groupCause', item.cause)}</Chip><span>{t('cases', { count: item.members })}</span><span>{t('answeredOf', { answered: item.answered, count: item.members })}</span>{item.lot && <span>{t('lot', { lot: item.lot })}</span>}{item.lead && <span>{t('lead', { name: item.lead.name })}</span>}</p>
    </li>
  )
}

/** A17: cases of one cause. */
export const GroupsPage = () => {
  const { t } = useTranslation('groups')
  const can = useCan()
  const go = useGo()
  const { params } = useUrl()
  const { panel, open, close } = usePanel()
  const ended = params['ended'] === '1'
  const asked = useAsk(groups, ended ? { ended: '1' } : {})
  const views = [[links.groups(), t('open'), !ended], [links.groups(true), t('ended'), ended]] as const
  return (
    <div className='page narrow'>
      <PageHead title={t('title')} sub={t('sub')} actions={can('grouping.create') && <Button type='primary' onClick={() => open('new')}>{t('new')}</Button>} />
      <nav className='seg grp-v' aria-label={t('views')}>{views.map(([to, label, on]) => <Go key={to} to={to} {...(on ? { className: 'on', 'aria-current': 'page' as const } : {})}>{label}</Go>)}</nav>
      <div className='card'>
        <Asked query={asked}>{({ items }) => (items.length > 0 ? <ul className='grp' aria-label={t('list')}>{items.map((item) => <Item key={item.id} item={item} />)}</ul> : <Empty title={t(ended ? 'noneEnded' : 'none')} hint={ended ? undefined : t('noneHint')} />)}</Asked>
      </div>
      <SidePanel title={t('new')} open={panel === 'new'} onClose={close}><GroupForm onDone={(made) => go(links.group(made.id), 'replace')} /></SidePanel>
    </div>
  )
}
