import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Held, HeldState, held, releaseHeld, restoreHeld } from '#contract/held.ts'
import { Bones } from '../../../app/Asked.tsx'
import { call } from '../../../app/call.ts'
import { Go, usePanel, useUrl } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'
import { Counters } from './Counters.tsx'
import { DiscardForm } from './DiscardForm.tsx'
import './held.css'

const PAGE = 50
const LOOK_AGAIN = 30_000

const useHeld = (state: HeldState) => useInfiniteQuery({
  queryKey: [held.route, { state }, 'pages'], initialPageParam: '', refetchInterval: LOOK_AGAIN,
  queryFn: ({ pageParam }) => call(held, { state, limit: PAGE, ...(pageParam && { cursor: pageParam }) }), getNextPageParam: (page) => page.next,
})

const Decided = ({ item }: { readonly item: Held }) => (
  <p className='muted'>
    {item.decided?.by?.name} {item.decided && <When at={item.decided.at} />} {item.decided?.reason} {item.complaint && <Go className='link' to={links.complaint(item.complaint.id)}>{item.complaint.number}</Go>}
  </p>
)

/** What came along can be looked at before it is decided; afterwards it lies with the case. */
const Files = ({ item }: { readonly item: Held }) => {
  const { t } = useTranslation('held')
  return (
    <p className='held-fi'>
      <span className='muted'>{t('files', { count: item.files.length })}</span>
      {item.files.map((file) => (item.state === 'released' ? <span key={file.id}>{file.name}</span> : <a key={file.id} className='link' href={links.heldFile(item.id, file.id)} target='_blank' rel='noreferrer'>{file.name}</a>))}
    </p>
  )
}

interface RowProps { readonly item: Held; readonly chosen: boolean; readonly onChoose: (on: boolean) => void }

const Row = ({ item, chosen, onChoose }: RowProps) => {
  const { t } = useTranslation('held')
  const told = [item.unitName, item.name, item.phone].filter(Boolean).join(' · ')
  return (
    <li className={item.state === 'released' ? 'held old' : 'held'}>
      {item.state !== 'released' && <Checkbox checked={chosen} onChange={(event) => onChoose(event.target.checked)} aria-label={t('choose', { number: item.number })} />}
      <div>
        <div className='held-h'><Chip>{t(`what.${item.what}`)}</Chip><span className='num muted'>{item.number}</span><span className='muted'>{t(`why.${item.why}`)}</span></div>
        <p className='held-t'>{item.text}</p>
        {item.wants && <p className='muted held-t'>{item.wants}</p>}
        <p className='muted'>{told} · <When at={item.at} /></p>
        {item.files.length > 0 && <Files item={item} />}
        {item.decided && <Decided item={item} />}
      </div>
    </li>
  )
}

interface DoingProps { readonly state: HeldState; readonly ids: readonly string[]; readonly onDiscard: () => void; readonly onDone: () => void }

/** What can be done with those that are chosen. */
const Doing = ({ state, ids, onDiscard, onDone }: DoingProps) => {
  const { t } = useTranslation('held')
  const whyNot = useWhyNot()
  const releasing = useDo(releaseHeld, onDone)
  const restoring = useDo(restoreHeld, onDone)
  const unless = (permission: string) => (ids.length === 0 ? t('chooseFirst') : whyNot(permission))
  return (
    <>
      <ProblemNote error={releasing.error ?? restoring.error} />
      {state === 'waiting' && <>
        <ActionButton label={t('release', { count: ids.length })} kind='primary' whyNot={unless('portal.releaseHeld')} loading={releasing.isPending} onPress={() => releasing.mutate({ ids: [...ids] })} />
        <ActionButton label={t('discard', { count: ids.length })} whyNot={unless('portal.discardHeld')} onPress={onDiscard} />
      </>}
      {state === 'discarded' && <ActionButton label={t('restore', { count: ids.length })} whyNot={unless('portal.restoreHeld')} loading={restoring.isPending} onPress={() => restoring.mutate({ ids: [...ids] })} />}
    </>
  )
}

const Choosing = ({ state }: { readonly state: HeldState }) => {
  const { t } = useTranslation('held')
  const { panel, open, close } = usePanel()
  const query = useHeld(state)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  // What somebody else decided meanwhile is no longer chosen.
  const chosen = items.flatMap((item) => (marked.has(item.id) ? [item.id] : []))
  const choose = (ids: readonly string[], on: boolean) => setMarked((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))))
  const done = () => { setMarked(new Set()); close() }
  return (
    <div className='card'>
      {state !== 'released' && items.length > 0 && <div className='held-a'>
        <Checkbox checked={chosen.length === items.length} indeterminate={chosen.length > 0 && chosen.length < items.length} onChange={(event) => choose(items.map((item) => item.id), event.target.checked)}>{t('all')}</Checkbox>
        <Doing state={state} ids={chosen} onDiscard={() => open('discard')} onDone={done} />
      </div>}
      {query.isPending && <Bones rows={6} />}
      {query.isError && <ProblemNote error={query.error} />}
      {query.isSuccess && items.length === 0 && <Empty title={t(`empty.${state}`)} hint={t('emptyHint')} />}
      <ul className='posts'>{items.map((item) => <Row key={item.id} item={item} chosen={marked.has(item.id)} onChoose={(on) => choose([item.id], on)} />)}</ul>
      {query.hasNextPage && <p className='cus-more'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('common:more')}</Button></p>}
      <SidePanel title={t('discardTitle')} open={panel === 'discard' && chosen.length > 0} onClose={close}><DiscardForm ids={chosen} onDone={done} onCancel={close} /></SidePanel>
    </div>
  )
}

/** What came through the web when too much did: looked at before it is registered. And how much comes at all. */
export const HeldPage = () => {
  const { t } = useTranslation('held')
  const { params, change } = useUrl()
  const state = HeldState.catch('waiting').parse(params['state'])
  return (
    <>
      <PageHead title={t('settings:place.held.label')} sub={t('settings:place.held.hint')} />
      <Counters />
      <div className='seg held-f'>{HeldState.options.map((value) => <button type='button' key={value} aria-pressed={value === state} className={value === state ? 'on' : ''} onClick={() => change({ state: value === 'waiting' ? undefined : value }, 'replace')}>{t(`state.${value}`)}</button>)}</div>
      <Choosing key={state} state={state} />
    </>
  )
}
