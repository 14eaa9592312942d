import { startTransition, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Bones } from '../../app/Asked.tsx'
import { Go, useGo } from '../../app/Go.tsx'
import { PageHead } from '../../app/PageHead.tsx'
import { useRows } from '../../app/rows.ts'
import { useCan } from '../../app/session.tsx'
import { whenPressed } from '../../app/when-pressed.tsx'
import { links, type ListFilter, VIEWS } from '../../links.ts'
import { Empty } from '../../ui/Empty.tsx'
import { usePhone } from '../../ui/phone.ts'
import { Press } from '../../ui/Press.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { ColumnButton } from './ColumnButton.tsx'
import { useColumns } from './columns.ts'
import { useComplaints, useFilter } from './filter.ts'
import { Cards, Table } from './Rows.tsx'
import { Sentence } from './Sentence.tsx'
import './list.css'

const Views = ({ view }: { readonly view: string }) => {
  const { t } = useTranslation('list')
  return (
    <nav className='views' aria-label={t('views')}>
      {VIEWS.map((one) => <Go key={one} to={links.complaints({ view: one })} {...(one === view ? { className: 'on', 'aria-current': 'page' as const } : {})}>{t(`view.${one}`)}</Go>)}
    </nav>
  )
}

const ColumnChoice = whenPressed<{ readonly choice: ReturnType<typeof useColumns> }>(ColumnButton, async () => (await import('./ColumnChoice.tsx')).ColumnChoice)

/** On a phone the search stands in the page. */
const FindHere = ({ q, onFind }: { readonly q: string; readonly onFind: (q: string) => void }) => {
  const { t } = useTranslation('shell')
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(q)
  return (
    <search aria-label={t('search.label')}>
      <form className='search find-m' onSubmit={(event) => { event.preventDefault(); onFind(text.trim()); input.current?.blur() }}>
        <input ref={input} type='search' value={text} onChange={(event) => setText(event.target.value)} placeholder={t('search.hint')} aria-label={t('search.label')} enterKeyHint='search' autoComplete='off' />
      </form>
    </search>
  )
}

const Foot = ({ query, shown }: { readonly query: ReturnType<typeof useComplaints>['query']; readonly shown: number }) => {
  const { t } = useTranslation('list')
  return (
    <footer className='list-f'>
      <span role='status'>{t(query.hasNextPage ? 'shownMore' : 'shownAll', { count: shown })}</span>
      <span className='sp' />
      {query.hasNextPage && <Press busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('common:more')}</Press>}
    </footer>
  )
}

const Nothing = ({ filter }: { readonly filter: ListFilter }) => {
  const { t } = useTranslation('list')
  if (filter.q) return <Empty title={t('empty.found', { q: filter.q })} hint={t('empty.foundHint')} />
  return <Empty title={t(`empty.${filter.view ?? 'open'}`)} hint={t('empty.hint')} action={<Go to={links.register()} className='press plain'>{t('shell:register')}</Go>} />
}

const FIRST_SCREEN = 12

/** The first screenful at once, the rest a moment later: the page answers before the last row is drawn. */
const useFirstScreen = <T,>(items: readonly T[]) => {
  const [all, setAll] = useState(false)
  const there = items.length > 0
  useEffect(() => { if (there) startTransition(() => setAll(true)) }, [there])
  return all ? items : items.slice(0, FIRST_SCREEN)
}

const Found = ({ filter, found, columns }: { readonly filter: ListFilter; readonly found: ReturnType<typeof useComplaints>; readonly columns: ReturnType<typeof useColumns>['columns'] }) => {
  const phone = usePhone()
  const go = useGo()
  const { query, items } = found
  const drawn = useFirstScreen(items)
  const rows = useRows(drawn.length, (index) => {
    const item = items[index]
    if (item) go(links.complaint(item.id))
  })
  if (query.isPending) return <Bones rows={14} />
  if (query.isError && items.length === 0) return <div className='asked-bad'><ProblemNote error={query.error} /></div>
  if (items.length === 0) return <Nothing filter={filter} />
  return (
    <div className={query.isPlaceholderData ? 'found old' : 'found'} aria-busy={query.isPlaceholderData}>
      {phone ? <Cards items={drawn} /> : <Table items={drawn} columns={columns} at={rows.at} onPoint={rows.setAt} />}
      <Foot query={query} shown={items.length} />
    </div>
  )
}

/** All complaints one may see: a view, narrowed by a sentence. */
export const ListPage = () => {
  const { t } = useTranslation('list')
  const phone = usePhone()
  const can = useCan()
  const { filter, view, set } = useFilter()
  const choice = useColumns()
  const found = useComplaints(filter)
  return (
    <div className='page list'>
      <PageHead title={t('title')} actions={<>{can('grouping.read') && <Go className='press plain' to={links.groups()}>{t('groups:title')}</Go>}{can('liaison.read') && <Go className='press plain' to={links.liaison()}>{t('liaison:title')}</Go>}{!phone && <ColumnChoice choice={choice} />}</>} />
      <Views view={view} />
      {phone && <FindHere key={filter.q ?? ''} q={filter.q ?? ''} onFind={(q) => set({ q })} />}
      <div className='card list-c'>
        <Sentence filter={filter} ready={!found.query.isPending} onChange={set} />
        <Found filter={filter} found={found} columns={choice.columns} />
      </div>
    </div>
  )
}
