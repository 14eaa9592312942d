import { SearchOutlined } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { units } from '#contract/identity.ts'
import { type Issue, type Lot, giftKinds, issues, stock } from '#contract/stock.ts'
import { Bones } from '../../app/Asked.tsx'
import { call } from '../../app/call.ts'
import { Go, usePanel, useUrl } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { KindForm, LotPanel, ReceiveForm } from '../../modules/stock/KeepForms.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { Money } from '../../ui/Money.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { Section } from '../../ui/Section.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useSettled } from '../../ui/settled.ts'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { WatchNav } from './WatchNav.tsx'

const PAGE = 50
const TONES = { good: 'good', low: 'warn', expiring: 'warn', expired: 'alert' } as const

const LotRow = ({ lot, onOpen }: { readonly lot: Lot; readonly onOpen: () => void }) => {
  const { t } = useTranslation('stock')
  const term = useTerm()
  return (
    <tr>
      <td><b>{lot.kind.name}</b><br /><span className='muted'>{term('giftForm', lot.kind.form)}</span></td><td>{lot.unitName}</td><td className='num'><Money fen={lot.kind.worthFen} /></td><td className='num'>{lot.quantity}</td>
      <td>{lot.expiresOn}</td><td><Chip tone={TONES[lot.standing]}>{term('stockStanding', lot.standing)}</Chip></td><td><Button size='small' onClick={onOpen}>{t('lot.look')}<span className='sr'>{lot.kind.name}</span></Button></td>
    </tr>
  )
}

const Kinds = ({ open }: { readonly open: (panel: string, on?: string) => void }) => {
  const { t } = useTranslation('stock')
  const items = useAsk(giftKinds, { retired: '1' }).data?.items ?? []
  if (items.length === 0) return null
  return (
    <div className='sto-k'><Section title={t('page.kinds')} count={items.length}>
      <div className='card-b'><ul className='sto-l'>{items.map((kind) => <li key={kind.id}><b>{kind.name}</b><Money fen={kind.worthFen} />{kind.retired && <span className='muted'>{t('kind.retired')}</span>}<Button size='small' onClick={() => open('kind', kind.id)}>{t('kind.edit', { name: kind.name })}</Button></li>)}</ul></div>
    </Section></div>
  )
}

const Here = ({ unitId, open }: { readonly unitId: string | undefined; readonly open: (panel: string, on?: string) => void }) => {
  const { t } = useTranslation('stock')
  const query = useAsk(stock, { ...(unitId && { unitId }) })
  const items = query.data?.items ?? []
  return (
    <div className='card'>
      {query.isPending && <Bones rows={6} />}
      {query.isError && <ProblemNote error={query.error} />}
      {query.isSuccess && items.length === 0 && <Empty title={t('page.none')} hint={t('page.noneHint')} />}
      {items.length > 0 && <ScrollX label={t('page.here')}><table className='tbl'>
        <thead><tr><th>{t('page.kind')}</th><th>{t('page.unit')}</th><th className='num'>{t('page.worth')}</th><th className='num'>{t('page.quantity')}</th><th>{t('page.expires')}</th><th>{t('page.standing')}</th><th><span className='sr'>{t('lot.step')}</span></th></tr></thead>
        <tbody>{items.map((lot) => <LotRow key={lot.id} lot={lot} onOpen={() => open('lot', lot.id)} />)}</tbody>
      </table></ScrollX>}
    </div>
  )
}

const IssueRow = ({ one }: { readonly one: Issue }) => {
  const { t } = useTranslation('stock')
  return (
    <tr>
      <td className='no'><Go className='link' to={links.complaint(one.complaintId)}>{one.number}</Go><br /><span className='muted'>{one.unitName}</span></td>
      <td><b>{one.kindName}</b> × {one.quantity}<br /><span className='muted no'>{one.codes.join(' ')}</span></td><td className='num'><Money fen={one.worthFen} />{one.returned > 0 && <><br /><span className='muted'>{t('issue.back', { count: one.returned })}</span></>}</td>
      <td>{one.recipient}<br /><span className='muted'>{one.signatureId ? t('issue.signed') : one.unsignedWhy}</span></td><td>{one.by?.name}<br /><span className='muted'><InZone zone={one.timeZone}><When at={one.at} /></InZone></span></td>
    </tr>
  )
}

const useIssues = (filter: { readonly unitId?: string; readonly q?: string }) => useInfiniteQuery({
  queryKey: [issues.route, filter, 'pages'], initialPageParam: '', placeholderData: keepPreviousData,
  queryFn: ({ pageParam }) => call(issues, { ...filter, limit: PAGE, ...(pageParam && { cursor: pageParam }) }),
  getNextPageParam: (page) => page.next,
})

const Register = ({ unitId }: { readonly unitId: string | undefined }) => {
  const { t } = useTranslation('stock')
  const [q, setQ] = useState('')
  const asked = useSettled(q.trim())
  const query = useIssues({ ...(unitId && { unitId }), ...(asked && { q: asked }) })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <search className='watch-f'><Input type='search' prefix={<SearchOutlined aria-hidden='true' />} value={q} onChange={(event) => setQ(event.target.value)} placeholder={t('page.find')} aria-label={t('page.find')} /></search>
      <div className='card'>
        {query.isPending && <Bones rows={6} />}
        {query.isError && <ProblemNote error={query.error} />}
        {query.isSuccess && items.length === 0 && <Empty title={t('page.nothing')} hint={t('page.nothingHint')} />}
        {items.length > 0 && <ScrollX label={t('page.register')}><table className='tbl'>
          <thead><tr><th>{t('page.number')}</th><th>{t('page.what')}</th><th className='num'>{t('page.worth')}</th><th>{t('page.to')}</th><th>{t('page.by')}</th></tr></thead>
          <tbody>{items.map((one) => <IssueRow key={one.id} one={one} />)}</tbody>
        </table></ScrollX>}
        {query.hasNextPage && <div className='card-b'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('page.more')}</Button></div>}
      </div>
    </>
  )
}

const VIEWS = ['here', 'register'] as const

const Panel = () => {
  const { t } = useTranslation('stock')
  const can = useCan()
  const { panel, on, close } = usePanel()
  const kind = useAsk(giftKinds, { retired: '1' }).data?.items.find((each) => each.id === on) ?? null
  return (
    <>
      <SidePanel title={kind ? t('kind.edit', { name: kind.name }) : t('kind.add')} open={panel === 'kind'} onClose={close}>{panel === 'kind' && (on === null || kind) && <KindForm key={kind ? `${kind.id} ${kind.version}` : 'add'} one={on === null ? null : kind} onDone={close} />}</SidePanel>
      <SidePanel title={t('receive.title')} open={panel === 'receive'} onClose={close}>{panel === 'receive' && <ReceiveForm onDone={close} />}</SidePanel>
      <SidePanel title={t('page.here')} open={panel === 'lot' && on !== null} onClose={close}>{panel === 'lot' && on && <LotPanel key={on} id={on} mayKeep={can('stock.count')} />}</SidePanel>
    </>
  )
}

/** G2: gifts and coupons, what lies where, and to whom it went. */
export const StockPage = () => {
  const { t } = useTranslation('stock')
  const can = useCan()
  const { params, change } = useUrl()
  const { open } = usePanel()
  const all = useAsk(stock, {}).data?.items ?? []
  const places = useAsk(units, {}).data?.items ?? []
  const view = VIEWS.find((each) => each === params['view']) ?? 'here'
  const count = (standing: Lot['standing']) => all.filter((lot) => lot.standing === standing).length
  return (
    <div className='page'>
      <PageHead title={t('page.title')} sub={t('page.sub', { low: count('low'), expiring: count('expiring') + count('expired') })} actions={can('stock.receive') && <><Button onClick={() => open('kind')}>{t('page.addKind')}</Button><Button type='primary' onClick={() => open('receive')}>{t('page.receive')}</Button></>} />
      <WatchNav />
      <div className='watch-f'>
        <Radio.Group optionType='button' aria-label={t('page.view')} value={view} onChange={(event) => change({ view: event.target.value === 'here' ? undefined : String(event.target.value) }, 'replace')} options={VIEWS.map((value) => ({ value, label: t(`page.${value}`) }))} />
        <SelectField label={<span className='sr'>{t('page.unit')}</span>} clear search value={params['unit'] ?? null} placeholder={t('page.everyUnit')} onChange={(next) => change({ unit: next ?? undefined }, 'replace')} options={places.map((unit) => ({ value: unit.id, label: unit.name }))} />
      </div>
      {view === 'here' ? <Here unitId={params['unit']} open={open} /> : <Register unitId={params['unit']} />}
      {view === 'here' && can('stock.changeKind') && <Kinds open={open} />}
      <Panel />
    </div>
  )
}
