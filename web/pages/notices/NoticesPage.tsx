import { useTranslation } from 'react-i18next'
import { type Notice, read } from '#contract/notification.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go } from '../../app/Go.tsx'
import { useNotices } from '../../app/layout/BellLink.tsx'
import { PageHead } from '../../app/PageHead.tsx'
import { useDo } from '../../app/query.ts'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { When } from '../../ui/When.tsx'
import './notices.css'

const Line = ({ notice }: { readonly notice: Notice }) => {
  const { t } = useTranslation('shell')
  const body = <><span>{notice.words}{!notice.readAt && <span className='sr'>{t('notices.unread')}</span>}</span><small className='muted'><When at={notice.at} /></small></>
  const look = notice.readAt ? 'ntc' : 'ntc new'
  const to = links.notice(notice)
  return <li>{to ? <Go className={look} to={to}>{body}</Go> : <div className={look}>{body}</div>}</li>
}

export const NoticesPage = () => {
  const { t } = useTranslation('shell')
  const query = useNotices()
  const reading = useDo(read)
  const newest = query.data?.unread ? query.data.items[0]?.id : undefined
  return (
    <div className='page narrow'>
      <PageHead title={t('notices.title')} actions={<><Go className='link' to={links.myNotices()}>{t('channel:mine.choices')}</Go>{newest !== undefined && <ActionButton label={t('notices.readAll')} whyNot={null} loading={reading.isPending} onPress={() => reading.mutate({ upTo: newest })} />}</>} />
      <div className='card'>
        <Asked query={query}>
          {({ items }) => (items.length === 0 ? <Empty title={t('notices.empty')} hint={t('notices.emptyHint')} /> : <ul>{items.map((notice) => <Line key={notice.id} notice={notice} />)}</ul>)}
        </Asked>
      </div>
    </div>
  )
}
