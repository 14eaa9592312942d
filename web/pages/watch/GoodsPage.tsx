import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Goods, GoodsState, goodsList } from '#contract/custody.ts'
import { units } from '#contract/identity.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go, useUrl } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { weightWords } from '../../app/weight.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { useSettled } from '../../ui/settled.ts'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { WatchNav } from './WatchNav.tsx'

const MINUTE = 60_000
const MOST = 200

const Row = ({ one }: { readonly one: Goods }) => {
  const term = useTerm()
  return (
    <tr>
      <td className='no'><Go className='link' to={links.complaint(one.complaintId, 'goods', one.id)}>{one.number}</Go></td>
      <td><b>{one.what}</b><br /><span className='muted'>{[term('goodsKind', one.kind), weightWords(one.weight, term), one.seal].filter(Boolean).join('　')}</span></td>
      <td>{one.customerName}</td><td>{one.unitName}<br /><span className='muted'>{[one.place, one.holder?.name].filter(Boolean).join('　')}</span></td>
      <td><InZone zone={one.timeZone}>{one.state === 'held' ? <><When at={one.returnBy} end /><br /><Countdown dueAt={one.returnBy} startedAt={one.takenAt} /></> : <><Chip tone={one.state === 'lost' ? 'danger' : 'good'}>{term('goodsState', one.state)}</Chip>　{one.ended && <When at={one.ended.at} />}</>}</InZone></td>
    </tr>
  )
}

/** Everything of customers that is with us, by unit, and what to give back next; a receipt is found by its number. */
export const GoodsPage = () => {
  const { t } = useTranslation('custody')
  const term = useTerm()
  const { params, change } = useUrl()
  const [q, setQ] = useState(params['q'] ?? '')
  const asked = useSettled(q.trim())
  const state = GoodsState.options.find((each) => each === params['state']) ?? 'held'
  const query = useAsk(goodsList, { state, limit: MOST, ...(asked && { q: asked }), ...(params['unit'] && { unitId: params['unit'] }) }, { refetchInterval: MINUTE })
  const places = useAsk(units, {}).data?.items ?? []
  return (
    <div className='page'>
      <PageHead title={t('page.title')} sub={query.data ? t('page.sub', { held: query.data.held, late: query.data.lateHeld }) : ' '} />
      <WatchNav />
      <search className='watch-f'>
        <Input type='search' prefix={<SearchOutlined aria-hidden='true' />} value={q} onChange={(event) => setQ(event.target.value)} placeholder={t('page.find')} aria-label={t('page.find')} />
        <SelectField label={<span className='sr'>{t('page.state')}</span>} value={state} onChange={(next) => change({ state: next === 'held' ? undefined : next ?? undefined }, 'replace')} options={GoodsState.options.map((value) => ({ value, label: term('goodsState', value) }))} />
        <SelectField label={<span className='sr'>{t('page.unit')}</span>} clear search value={params['unit'] ?? null} placeholder={t('page.everyUnit')} onChange={(unit) => change({ unit: unit ?? undefined }, 'replace')} options={places.map((one) => ({ value: one.id, label: one.name }))} />
      </search>
      <div className='card'>
        <Asked query={query} rows={8}>{({ items }) => (items.length === 0 ? <Empty title={t('page.none')} hint={t('page.noneHint')} /> : (
          <ScrollX label={t('page.title')}><table className='tbl'>
            <thead><tr>{(['number', 'what', 'customer', 'where', 'returnBy'] as const).map((column) => <th key={column}>{t(`page.${column}`)}</th>)}</tr></thead>
            <tbody>{items.map((one) => <Row key={one.id} one={one} />)}</tbody>
          </table></ScrollX>
        ))}</Asked>
      </div>
    </div>
  )
}
