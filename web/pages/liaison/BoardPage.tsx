import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { board, type FormState, forms, type LiaisonLine } from '#contract/liaison.ts'
import { Bones } from '../../app/Asked.tsx'
import { call } from '../../app/call.ts'
import { Go, useUrl } from '../../app/Go.tsx'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { StopLine } from '../../modules/liaison/StopLine.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { Press } from '../../ui/Press.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

const PAGE = 30
const AGAIN_MS = 60_000
const LYING: readonly FormState[] = ['draft', 'quality', 'units', 'collected', 'disputed']

/** `mine`: what waits for one's own units or cases; `all`, `late`, `ended`, or where forms lie. */
const wantedBy = (at: string): Readonly<Record<string, string>> => {
  if (at === 'all') return {}
  return at === 'mine' || at === 'late' || at === 'ended' ? { [at]: '1' } : { at }
}

const useForms = (at: string, unitId: string | null, q: string) => useInfiniteQuery({
  queryKey: [forms.route, at, unitId, q, 'pages'], initialPageParam: '', placeholderData: keepPreviousData, refetchInterval: AGAIN_MS,
  queryFn: ({ pageParam }) => call(forms, { limit: PAGE, ...wantedBy(at), ...(unitId && { unitId }), ...(q && { q }), ...(pageParam && { cursor: pageParam }) }),
  getNextPageParam: (page) => page.next,
})

const Line = ({ item }: { readonly item: LiaisonLine }) => {
  const { t } = useTranslation('liaison')
  return (
    <li>
      <p><Go className='link no' to={links.liaisonForm(item.id)}><b>{item.number}</b></Go><Chip tone={item.endedAt ? 'plain' : 'primary'}>{t(`formState.${item.state}`)}</Chip>{item.round > 1 && <span className='muted'>{t('round', { no: item.round })}</span>}<span>{[item.unitName, item.customerName, item.product].filter(Boolean).join(t('sep'))}</span></p>
      <p className='w'>{item.text}</p>
      <InZone zone={item.timeZone}><StopLine stops={item.stops} /></InZone>
    </li>
  )
}

const Views = ({ at, counts }: { readonly at: string; readonly counts: { readonly at: Readonly<Record<FormState, number>>; readonly late: number } | undefined }) => {
  const { t } = useTranslation('liaison')
  const total = counts && LYING.reduce((sum, state) => sum + counts.at[state], 0)
  const views: readonly (readonly [string, number | undefined, boolean])[] = [['mine', undefined, false], ['all', total, false], ['late', counts?.late, Boolean(counts?.late)], ...LYING.map((state) => [state, counts?.at[state], false] as const), ['ended', undefined, false]]
  return (
    <nav className='lia-q' aria-label={t('views')}>
      {views.map(([view, count, hot]) => <Go key={view} to={links.liaison(view)} {...(view === at ? { className: hot ? 'on hot' : 'on', 'aria-current': 'page' as const } : hot ? { className: 'hot' } : {})}>{LYING.some((state) => state === view) ? t(`formState.${view}`) : t(`view.${view}`)}{count !== undefined && <span className='num'> {count}</span>}</Go>)}
    </nav>
  )
}

/** Every form on its way, late ones first: for quality all of them, for a unit its own. */
export const BoardPage = () => {
  const { t } = useTranslation('liaison')
  const can = useCan()
  const { params } = useUrl()
  const watches = can('liaison.watch')
  const at = params['at'] ?? 'mine'
  const [unitId, setUnitId] = useState<string | null>(null)
  const [q, setQ] = useState('')
  const counts = useAsk(board, {}, { enabled: watches, refetchInterval: AGAIN_MS }).data
  const query = useForms(at, unitId, q.trim())
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const busiest = (counts?.units ?? []).map((unit) => ({ value: unit.id, label: unit.late ? t('unitLate', { name: unit.name, open: unit.open, late: unit.late }) : t('unitOpen', { name: unit.name, open: unit.open }) }))
  return (
    <div className='page'>
      <PageHead title={t('title')} sub={t('sub')} up={{ to: links.complaints(), label: t('list:title') }} />
      <Views at={at} counts={counts} />
      <div className='lia-x'>
        <TextField label={t('find')} value={q} onChange={setQ} placeholder={t('findHint')} />
        {watches && <SelectField label={t('byUnit')} value={unitId} onChange={setUnitId} options={busiest} clear search placeholder={t('everyUnit')} />}
      </div>
      <ProblemNote error={query.error} />
      <div className='card'>
        {query.isPending ? <Bones rows={6} /> : items.length > 0 ? <ul className='lia-l' aria-label={t('title')}>{items.map((item) => <Line key={item.id} item={item} />)}</ul> : <Empty title={t(at === 'mine' ? 'noneMine' : 'none')} hint={t('noneHint')} />}
      </div>
      {query.hasNextPage && <p className='lia-q'><Press busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('common:more')}</Press></p>}
    </div>
  )
}
