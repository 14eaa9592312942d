import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Candidate, candidates, CandidateState, dismissCandidate } from '#contract/importing.ts'
import { Bones } from '../../../app/Asked.tsx'
import { call } from '../../../app/call.ts'
import { faultOf } from '../../../app/fault.ts'
import { Go, useGo, usePanel, useUrl } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { LongField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { When } from '../../../ui/When.tsx'
import '../imports/imports.css'

const PAGE = 50

const useCandidates = (state: Candidate['state']) => useInfiniteQuery({
  queryKey: [candidates.route, { state }, 'pages'], initialPageParam: '',
  queryFn: ({ pageParam }) => call(candidates, { state, limit: PAGE, ...(pageParam && { cursor: pageParam }) }), getNextPageParam: (page) => page.next,
})

const Dismiss = ({ id, onDone }: { readonly id: string; readonly onDone: () => void }) => {
  const { t } = useTranslation('importing')
  const [reason, setReason] = useState('')
  const dismissing = useDo(dismissCandidate, onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim()) dismissing.mutate({ id, reason: reason.trim() })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={dismissing.error} fieldsBeside />
      <LongField label={t('candidate.why')} required value={reason} onChange={setReason} error={faultOf(dismissing.error, 'reason')} />
      <div className='form-end'><ActionButton label={t('candidate.dismiss')} kind='primary' submit whyNot={reason.trim() ? null : t('candidate.whyFirst')} loading={dismissing.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}

const Decided = ({ item }: { readonly item: Candidate }) => {
  const { t } = useTranslation('importing')
  return (
    <span className='muted'>
      {item.decidedBy?.name} {item.decidedAt && <When at={item.decidedAt} />} {item.complaintId ? <Go className='link' to={links.complaint(item.complaintId)}>{t('candidate.toComplaint')}</Go> : item.reason}
    </span>
  )
}

const Row = ({ item, onDismiss }: { readonly item: Candidate; readonly onDismiss: () => void }) => {
  const { t } = useTranslation('importing')
  const go = useGo()
  const told = [item.customerName, item.phone, item.product, item.order].filter(Boolean).join(' · ')
  return (
    <li className='cand'>
      <span className='muted'>{[t(`source.${item.source}`), item.unitName, item.externalId].filter(Boolean).join(' · ')} · <When at={item.receivedAt ?? item.at} /></span>
      <p>{item.text}</p>
      {told && <span className='muted'>{told}</span>}
      {item.state === 'waiting'
        ? <span className='cand-a'><ActionButton label={t('candidate.register')} kind='primary' whyNot={null} onPress={() => go(links.register(undefined, item.id))} /><ActionButton label={t('candidate.dismiss')} whyNot={null} onPress={onDismiss} /></span>
        : <Decided item={item} />}
    </li>
  )
}

/** What came from reports, letters and returns and may be a complaint: a person looks at each. */
export const CandidatesPage = () => {
  const { t } = useTranslation('importing')
  const { params, change } = useUrl()
  const { panel, on, open, close } = usePanel()
  const state = CandidateState.catch('waiting').parse(params['state'])
  const query = useCandidates(state)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHead title={t('settings:place.candidates.label')} sub={t('settings:place.candidates.hint')} />
      <div className='seg cand-f'>{CandidateState.options.map((value) => <button type='button' key={value} aria-pressed={value === state} className={value === state ? 'on' : ''} onClick={() => change({ state: value === 'waiting' ? undefined : value }, 'replace')}>{t(`candidate.state.${value}`)}</button>)}</div>
      <div className='card'>
        {query.isPending && <Bones rows={6} />}
        {query.isError && <ProblemNote error={query.error} />}
        {query.isSuccess && items.length === 0 && <Empty title={t('candidate.empty')} hint={t('candidate.emptyHint')} />}
        <ul className='posts'>{items.map((item) => <Row key={item.id} item={item} onDismiss={() => open('dismiss', item.id)} />)}</ul>
        {query.hasNextPage && <p className='cus-more'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('common:more')}</Button></p>}
      </div>
      <SidePanel title={t('candidate.dismiss')} open={panel === 'dismiss' && on !== null} onClose={close}>{on && <Dismiss key={on} id={on} onDone={close} />}</SidePanel>
    </>
  )
}
