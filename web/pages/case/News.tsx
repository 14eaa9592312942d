import { SyncOutlined } from '@ant-design/icons'
import { useIsMutating, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { news, show } from '#contract/casefile.ts'
import { useLive } from '../../app/live.ts'
import { useAsk } from '../../app/query.ts'
import { useScene } from './scene.ts'
import { MACHINERY } from './story.ts'

const MINUTE = 60_000

/** What others did to the case since it was read; nothing while one's own step is under way. */
const useNews = (busy: boolean) => {
  const { it } = useScene()
  const after = it.timeline.at(-1)?.id
  const acting = useIsMutating() > 0
  const { data, isPlaceholderData } = useAsk(news, { id: it.id, ...(after && { after }) }, { refetchInterval: MINUTE })
  return busy || acting || isPlaceholderData ? [] : data?.items.filter((item) => !MACHINERY.test(item.name)) ?? []
}

/** Somebody else changed the case: what is shown stays until it is asked for, so that nothing moves under who is typing. */
export const News = ({ busy }: { readonly busy: boolean }) => {
  const { t } = useTranslation('case')
  const queries = useQueryClient()
  const { it } = useScene()
  useLive({ complaint: it.id, customer: it.customer.id }, (heard) => {
    if (heard !== 'notices') void queries.invalidateQueries({ queryKey: [heard === 'customer' ? show.route : news.route] })
  })
  const items = useNews(busy)
  const [latest] = items
  return (
    <div className='news' role='status'>
      {latest && (
        <button type='button' onClick={() => void queries.invalidateQueries()}>
          <SyncOutlined aria-hidden='true' />
          <span>{t('news.latest', { words: [latest.actor?.name, latest.words].filter(Boolean).join(t('news.colon')) })}{items.length > 1 && t('news.more', { count: items.length })}</span>
          <b>{t('news.show')}</b>
        </button>
      )}
    </div>
  )
}
