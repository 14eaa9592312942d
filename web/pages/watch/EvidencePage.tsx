import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Evidence, Keeping, evidenceList } from '#contract/evidence.ts'
import { EvidenceKind } from '#contract/evidence-pack.ts'
import { units } from '#contract/identity.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go, useUrl } from '../../app/Go.tsx'
import { say, useTerm } from '../../app/i18n.ts'
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

const Row = ({ one }: { readonly one: Evidence }) => {
  const term = useTerm()
  return (
    <tr>
      <td className='no'><Go className='link' to={links.complaint(one.complaintId, 'evidence', one.id)}>{one.number}</Go></td>
      <td><b>{one.what}</b><br /><span className='muted'>{[term('evidenceKind', one.kind), one.seal].filter(Boolean).join('　')}</span></td>
      <td>{one.customerName}</td><td>{one.unitName}<br /><span className='muted'>{[one.place, one.holder?.name ?? one.holderName].filter(Boolean).join('　')}</span></td>
      <td><InZone zone={one.timeZone}>{one.clock ? <><When at={one.clock.until} end />{one.clock.label && <span className='muted'>　{say(one.clock.label)}</span>}<br />{one.keeping === 'running' ? <Countdown dueAt={one.clock.until} startedAt={one.clock.from} /> : <Chip tone={one.keeping === 'expired' ? 'danger' : one.keeping === 'secured' ? 'good' : 'plain'}>{term('keeping', one.keeping)}</Chip>}</> : <Chip>{term('keeping', one.keeping)}</Chip>}</InZone></td>
    </tr>
  )
}

/** Evidence in sight that will not be there for ever, what goes first first. */
export const EvidencePage = () => {
  const { t } = useTranslation('evidence')
  const term = useTerm()
  const { params, change } = useUrl()
  const [q, setQ] = useState(params['q'] ?? '')
  const asked = useSettled(q.trim())
  const keeping = Keeping.options.find((each) => each === params['keeping'])
  const kind = EvidenceKind.options.find((each) => each === params['kind'])
  const query = useAsk(evidenceList, { limit: MOST, ...(keeping && { keeping }), ...(kind && { kind }), ...(asked && { q: asked }), ...(params['unit'] && { unitId: params['unit'] }) }, { refetchInterval: MINUTE })
  const places = useAsk(units, {}).data?.items ?? []
  return (
    <div className='page'>
      <PageHead title={t('page.title')} sub={query.data ? t('page.sub', { running: query.data.running, soon: query.data.soon, expired: query.data.expired }) : ' '} />
      <WatchNav />
      <search className='watch-f'>
        <Input type='search' prefix={<SearchOutlined aria-hidden='true' />} value={q} onChange={(event) => setQ(event.target.value)} placeholder={t('page.find')} aria-label={t('page.find')} />
        <SelectField label={<span className='sr'>{t('page.keeping')}</span>} clear value={keeping ?? null} placeholder={t('page.expiring')} onChange={(next) => change({ keeping: next ?? undefined }, 'replace')} options={Keeping.options.map((value) => ({ value, label: term('keeping', value) }))} />
        <SelectField label={<span className='sr'>{t('page.kind')}</span>} clear value={kind ?? null} placeholder={t('page.everyKind')} onChange={(next) => change({ kind: next ?? undefined }, 'replace')} options={EvidenceKind.options.map((value) => ({ value, label: term('evidenceKind', value) }))} />
        <SelectField label={<span className='sr'>{t('page.unit')}</span>} clear search value={params['unit'] ?? null} placeholder={t('page.everyUnit')} onChange={(unit) => change({ unit: unit ?? undefined }, 'replace')} options={places.map((one) => ({ value: one.id, label: one.name }))} />
      </search>
      <div className='card'>
        <Asked query={query} rows={8}>{({ items }) => (items.length === 0 ? <Empty title={t('page.none')} hint={t('page.noneHint')} /> : (
          <ScrollX label={t('page.title')}><table className='tbl'>
            <thead><tr>{(['number', 'what', 'customer', 'where', 'until'] as const).map((column) => <th key={column}>{t(`page.${column}`)}</th>)}</tr></thead>
            <tbody>{items.map((one) => <Row key={one.id} one={one} />)}</tbody>
          </table></ScrollX>
        ))}</Asked>
      </div>
    </div>
  )
}
