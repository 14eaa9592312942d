import { SearchOutlined } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PayWay, type Payout, PayoutState, payoutRule, payoutSums, payouts, setPayoutRule } from '#contract/payout.ts'
import { Asked, Bones } from '../../app/Asked.tsx'
import { call } from '../../app/call.ts'
import { Go, usePanel, useUrl } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk, useDo } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { toneOf } from '../../modules/payout/TaskPayouts.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { Money } from '../../ui/Money.tsx'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useSettled } from '../../ui/settled.ts'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { WatchNav } from './WatchNav.tsx'

const PAGE = 50
const MINUTE = 60_000

interface Filter { readonly state?: PayoutState; readonly way?: PayWay; readonly q?: string }

const usePayouts = (filter: Filter) => useInfiniteQuery({
  queryKey: [payouts.route, filter, 'pages'], initialPageParam: '', placeholderData: keepPreviousData, refetchInterval: MINUTE,
  queryFn: ({ pageParam }) => call(payouts, { ...filter, limit: PAGE, ...(pageParam && { cursor: pageParam }) }),
  getNextPageParam: (page) => page.next,
})

const Row = ({ one }: { readonly one: Payout }) => {
  const { t } = useTranslation('payout')
  const term = useTerm()
  return (
    <tr>
      <td className='no'><Go className='link' to={links.complaint(one.complaintId, 'payout', one.id)}>{one.number}</Go><br /><span className='muted'>{one.unitName}</span></td>
      <td><b>{one.payee ?? t('one.kept')}</b><br /><span className='muted'>{[term('payWay', one.way), one.account].filter(Boolean).join('　')}</span></td>
      <td className='num'><Money fen={one.amountFen} /></td>
      <td>{one.askedBy?.name}<br /><span className='muted'><InZone zone={one.timeZone}><When at={one.askedAt} /></InZone></span></td>
      <td><Chip tone={toneOf(one)}>{term('payoutState', one.state)}</Chip>{one.paid && <><br /><span className='muted'>{[one.paid.on, one.paid.reference].filter(Boolean).join('　')}</span></>}</td>
    </tr>
  )
}

const useFilter = () => {
  const { params } = useUrl()
  const [q, setQ] = useState(params['q'] ?? '')
  const asked = useSettled(q.trim())
  const state = PayoutState.options.find((each) => each === params['state'])
  const way = PayWay.options.find((each) => each === params['way'])
  const filter: Filter = { ...(state && { state }), ...(way && { way }), ...(asked && { q: asked }) }
  return { q, setQ, filter }
}

const Narrow = ({ q, setQ, filter }: ReturnType<typeof useFilter>) => {
  const { t } = useTranslation('payout')
  const term = useTerm()
  const { change } = useUrl()
  return (
    <search className='watch-f'>
      <Input type='search' prefix={<SearchOutlined aria-hidden='true' />} value={q} onChange={(event) => setQ(event.target.value)} placeholder={t('page.find')} aria-label={t('page.find')} />
      <SelectField label={<span className='sr'>{t('page.state')}</span>} clear value={filter.state ?? null} placeholder={t('page.everyState')} onChange={(next) => change({ state: next ?? undefined }, 'replace')} options={PayoutState.options.map((value) => ({ value, label: term('payoutState', value) }))} />
      <SelectField label={<span className='sr'>{t('page.way')}</span>} clear value={filter.way ?? null} placeholder={t('page.everyWay')} onChange={(next) => change({ way: next ?? undefined }, 'replace')} options={PayWay.options.map((value) => ({ value, label: term('payWay', value) }))} />
    </search>
  )
}

const RuleForm = ({ rule, onDone }: { readonly rule: { readonly limitFen: number; readonly version: number }; readonly onDone: () => void }) => {
  const { t } = useTranslation('payout')
  const [limitFen, setLimit] = useState<number | null>(rule.limitFen)
  const doing = useDo(setPayoutRule, onDone)
  return (
    <>
      <p className='form-lead'>{t('rule.hint')}</p>
      <MoneyInput label={t('rule.limit')} required valueFen={limitFen} onChange={setLimit} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('rule.save')} whyNot={limitFen === null ? t('rule.missing') : null} loading={doing.isPending} onPress={() => { if (limitFen !== null) doing.mutate({ limitFen, version: rule.version }) }} /></div>
    </>
  )
}

const Rule = ({ onDone }: { readonly onDone: () => void }) => <Asked query={useAsk(payoutRule, {})} rows={3}>{(rule) => <RuleForm key={rule.version} rule={rule} onDone={onDone} />}</Asked>

/** Money that leaves: what waits for an approval, what is to be paid, and what was. */
export const PayoutsPage = () => {
  const { t } = useTranslation('payout')
  const can = useCan()
  const { panel, open, close } = usePanel()
  const narrowing = useFilter()
  const query = usePayouts(narrowing.filter)
  const all = useAsk(payoutSums, {}).data?.items
  const count = (state: PayoutState) => all?.find((one) => one.state === state)?.count ?? 0
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className='page'>
      <PageHead title={t('page.title')} sub={all ? t('page.sub', { asked: count('asked'), approved: count('approved') }) : ' '} actions={can('payout.setRule') && <Button onClick={() => open('rule')}>{t('rule.open')}</Button>} />
      <WatchNav />
      <Narrow {...narrowing} />
      <div className='card'>
        {query.isPending && <Bones rows={8} />}
        {query.isError && <ProblemNote error={query.error} />}
        {query.isSuccess && items.length === 0 && <Empty title={t('page.none')} hint={t('page.noneHint')} />}
        {items.length > 0 && <ScrollX label={t('page.title')}><table className='tbl'>
          <thead><tr>{(['number', 'who', 'amount', 'asked', 'stateColumn'] as const).map((column) => <th key={column} className={column === 'amount' ? 'num' : undefined}>{t(`page.${column}`)}</th>)}</tr></thead>
          <tbody>{items.map((one) => <Row key={one.id} one={one} />)}</tbody>
        </table></ScrollX>}
        {query.hasNextPage && <div className='card-b'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('page.more')}</Button></div>}
      </div>
      <SidePanel title={t('rule.title')} open={panel === 'rule'} onClose={close}>{panel === 'rule' && <Rule onDone={close} />}</SidePanel>
    </div>
  )
}
