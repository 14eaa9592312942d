import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { units } from '#contract/identity.ts'
import { LedgerBy, type LedgerEntry, type LedgerRow, exportLedger, ledger, ledgerEntries, ledgerExports } from '#contract/ledger.ts'
import { Asked } from '../../app/Asked.tsx'
import { call } from '../../app/call.ts'
import { faultOf } from '../../app/fault.ts'
import { Go, usePanel, useUrl } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk, useDo } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { Money } from '../../ui/Money.tsx'
import { useNow } from '../../ui/now.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { localAt, zoneHere } from '../../ui/zone.ts'
import { links } from '../../links.ts'
import { WatchNav } from './WatchNav.tsx'
import '../../modules/stock/stock.css'

const PAGE = 100
const SUMS = ['planned', 'paid', 'issued', 'worth', 'cost', 'received', 'net'] as const

/** `2026-11` of today where the reader is. */
const useThisMonth = () => localAt(zoneHere(), useNow().valueOf()).slice(0, 7)

const useFilter = () => {
  const { params } = useUrl()
  const month = useThisMonth()
  const by = LedgerBy.options.find((each) => each === params['by']) ?? 'category'
  const from = params['from'] ?? `${month.slice(0, 4)}-01`
  return { by, from, to: params['to'] ?? month, unitId: params['unit'] }
}
type Filter = ReturnType<typeof useFilter>
const periodOf = ({ from, to, unitId }: Filter) => ({ from, to, ...(unitId && { unitId }) })

const Narrow = ({ filter }: { readonly filter: Filter }) => {
  const { t } = useTranslation('ledger')
  const { change } = useUrl()
  const places = useAsk(units, {}).data?.items ?? []
  return (
    <search className='watch-f'>
      <SelectField label={t('by')} value={filter.by} onChange={(next) => change({ by: next ?? undefined }, 'replace')} options={LedgerBy.options.map((value) => ({ value, label: t(`of.${value}`) }))} />
      <TextField label={t('from')} type='month' value={filter.from} onChange={(next) => { if (next) change({ from: next }, 'replace') }} />
      <TextField label={t('to')} type='month' value={filter.to} onChange={(next) => { if (next) change({ to: next }, 'replace') }} />
      <SelectField label={t('unit')} clear search value={filter.unitId ?? null} placeholder={t('everyUnit')} onChange={(next) => change({ unit: next ?? undefined }, 'replace')} options={places.map((unit) => ({ value: unit.id, label: unit.name }))} />
    </search>
  )
}

type Sums = Pick<LedgerRow, 'plannedFen' | 'paidFen' | 'issuedFen' | 'worthFen' | 'costFen' | 'receivedFen' | 'netFen'>
/** Nothing is told apart from little at a glance. */
const Sum = ({ fen }: { readonly fen: number }) => (fen === 0 ? <span className='muted'>–</span> : <Money fen={fen} />)
const Cells = ({ of }: { readonly of: Sums }) => <>{SUMS.map((key) => <td key={key} className='num'><Sum fen={of[`${key}Fen`]} /></td>)}</>

const Table = ({ filter, open }: { readonly filter: Filter; readonly open: (panel: string, on?: string) => void }) => {
  const { t } = useTranslation('ledger')
  return (
    <Asked query={useAsk(ledger, { ...periodOf(filter), by: filter.by })} rows={8}>{({ items, total }) => (items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : (
      <ScrollX label={t('title')}><table className='tbl'>
        <thead><tr><th>{t('what')}</th>{SUMS.map((key) => <th key={key} className='num'>{t(key)}</th>)}<th><span className='sr'>{t('look')}</span></th></tr></thead>
        <tbody>{items.map((row) => <tr key={row.key}><td><b>{row.label || t('unknown')}</b></td><Cells of={row} /><td>{row.entries > 0 && <Button size='small' onClick={() => open('lines', row.key || ' ')}>{t('look')}<span className='sr'>{row.label}</span></Button>}</td></tr>)}</tbody>
        <tfoot><tr><td><b>{t('total')}</b></td><Cells of={total} /><td /></tr></tfoot>
      </table></ScrollX>
    ))}</Asked>
  )
}

const Line = ({ one }: { readonly one: LedgerEntry }) => {
  const { t } = useTranslation('ledger')
  const term = useTerm()
  return (
    <li>
      <span>{one.on}</span><b>{term('entryKind', one.kind)}</b>{one.remedyKind && <span>{term('remedyKind', one.remedyKind)}</span>}<Money fen={one.amountFen} />
      <span className='muted'>{one.unitName}</span>{one.complaintNumber && (one.complaintId ? <Go className='link no' to={links.complaint(one.complaintId)}>{one.complaintNumber}</Go> : <span className='no'>{one.complaintNumber}</span>)}<span className='no muted'>{one.reference}</span>{one.exportNo !== null && <span className='muted'>{t('exported', { no: one.exportNo })}</span>}
    </li>
  )
}

const Lines = ({ filter, of }: { readonly filter: Filter; readonly of: string }) => {
  const { t } = useTranslation('ledger')
  const asked = { ...periodOf(filter), by: filter.by, key: of.trim() }
  const query = useInfiniteQuery({
    queryKey: [ledgerEntries.route, asked, 'pages'], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => call(ledgerEntries, { ...asked, limit: PAGE, ...(pageParam && { cursor: pageParam }) }),
    getNextPageParam: (page) => page.next,
  })
  return (
    <>
      <ProblemNote error={query.error} />
      <ul className='sto-l'>{query.data?.pages.flatMap((page) => page.items).map((one) => <Line key={one.id} one={one} />)}</ul>
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('more')}</Button>}
    </>
  )
}

const Export = () => {
  const { t } = useTranslation('ledger')
  const [until, setUntil] = useState('')
  const doing = useDo(exportLedger)
  return (
    <Asked query={useAsk(ledgerExports, {})} rows={5}>{({ items, waiting }) => (
      <>
        <p className='form-lead'>{t('export.lead')}</p>
        <p>{t('export.waiting', { count: waiting })}</p>
        <TextField label={t('export.until')} required type='month' value={until} error={faultOf(doing.error, 'until')} onChange={setUntil} />
        <ProblemNote error={doing.error} />
        <div className='form-end'><ActionButton kind='primary' label={t('export.save')} whyNot={until === '' ? t('export.missing') : null} loading={doing.isPending} onPress={() => doing.mutate({ until })} /></div>
        <ul className='sto-l'>{items.map((one) => <li key={one.id}><span>{t('export.one', { no: one.no, until: one.untilOn, count: one.entries })}</span><Money fen={one.costFen} /><Button size='small' href={links.ledgerFile(one.id, 'csv')}>{t('export.csv')}<span className='sr'>{one.no}</span></Button><Button size='small' href={links.ledgerFile(one.id, 'xlsx')}>{t('export.xlsx')}<span className='sr'>{one.no}</span></Button></li>)}</ul>
      </>
    )}</Asked>
  )
}

const LinesTitle = ({ filter, of }: { readonly filter: Filter; readonly of: string }) => {
  const { t } = useTranslation('ledger')
  const row = useAsk(ledger, { ...periodOf(filter), by: filter.by }).data?.items.find((one) => one.key === of.trim())
  return <>{t('lines', { name: row?.label || t('unknown') })}</>
}

/** G6: what complaints cost, by what they were about, why, where, how and when; each figure opens its lines, each line its case. */
export const LedgerPage = () => {
  const { t } = useTranslation('ledger')
  const can = useCan()
  const filter = useFilter()
  const { panel, on, open, close } = usePanel()
  return (
    <div className='page'>
      <PageHead title={t('title')} sub={t('sub')} actions={can('ledger.export') && <Button onClick={() => open('export')}>{t('export.open')}</Button>} />
      <WatchNav />
      <Narrow filter={filter} />
      <div className='card'><Table filter={filter} open={open} /></div>
      <SidePanel title={panel === 'lines' && on ? <LinesTitle filter={filter} of={on} /> : ''} open={panel === 'lines' && on !== null} onClose={close}>{panel === 'lines' && on && <Lines key={`${filter.by} ${on}`} filter={filter} of={on} />}</SidePanel>
      <SidePanel title={t('export.title')} open={panel === 'export'} onClose={close}>{panel === 'export' && <Export />}</SidePanel>
    </div>
  )
}
