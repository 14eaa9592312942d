import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Delivery, deliveries, replay, replayDead, testWebhook, type Webhook } from '#contract/integration.ts'
import { Asked } from '../../../app/Asked.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { When } from '../../../ui/When.tsx'

const TONES = { waiting: 'warn', sent: 'good', dead: 'alert' } as const
const WEEK_MS = 7 * 86_400_000
const ASKED_EVERY_MS = 3_000
const PAGE = 50
const MOST = 200

const Attempt = ({ delivery }: { readonly delivery: Delivery }) => {
  const { t } = useTranslation('settings')
  return (
    <span className='muted'>
      <When at={delivery.triedAt ?? delivery.madeAt} />
      {delivery.attempts > 0 && <> · {t('webhook.tries', { count: delivery.attempts })}</>}
      {delivery.status !== null && <> · {t('webhook.code', { status: delivery.status })}</>}
      {delivery.problem && <> · {t(`webhook.problem.${delivery.problem}`)}</>}
      {delivery.nextAt && delivery.attempts > 0 && <> · {t('webhook.next')} <When at={delivery.nextAt} /></>}
    </span>
  )
}

const Row = ({ webhook, delivery }: { readonly webhook: Webhook; readonly delivery: Delivery }) => {
  const { t } = useTranslation('settings')
  const replaying = useDo(replay)
  return (
    <li className='hook-d'>
      <div className='hook-t'>
        <b>{delivery.words}</b> <Chip tone={TONES[delivery.state]}>{t(`webhook.state.${delivery.state}`)}</Chip>
        {delivery.state !== 'waiting' && <ActionButton label={t('webhook.replay')} size='small' whyNot={null} loading={replaying.isPending} onPress={() => replaying.mutate({ id: webhook.id, deliveryId: delivery.id })} />}
      </div>
      <Attempt delivery={delivery} />
      <details>
        <summary>{t('webhook.details')}</summary>
        <p className='muted'>{t('webhook.body')}</p>
        <pre>{delivery.body}</pre>
        {delivery.answer && <><p className='muted'>{t('webhook.answer')}</p><pre>{delivery.answer}</pre></>}
      </details>
      <ProblemNote error={replaying.error} />
    </li>
  )
}

const Actions = ({ webhook }: { readonly webhook: Webhook }) => {
  const { t } = useTranslation('settings')
  const testing = useDo(testWebhook)
  const replaying = useDo(replayDead)
  const again = () => replaying.mutate({ id: webhook.id, since: new Date(Date.now() - WEEK_MS).toISOString() })
  return (
    <>
      <div className='hook-a'>
        <ActionButton label={t('webhook.test')} whyNot={webhook.paused ? t(`webhook.pausedWhy.${webhook.paused.why}`) : null} loading={testing.isPending} onPress={() => testing.mutate({ id: webhook.id })} />
        {webhook.dead > 0 && <ActionButton label={t('webhook.replayDead')} whyNot={null} loading={replaying.isPending} onPress={again} />}
      </div>
      <ProblemNote error={testing.error ?? replaying.error} />
      <p className='done-s' role='status'>{replaying.data ? t('webhook.replayed', { count: replaying.data.replayed }) : ''}</p>
    </>
  )
}

/** What was sent and what came of it; asked again by itself while somebody looks. */
export const Deliveries = ({ webhook }: { readonly webhook: Webhook }) => {
  const { t } = useTranslation('settings')
  const [limit, setLimit] = useState(PAGE)
  const query = useAsk(deliveries, { id: webhook.id, limit }, { refetchInterval: ASKED_EVERY_MS })
  return (
    <>
      <Actions webhook={webhook} />
      <Asked query={query}>{({ items, next }) => (items.length === 0 ? <Empty title={t('webhook.logEmpty')} hint={t('webhook.logHint')} /> : (
        <>
          <ul className='hook-ds'>{items.map((delivery) => <Row key={delivery.id} webhook={webhook} delivery={delivery} />)}</ul>
          {next && limit < MOST && <ActionButton label={t('webhook.more')} whyNot={null} onPress={() => setLimit(MOST)} />}
        </>
      ))}</Asked>
    </>
  )
}
