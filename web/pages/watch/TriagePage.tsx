import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { assign, type triage as contract, triage, type TriageItem, waits } from '#contract/attention.ts'
import { installed, type PackView } from '#contract/packs.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go, useGo } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk, useDo } from '../../app/query.ts'
import { useRows } from '../../app/rows.ts'
import { CategoryPicker } from '../../modules/complaint/CategoryPicker.tsx'
import { UrgencyTag } from '../../modules/complaint/UrgencyTag.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { useNow } from '../../ui/now.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { Section } from '../../ui/Section.tsx'
import { links } from '../../links.ts'
import { Proposal } from './Proposal.tsx'
import { WatchNav } from './WatchNav.tsx'

type View = z.infer<typeof contract.output>
const HALF_MINUTE = 30_000
const MINUTE = 60_000
const AN_HOUR = 60
const TELLS = ['message', 'phone', 'none'] as const
type Tell = (typeof TELLS)[number]

/** How long, in the two largest units. */
const useLasting = () => {
  const { t } = useTranslation('attention')
  return (minutes: number) => (minutes < AN_HOUR ? t('triage.minutes', { count: minutes }) : minutes < 48 * AN_HOUR ? t('triage.hours', { count: Math.round((minutes / AN_HOUR) * 10) / 10 }) : t('triage.days', { count: Math.round((minutes / (24 * AN_HOUR)) * 10) / 10 }))
}

const useAssign = (item: TriageItem) => {
  const { t } = useTranslation('attention')
  const [category, setCategory] = useState(item.categoryCode)
  const [to, setTo] = useState<string | null>(null)
  const [tell, setTell] = useState<Tell>('message')
  const doing = useDo(assign)
  const taking = useDo(assign)
  const given = { complaintId: item.complaintId, version: item.version, tell, ...(category && category !== item.categoryCode && { categoryCode: category }) }
  const save = () => { if (to) doing.mutate({ ...given, toPersonId: to }) }
  const take = (toPersonId: string) => taking.mutate({ ...given, toPersonId, asProposed: true })
  return { taking, take, category, setCategory, to, setTo, tell, setTell, doing, save, bar: to ? null : t('triage.toMissing') }
}

/** Sorted and given away from the row; Tab goes through it, Ctrl Enter gives it away. */
const Row = ({ item, index, on, pack, load, onPoint }: { readonly item: TriageItem; readonly index: number; readonly on: boolean; readonly pack: PackView; readonly load: View['load']; readonly onPoint: () => void }) => {
  const { t } = useTranslation('attention')
  const term = useTerm()
  const now = useNow()
  const lasting = useLasting()
  const form = useAssign(item)
  const carries = load.filter((one) => one.id !== item.owner?.id).map((one) => ({ value: one.id, label: t('triage.carries', { name: one.name, unit: one.unitName, open: one.open, overdue: one.overdue }) }))
  return (
    <li className={on ? 'tri on' : 'tri'} data-row={index} onFocus={onPoint} onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.save() }}>
      <div className='tri-h'>
        <UrgencyTag urgency={item.urgency} /><Go className='link no' to={links.complaint(item.complaintId)}>{item.number}</Go><b>{item.customerName}</b><span className='muted'>{item.handledBy ? `${item.unitName} → ${item.handledBy.name}` : item.unitName}　{term('channel', item.channel)}</span>
        <span className='tri-t'>{t('triage.since', { time: lasting(Math.max(0, Math.round((now - Date.parse(item.since)) / MINUTE))) })}{item.dueAt && <InZone zone={item.timeZone}>　<Countdown dueAt={item.dueAt} /></InZone>}</span>
      </div>
      <p className='tri-w'>{item.words}</p>
      {item.pending && <p className='muted'>{t('triage.pending', { from: item.owner?.name ?? '', to: item.pending.name })}</p>}
      {item.ownerAway && <p className='muted'>{t('assigning:ownerAway', { name: item.owner?.name ?? '' })}</p>}
      <Proposal item={item} busy={form.taking.isPending} onTake={form.take} />
      <div className='tri-f'>
        <div><label className='sr' htmlFor={`tri-c-${item.complaintId}`}>{t('triage.categoryOf', { number: item.number })}</label><CategoryPicker id={`tri-c-${item.complaintId}`} categories={pack.categories} value={form.category} onChange={form.setCategory} /></div>
        <Select aria-label={t('triage.toOf', { number: item.number })} value={form.to} placeholder={t('triage.to')} showSearch={{ optionFilterProp: 'label' }} options={carries} onChange={(id: string) => form.setTo(id)} />
        <Select aria-label={t('triage.tellOf', { number: item.number })} value={form.tell} options={TELLS.map((value) => ({ value, label: term('tellHow', value) }))} onChange={(how: Tell) => form.setTell(how)} />
        <ActionButton kind='primary' label={<>{t('triage.assign')}<span className='sr'>{item.number}</span></>} whyNot={form.bar} loading={form.doing.isPending} onPress={form.save} />
      </div>
      <ProblemNote error={form.doing.error ?? form.taking.error} />
    </li>
  )
}

const Queue = ({ view, pack }: { readonly view: View; readonly pack: PackView }) => {
  const { t } = useTranslation('attention')
  const go = useGo()
  const { at, setAt } = useRows(view.items.length, (index) => { const item = view.items[index]; if (item) go(links.complaint(item.complaintId)) })
  if (view.items.length === 0) return <div className='card'><Empty title={t('triage.none')} hint={t('triage.noneHint')} /></div>
  return <ol className='card tris' aria-label={t('triage.title')}>{view.items.map((item, index) => <Row key={`${item.complaintId} ${item.version}`} item={item} index={index} on={index === at} pack={pack} load={view.load} onPoint={() => setAt(index)} />)}</ol>
}

const Load = ({ load }: { readonly load: View['load'] }) => {
  const { t } = useTranslation('attention')
  return (
    <Section title={t('triage.load')}>
      <table className='tbl'><thead><tr><th>{t('triage.name')}</th><th className='r'>{t('triage.open')}</th><th className='r'>{t('triage.overdue')}</th></tr></thead>
        <tbody>{load.map((one) => <tr key={one.id}><td>{one.name}<br /><span className='muted'>{one.unitName}</span></td><td className='r num'><Go className='link' to={links.complaints({ view: 'open', owner: one.id })}>{one.open}</Go></td><td className={one.overdue > 0 ? 'r num hot-t' : 'r num'}>{one.overdue}</td></tr>)}</tbody></table>
    </Section>
  )
}

const Waits = () => {
  const { t } = useTranslation('attention')
  const lasting = useLasting()
  const items = useAsk(waits, {}).data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section title={t('triage.waits')}>
      <ScrollX label={t('triage.waits')}><table className='tbl'><thead><tr><th>{t('triage.month')}</th><th>{t('triage.unit')}</th><th className='r'>{t('triage.count')}</th><th className='r'>{t('triage.median')}</th><th className='r'>{t('triage.longest')}</th></tr></thead>
        <tbody>{items.map((one) => <tr key={`${one.unitId} ${one.month}`}><td className='num watch-m'>{one.month}</td><td>{one.unitName}</td><td className='r num'>{one.count}</td><td className='r num'>{lasting(one.median)}</td><td className='r num'>{lasting(one.longest)}</td></tr>)}</tbody></table></ScrollX>
    </Section>
  )
}

/** E15: what nobody looks after yet, or what waits to be taken on; sorted and given away here. */
export const TriagePage = () => {
  const { t } = useTranslation('attention')
  const query = useAsk(triage, {}, { refetchInterval: HALF_MINUTE })
  const pack = useAsk(installed, {})
  return (
    <div className='page'>
      <PageHead title={t('triage.title')} sub={query.data ? t('triage.sub', { count: query.data.items.length }) : ' '} />
      <WatchNav />
      <Asked query={query} rows={8}>{(view) => <Asked query={pack} rows={8}>{(known) => <div className='tri-grid'><Queue view={view} pack={known} /><aside><Load load={view.load} /><Waits /></aside></div>}</Asked>}</Asked>
    </div>
  )
}
