import { PlusOutlined, PrinterOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CommentCard, restoreCard, retireCard } from '#contract/comment-card.ts'
import { Bones } from '../../../app/Asked.tsx'
import { usePanel } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useSettled } from '../../../ui/settled.ts'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'
import { Restore } from '../Restore.tsx'
import { CardForm } from './CardForm.tsx'
import { PrintForm } from './PrintForm.tsx'
import { useCards } from './use-cards.ts'
import './cards.css'

const whereOf = (card: CommentCard) => [card.unitName, card.counter, card.product, card.lot, card.campaign].filter(Boolean).join(' · ')

const Use = ({ card }: { readonly card: CommentCard }) => {
  const { t } = useTranslation('cards')
  return (
    <span className='muted ccard-n'>
      {t('opened', { count: card.opened })} · {t('complaints', { count: card.complaints })} · {t('feedback', { count: card.feedback })}
      {card.lastUsedAt && <> · {t('lastUsed')} <When at={card.lastUsedAt} /></>}
    </span>
  )
}

interface RowProps { readonly card: CommentCard; readonly chosen: boolean; readonly onChoose: (on: boolean) => void; readonly onOpen: (panel: string, on: string) => void }

const Actions = ({ card, onOpen }: Pick<RowProps, 'card' | 'onOpen'>) => {
  const { t } = useTranslation('cards')
  const whyNot = useWhyNot()
  const retiring = useDo(retireCard)
  if (card.retired) return <span className='ccard-a'><Chip>{t('gone')}</Chip><Restore to={restoreCard} input={{ id: card.id }} permission='comment-card.restore' of={card.title} /></span>
  return (
    <span className='ccard-a'>
      <Button size='small' icon={<PrinterOutlined aria-hidden='true' />} aria-label={t('printOf', { name: card.title })} onClick={() => onOpen('print', card.id)}>{t('print')}</Button>
      <Confirm label={t('retire')} question={t('retireSure', { name: card.title })} size='small' whyNot={whyNot('comment-card.retire')} loading={retiring.isPending} onConfirm={() => retiring.mutate({ id: card.id })} />
      <ProblemNote error={retiring.error} />
    </span>
  )
}

const Row = ({ card, chosen, onChoose, onOpen }: RowProps) => {
  const { t } = useTranslation('cards')
  return (
    <li className={card.retired ? 'ccard gone' : 'ccard'}>
      <Checkbox checked={chosen} disabled={card.retired} aria-label={t('choose', { name: card.title })} onChange={(event) => onChoose(event.target.checked)} />
      <div>
        <button type='button' className='unit-n' disabled={card.retired} onClick={() => onOpen('edit', card.id)}>{card.title}</button> <span className='num muted'>{card.code}</span>
        <p>{whereOf(card)}{card.unitRetired && <> <Chip tone='warn'>{t('unitGone')}</Chip></>}</p>
        <Use card={card} />
      </div>
      <Actions card={card} onOpen={onOpen} />
    </li>
  )
}

const Panels = ({ all, chosen }: { readonly all: readonly CommentCard[]; readonly chosen: readonly string[] }) => {
  const { t } = useTranslation('cards')
  const { panel, on, open, close } = usePanel()
  const card = all.find((one) => one.id === on) ?? null
  const ids = on ? [on] : chosen
  const made = (id?: string) => (id ? open('print', id) : close())
  return (
    <>
      <SidePanel title={t('new')} open={panel === 'new'} onClose={close}><CardForm card={null} onDone={made} /></SidePanel>
      <SidePanel title={t('edit')} open={panel === 'edit' && card !== null} onClose={close}>{card && <CardForm key={`${card.id} ${card.version}`} card={card} onDone={close} />}</SidePanel>
      <SidePanel title={t('printTitle')} open={panel === 'print' && ids.length > 0} onClose={close}><PrintForm ids={ids} /></SidePanel>
    </>
  )
}

const useChosen = () => {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const choose = (id: string) => (on: boolean) => setChosen((before) => (on ? [...before, id] : before.filter((one) => one !== id)))
  return { chosen, choose }
}

/** Cards with a QR code for shops, counters and goods: how often they were used, and the sheets to print. */
export const CardsPage = () => {
  const { t } = useTranslation('cards')
  const whyNot = useWhyNot()
  const { open } = usePanel()
  const [q, setQ] = useState('')
  const [retired, setRetired] = useState(false)
  const { chosen, choose } = useChosen()
  const query = useCards({ q: useSettled(q.trim()), retired })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const living = chosen.filter((id) => items.some((one) => one.id === id && !one.retired))
  return (
    <>
      <PageHead title={t('settings:place.cards.label')} sub={t('settings:place.cards.hint')} actions={<ActionButton label={t('new')} kind='primary' icon={<PlusOutlined aria-hidden='true' />} whyNot={whyNot('comment-card.make')} onPress={() => open('new')} />} />
      <div className='set-find'>
        <Input type='search' className='psn-find' prefix={<SearchOutlined aria-hidden='true' />} value={q} onChange={(event) => setQ(event.target.value)} placeholder={t('find')} aria-label={t('find')} />
        <Checkbox checked={retired} onChange={(event) => setRetired(event.target.checked)}>{t('withGone')}</Checkbox>
        <Button icon={<PrinterOutlined aria-hidden='true' />} disabled={living.length === 0} onClick={() => open('print')}>{t('printChosen', { count: living.length })}</Button>
      </div>
      <div className='card'>
        {query.isPending && <Bones rows={6} />}
        {query.isError && <ProblemNote error={query.error} />}
        {query.isSuccess && items.length === 0 && <Empty title={q ? t('none') : t('empty')} hint={t('emptyHint')} />}
        <ul className='posts'>{items.map((card) => <Row key={card.id} card={card} chosen={chosen.includes(card.id)} onChoose={choose(card.id)} onOpen={open} />)}</ul>
        {query.hasNextPage && <p className='cus-more'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('common:more')}</Button></p>}
      </div>
      <Panels all={items} chosen={living} />
    </>
  )
}
