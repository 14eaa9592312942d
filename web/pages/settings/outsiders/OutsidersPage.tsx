import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Outsider, PartyKind, outsiders, restoreOutsider, retireOutsider } from '#contract/outsider.ts'
import { Bones } from '../../../app/Asked.tsx'
import { call } from '../../../app/call.ts'
import { usePanel, useUrl } from '../../../app/Go.tsx'
import { useTerm } from '../../../app/i18n.ts'
import { PageHead } from '../../../app/PageHead.tsx'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { SelectField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useSettled } from '../../../ui/settled.ts'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useWhyNot } from '../allowed.ts'
import { Restore } from '../Restore.tsx'
import { OutsiderForm } from './OutsiderForm.tsx'
import '../../../modules/liability/liability.css'

const PAGE = 50

interface Filter { readonly kind?: PartyKind; readonly retired?: '1'; readonly q?: string }

const useOutsiders = (filter: Filter) => useInfiniteQuery({
  queryKey: [outsiders.route, filter, 'pages'], initialPageParam: '', placeholderData: keepPreviousData,
  queryFn: ({ pageParam }) => call(outsiders, { ...filter, limit: PAGE, ...(pageParam && { cursor: pageParam }) }),
  getNextPageParam: (page) => page.next,
})

const Row = ({ one, onOpen }: { readonly one: Outsider; readonly onOpen: () => void }) => {
  const { t } = useTranslation('liability')
  const term = useTerm()
  const whyNot = useWhyNot()
  const retiring = useDo(retireOutsider)
  return (
    <li>
      <p className='lia-h'>{one.retired ? <b>{one.name}</b> : <button type='button' className='unit-n' onClick={onOpen}>{one.name}</button>}<Chip>{term('partyKind', one.kind)}</Chip>{one.retired && <Chip tone='warn'>{t('outsiders.gone')}</Chip>}</p>
      <p className='muted'>{[one.contact, one.phone, one.email, one.address, one.accreditation && t('outsiders.accredited', { number: one.accreditation }), one.accreditedUntil].filter(Boolean).join('　')}</p>
      <div className='card-a'>
        {one.retired ? <Restore to={restoreOutsider} input={{ id: one.id }} permission='outsider.restore' of={one.name} />
          : <Confirm label={<>{t('outsiders.retire')}<span className='sr'>{one.name}</span></>} question={t('outsiders.retireSure', { name: one.name })} size='small' whyNot={whyNot('outsider.retire')} loading={retiring.isPending} onConfirm={() => retiring.mutate({ id: one.id })} />}
      </div>
      <ProblemNote error={retiring.error} />
    </li>
  )
}

const List = ({ filter, onOpen }: { readonly filter: Filter; readonly onOpen: (panel: string, on: string) => void }) => {
  const { t } = useTranslation('liability')
  const query = useOutsiders(filter)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const narrowed = Boolean(filter.kind ?? filter.q ?? filter.retired)
  return (
    <div className='card'>
      {query.isPending && <Bones rows={6} />}
      {query.isError && <ProblemNote error={query.error} />}
      {query.isSuccess && items.length === 0 && <Empty title={t(narrowed ? 'outsiders.nothing' : 'outsiders.none')} hint={narrowed ? '' : t('outsiders.noneHint')} />}
      {items.length > 0 && <div className='card-b'><ul className='lia-l'>{items.map((one) => <Row key={one.id} one={one} onOpen={() => onOpen('edit', one.id)} />)}</ul></div>}
      {query.hasNextPage && <div className='card-b'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('outsiders.more')}</Button></div>}
    </div>
  )
}

const Panel = ({ filter }: { readonly filter: Filter }) => {
  const { t } = useTranslation('liability')
  const { panel, on, close } = usePanel()
  const one = useOutsiders(filter).data?.pages.flatMap((page) => page.items).find((each) => each.id === on) ?? null
  const open = panel === 'add' || (panel === 'edit' && one !== null)
  return <SidePanel title={t(panel === 'edit' ? 'outsiders.edit' : 'outsiders.add')} open={open} onClose={close}>{open && <OutsiderForm key={one ? `${one.id} ${one.version}` : 'add'} one={panel === 'edit' ? one : null} onDone={close} />}</SidePanel>
}

/** Firms and people outside that come again. */
export const OutsidersPage = () => {
  const { t } = useTranslation('liability')
  const term = useTerm()
  const whyNot = useWhyNot()
  const { params, change } = useUrl()
  const { open } = usePanel()
  const [q, setQ] = useState('')
  const asked = useSettled(q.trim())
  const kind = PartyKind.options.find((each) => each === params['kind'])
  const filter: Filter = { ...(kind && { kind }), ...(params['retired'] === '1' && { retired: '1' as const }), ...(asked && { q: asked }) }
  return (
    <>
      <PageHead title={t('outsiders.title')} sub={t('outsiders.sub')} actions={<ActionButton kind='primary' icon={<PlusOutlined aria-hidden='true' />} label={t('outsiders.add')} whyNot={whyNot('outsider.add')} onPress={() => open('add')} />} />
      <search className='lia-find'>
        <Input type='search' prefix={<SearchOutlined aria-hidden='true' />} value={q} onChange={(event) => setQ(event.target.value)} placeholder={t('outsiders.find')} aria-label={t('outsiders.find')} />
        <SelectField label={<span className='sr'>{t('outsiders.kind')}</span>} clear value={kind ?? null} placeholder={t('outsiders.everyKind')} onChange={(next) => change({ kind: next ?? undefined }, 'replace')} options={PartyKind.options.map((value) => ({ value, label: term('partyKind', value) }))} />
        <Checkbox checked={filter.retired === '1'} onChange={(event) => change({ retired: event.target.checked ? '1' : undefined }, 'replace')}>{t('outsiders.retired')}</Checkbox>
      </search>
      <List filter={filter} onOpen={open} />
      <Panel filter={filter} />
    </>
  )
}
