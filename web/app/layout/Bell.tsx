import { Button, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '#contract/notification.ts'
import { links } from '../../links.ts'
import { When } from '../../ui/When.tsx'
import { Go } from '../Go.tsx'
import { useDo } from '../query.ts'
import { takeFocus } from '../when-pressed.tsx'
import { BellButton, useNotices } from './BellLink.tsx'

const SHOWN = 6

const Latest = ({ onGo }: { readonly onGo: () => void }) => {
  const { t } = useTranslation('shell')
  const { data } = useNotices()
  const reading = useDo(read)
  const unread = data?.items.filter((notice) => !notice.readAt).map((notice) => notice.id) ?? []
  return (
    <div className='bell-pop'>
      <div className='bell-h'><h2>{t('notices.title')}</h2>{unread.length > 0 && <Button type='link' size='small' loading={reading.isPending} onClick={() => reading.mutate({ ids: unread.slice(0, 200) })}>{t('notices.readAll')}</Button>}</div>
      {data?.items.length === 0 && <p className='muted'>{t('notices.empty')}</p>}
      <ul>
        {data?.items.slice(0, SHOWN).map((notice) => (
          <li key={notice.id} className={notice.readAt ? '' : 'new'}>
            <Go to={links.notice(notice) ?? links.notices()} onClick={onGo}><span>{notice.words}</span><small className='muted'><When at={notice.at} /></small></Go>
          </li>
        ))}
      </ul>
      <Go to={links.notices()} className='link bell-all' onClick={onGo}>{t('notices.all')}</Go>
    </div>
  )
}

/** Notices of the last days; the number is what is still unread. */
export const Bell = () => {
  const [open, setOpen] = useState(true)
  return (
    <Popover open={open} onOpenChange={setOpen} trigger='click' placement='bottomRight' arrow={false} destroyOnHidden content={<Latest onGo={() => setOpen(false)} />}>
      <BellButton ref={takeFocus} />
    </Popover>
  )
}
