import { DownOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskItem } from '#contract/casefile.ts'
import { installed } from '#contract/packs.ts'
import { Go, useGo } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { useRows } from '../../app/rows.ts'
import { links } from '../../links.ts'
import { useClockLabel } from '../../modules/clock/clock-label.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { useNow } from '../../ui/now.ts'
import { type Group, type GroupName, grouped } from './groups.ts'

/** Where work that belongs to no case is done. */
const elsewhere = ({ kind, id }: DeskItem) => {
  if (kind === 'liaison') return links.liaisonForm(id)
  if (kind === 'hold' || kind === 'recipients') return links.hold(id)
  if (kind === 'callBack') return links.callBacks('call', id)
  return kind === 'suggestion' ? links.feedback(undefined, 'answer', id) : links.meetings('meeting', id)
}

/** In which panel of its case a thing is done, where not on the case itself. */
const PANEL_OF: Partial<Record<DeskItem['kind'], Parameters<typeof links.complaint>[1]>> = { inquiry: 'inquiry', evidence: 'evidence', chargeBack: 'chargeBack', agreement: 'agreement', payout: 'payout', payment: 'payout', proceeding: 'proceeding', report: 'proceeding', tell: 'inquire', opinion: 'opinion' }

export const whereOf = (item: DeskItem) => {
  if (item.kind === 'approval') return links.approvals()
  if (!item.complaintId) return elsewhere(item)
  const panel = PANEL_OF[item.kind]
  return panel ? links.complaint(item.complaintId, panel, item.id) : links.complaint(item.complaintId)
}

const useVerb = () => {
  const { t } = useTranslation('desk')
  const labelOf = useClockLabel(useAsk(installed, {}).data)
  return (item: DeskItem) => (item.clockKind ? labelOf(item.clockKind) : t(`verb.${item.kind}`))
}

const Row = ({ item, index, on, onPoint }: { readonly item: DeskItem; readonly index: number; readonly on: boolean; readonly onPoint: () => void }) => {
  const term = useTerm()
  const verb = useVerb()
  return (
    <li>
      <Go to={whereOf(item)} className={on ? 'todo-r on' : 'todo-r'} data-row={index} onFocus={onPoint}>
        <span className='ck'>{item.dueAt && <InZone zone={item.timeZone}><Countdown dueAt={item.dueAt} startedAt={item.startedAt} /></InZone>}</span>
        <span className='wh'><b>{verb(item)}</b><span className='who-i'>{item.customerName}</span><span className='wt'>{item.what === item.clockKind ? '' : item.what}</span></span>
        <span className='mt'><span className='no'>{item.number}</span><span>{item.unitName}</span></span>
        <span className='rt'>{item.urgency !== 'general' && <Chip tone={item.urgency === 'critical' ? 'danger' : 'alert'}>{term('urgency', item.urgency)}</Chip>}{on && <kbd>↵</kbd>}</span>
      </Go>
    </li>
  )
}

const GroupHead = ({ group }: { readonly group: Group }) => {
  const { t } = useTranslation('desk')
  const hint = group.name === 'late' ? t('firstThese', { count: group.items.length }) : null
  return <div className={group.name === 'late' ? 'grp hot' : 'grp'}><h2>{t(`group.${group.name}`)}</h2><span>{t('common:count', { count: group.items.length })}</span>{hint && <em>{hint}</em>}</div>
}

const folded = (name: GroupName, open: boolean, only: boolean) => name === 'later' && !open && !only

/** One list of things to do now, sorted by clock. What is for later days is folded away. */
export const Todo = ({ items }: { readonly items: readonly DeskItem[] }) => {
  const { t } = useTranslation('desk')
  const go = useGo()
  const now = useNow()
  const [later, setLater] = useState(false)
  const groups = grouped(items, now)
  const visible = groups.filter((group) => !folded(group.name, later, groups.length === 1))
  const flat = visible.flatMap((group) => group.items)
  const rows = useRows(flat.length, (index) => {
    const item = flat[index]
    if (item) go(whereOf(item))
  })
  const hidden = groups.find((group) => group.name === 'later')?.items.length ?? 0
  return (
    <section className='card todo' aria-label={t('todo')}>
      {items.length === 0 && <Empty title={t('empty.title')} hint={t('empty.hint')} action={<Go to={links.complaints()} className='press plain'>{t('empty.action')}</Go>} />}
      {visible.map((group) => (
        <div key={group.name} className='todo-g'>
          <GroupHead group={group} />
          <ul>{group.items.map((item) => {
            const index = flat.indexOf(item)
            return <Row key={`${item.kind}-${item.id}`} item={item} index={index} on={index === rows.at} onPoint={() => rows.setAt(index)} />
          })}</ul>
        </div>
      ))}
      {hidden > 0 && visible.every((group) => group.name !== 'later') && <button type='button' className='desk-more' onClick={() => setLater(true)}>{t('laterMore', { count: hidden })}<DownOutlined aria-hidden='true' /></button>}
    </section>
  )
}
