import { SearchOutlined } from '@ant-design/icons'
import { Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Inquiry, InquiryState, inquiryList } from '#contract/inquiry.ts'
import { InquiryKind } from '#contract/inquiry-kinds.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go, useUrl } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { links } from '../../links.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { useSettled } from '../../ui/settled.ts'
import { When } from '../../ui/When.tsx'
import { WatchNav } from './WatchNav.tsx'

const MINUTE = 60_000
const MOST = 200

const Row = ({ one }: { readonly one: Inquiry }) => {
  const term = useTerm()
  return (
    <tr>
      <td className='no'><Go className='link' to={links.complaint(one.complaintId, 'inquiry', one.id)}>{one.number}</Go></td>
      <td><b>{term('inquiryKind', one.details.kind)}</b><br /><span className='muted'>{one.result ?? one.what}</span></td>
      <td>{one.customerName}</td><td>{one.owner.name}<br /><span className='muted'>{one.unitName}</span></td>
      <td><InZone zone={one.timeZone}>{one.state === 'open' ? <><When at={one.dueAt} end /><br /><Countdown dueAt={one.dueAt} startedAt={one.askedAt} /></> : <><Chip tone={one.state === 'done' ? 'good' : 'plain'}>{term('inquiryState', one.state)}</Chip>　{one.ended && <When at={one.ended.at} />}</>}</InZone></td>
    </tr>
  )
}

/** Everything that is being found out, or was, in sight. */
export const InquiriesPage = () => {
  const { t } = useTranslation('inquiry')
  const term = useTerm()
  const { params, change } = useUrl()
  const [q, setQ] = useState(params['q'] ?? '')
  const asked = useSettled(q.trim())
  const state = InquiryState.options.find((each) => each === params['state']) ?? 'open'
  const kind = InquiryKind.options.find((each) => each === params['kind'])
  const mine = params['mine'] === '1'
  const query = useAsk(inquiryList, { state, limit: MOST, ...(kind && { kind }), ...(mine && { mine: '1' as const }), ...(asked && { q: asked }) }, { refetchInterval: MINUTE })
  return (
    <div className='page'>
      <PageHead title={t('page.title')} sub={query.data ? t('page.sub', { open: query.data.open, late: query.data.lateOpen }) : ' '} />
      <WatchNav />
      <search className='watch-f'>
        <Input type='search' prefix={<SearchOutlined aria-hidden='true' />} value={q} onChange={(event) => setQ(event.target.value)} placeholder={t('page.find')} aria-label={t('page.find')} />
        <SelectField label={<span className='sr'>{t('page.state')}</span>} value={state} onChange={(next) => change({ state: next === 'open' ? undefined : next ?? undefined }, 'replace')} options={InquiryState.options.map((value) => ({ value, label: term('inquiryState', value) }))} />
        <SelectField label={<span className='sr'>{t('page.kind')}</span>} clear value={kind ?? null} placeholder={t('page.everyKind')} onChange={(next) => change({ kind: next ?? undefined }, 'replace')} options={InquiryKind.options.map((value) => ({ value, label: term('inquiryKind', value) }))} />
        <Checkbox checked={mine} onChange={(event) => change({ mine: event.target.checked ? '1' : undefined }, 'replace')}>{t('page.mine')}</Checkbox>
      </search>
      <div className='card'>
        <Asked query={query} rows={8}>{({ items }) => (items.length === 0 ? <Empty title={t('page.none')} hint={t('page.noneHint')} /> : (
          <ScrollX label={t('page.title')}><table className='tbl'>
            <thead><tr>{(['number', 'what', 'customer', 'owner', 'due'] as const).map((column) => <th key={column}>{t(`page.${column}`)}</th>)}</tr></thead>
            <tbody>{items.map((one) => <Row key={one.id} one={one} />)}</tbody>
          </table></ScrollX>
        ))}</Asked>
      </div>
    </div>
  )
}
