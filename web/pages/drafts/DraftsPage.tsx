import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { discardDraft, type DraftItem, drafts, restoreDraft } from '#contract/draft.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Bones } from '../../app/Asked.tsx'
import { call } from '../../app/call.ts'
import { useTerm } from '../../app/i18n.ts'
import { Go, useGo, usePanel, useUrl } from '../../app/Go.tsx'
import { PageHead } from '../../app/PageHead.tsx'
import { useDo } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { useTitle } from '../../app/title.ts'
import { links } from '../../links.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { When } from '../../ui/When.tsx'
import { HandForm } from './HandForm.tsx'
import { HereCard } from './HereCard.tsx'
import './drafts.css'

const STATES = ['open', 'discarded'] as const
type State = (typeof STATES)[number]

const useDrafts = (state: State) => useInfiniteQuery({
  queryKey: [drafts.route, state], initialPageParam: '', refetchInterval: 60_000,
  queryFn: ({ pageParam }) => call(drafts, { state, limit: 50, ...(pageParam && { cursor: pageParam }) }), getNextPageParam: (last) => last.next,
})

const Facts = ({ item }: { readonly item: DraftItem }) => {
  const { t } = useTranslation('drafts')
  const term = useTerm()
  const { person } = useSession()
  const known = item.channel ? term('channel', item.channel) : null
  return (
    <p className='muted'>
      {known && <>{known} · </>}{item.files > 0 && <>{t('files', { count: item.files })} · </>}{t('savedAt')} <When at={item.savedAt} /> · {t('expires')} <When at={item.expiresAt} end />
      {item.handed && <> · {item.owner.id === person.id ? t('handedTo', { name: item.handed.to.name }) : t('handedBy', { name: item.owner.name })}</>}
    </p>
  )
}

const Row = ({ item, onHand }: { readonly item: DraftItem; readonly onHand: () => void }) => {
  const { t } = useTranslation('drafts')
  const go = useGo()
  const { person } = useSession()
  const discarding = useDo(discardDraft)
  const restoring = useDo(restoreDraft)
  const mine = item.owner.id === person.id && !item.handed
  return (
    <li className='df'>
      <p><b>{item.name || t('nobody')}</b></p>
      <p className='df-w'>{item.firstWords || t('nothing')}</p>
      <Facts item={item} />
      <ProblemNote error={discarding.error ?? restoring.error} />
      <div className='df-a'>
        {item.discardedAt
          ? <Button size='small' loading={restoring.isPending} onClick={() => restoring.mutate({ id: item.id })}>{t('restore')}<span className='sr'>{item.name}</span></Button>
          : <Button size='small' type='primary' onClick={() => go(links.draft(item.id))}>{t(!item.handed ? 'goOn' : item.owner.id === person.id ? 'takeBack' : 'take')}<span className='sr'>{item.name}</span></Button>}
        {mine && !item.discardedAt && <Button size='small' onClick={onHand}>{t('hand')}<span className='sr'>{item.name}</span></Button>}
        {mine && !item.discardedAt && <Button size='small' type='text' loading={discarding.isPending} onClick={() => discarding.mutate({ id: item.id })}>{t('discard')}<span className='sr'>{item.name}</span></Button>}
      </div>
    </li>
  )
}

const List = ({ state, onHand }: { readonly state: State; readonly onHand: (id: string) => void }) => {
  const { t } = useTranslation('drafts')
  const query = useDrafts(state)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section>
      {query.isPending && <Bones rows={4} />}
      {query.isError && <ProblemNote error={query.error} />}
      {query.isSuccess && items.length === 0 && <Empty title={t(`empty.${state}`)} hint={t(`emptyHint.${state}`)} action={state === 'open' && <Go className='press main' to={links.register()}>{t('begin')}</Go>} />}
      <ul className='posts' aria-label={t(`state.${state}`)}>{items.map((item) => <Row key={item.id} item={item} onHand={() => onHand(item.id)} />)}</ul>
      {query.hasNextPage && <p className='cus-more'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('common:more')}</Button></p>}
    </Section>
  )
}

/** Registrations that are not finished: on this device, on the server, handed on, thrown away. */
export const DraftsPage = () => {
  const { t } = useTranslation('drafts')
  useTitle(t('title'))
  const { params } = useUrl()
  const { panel, on, open, close } = usePanel()
  const go = useGo()
  const state: State = params['state'] === 'discarded' ? 'discarded' : 'open'
  return (
    <div className='page'>
      <PageHead title={t('title')} sub={t('sub')} actions={<Go className='press main' to={links.register()}>{t('begin')}</Go>} />
      <HereCard />
      <fieldset className='seg' aria-label={t('show')}>
        {STATES.map((each) => <button key={each} type='button' aria-pressed={each === state} className={each === state ? 'on' : ''} onClick={() => go(links.drafts(each === 'discarded' ? each : undefined), 'replace')}>{t(`state.${each}`)}</button>)}
      </fieldset>
      <List state={state} onHand={(id) => open('hand', id)} />
      <SidePanel title={t('handTitle')} open={panel === 'hand' && on !== null} onClose={close}>{on && <HandForm key={on} id={on} onDone={close} />}</SidePanel>
    </div>
  )
}
