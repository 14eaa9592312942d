import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Mail, MailList, mails } from '#contract/mailbox.ts'
import { Bones } from '../../../app/Asked.tsx'
import { call } from '../../../app/call.ts'
import { Go, usePanel, useUrl } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { When } from '../../../ui/When.tsx'
import { MailView } from './MailView.tsx'
import '../mailboxes/mailboxes.css'

const PAGE = 50
/** Mails come by themselves. */
const ASKED_EVERY_MS = 10_000

const useMails = (list: MailList) => useInfiniteQuery({
  queryKey: [mails.route, { list }, 'pages'], initialPageParam: '',
  queryFn: ({ pageParam }) => call(mails, { list, limit: PAGE, ...(pageParam && { cursor: pageParam }) }), getNextPageParam: (page) => page.next, refetchInterval: ASKED_EVERY_MS,
})

const Row = ({ item, onOpen }: { readonly item: Mail; readonly onOpen: () => void }) => {
  const { t } = useTranslation('mailbox')
  return (
    <li className='mail'>
      <div className='mb-t'>
        <b className='mail-s'>{item.subject || t('mail.noSubject')}</b>
        {item.reason && <Chip tone={item.verdict === 'held' ? 'warn' : 'plain'}>{t(`reason.${item.reason}`)}</Chip>}
        {item.files > 0 && <span className='muted'>{t('mail.files', { count: item.files })}</span>}
      </div>
      <span className='muted mail-s'>{item.from.name} {item.from.address} · <When at={item.receivedAt} /> · {item.mailboxAddress}</span>
      {item.beginning && <p className='mail-b'>{item.beginning}</p>}
      <div className='mb-t'>
        <ActionButton label={item.verdict === 'held' ? t('mail.look') : t('mail.open')} size='small' kind={item.verdict === 'held' ? 'primary' : 'default'} whyNot={null} onPress={onOpen} />
        {item.complaint && <Go className='link no' to={links.complaint(item.complaint.id)}>{item.complaint.number}</Go>}
        {item.proposed && !item.complaint && <span className='muted'>{t('mail.perhaps')} <Go className='link no' to={links.complaint(item.proposed.id)}>{item.proposed.number}</Go></span>}
      </div>
    </li>
  )
}

/** What came by mail: first what waits for a person. */
export const MailsPage = () => {
  const { t } = useTranslation('mailbox')
  const { params, change } = useUrl()
  const { panel, on, open, close } = usePanel()
  const list = MailList.catch('held').parse(params['list'])
  const query = useMails(list)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHead title={t('settings:place.mails.label')} sub={t('settings:place.mails.hint')} />
      <div className='seg mail-f'>{MailList.options.map((value) => <button type='button' key={value} aria-pressed={value === list} className={value === list ? 'on' : ''} onClick={() => change({ list: value === 'held' ? undefined : value }, 'replace')}>{t(`list.${value}`)}</button>)}</div>
      <div className='card'>
        {query.isPending && <Bones rows={6} />}
        {query.isError && <ProblemNote error={query.error} />}
        {query.isSuccess && items.length === 0 && <Empty title={t(`listEmpty.${list}`)} hint={t(`listHint.${list}`)} />}
        <ul className='posts'>{items.map((item) => <Row key={item.id} item={item} onOpen={() => open('mail', item.id)} />)}</ul>
        {query.hasNextPage && <p className='cus-more'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('common:more')}</Button></p>}
      </div>
      <SidePanel title={t('mail.title')} open={panel === 'mail' && on !== null} onClose={close}>{on && <MailView key={on} id={on} onDone={close} />}</SidePanel>
    </>
  )
}
