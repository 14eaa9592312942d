import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { messages, type OutMessage, replayDead, replayMessage } from '#contract/channel.ts'
import { Asked } from '../../../app/Asked.tsx'
import { Go } from '../../../app/Go.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { When } from '../../../ui/When.tsx'

const TONES = { gathered: 'plain', waiting: 'warn', sent: 'good', arrived: 'good', dead: 'alert', dropped: 'plain' } as const
const ASKED_EVERY_MS = 3_000
const PAGE = 50
const MOST = 200
const MONTH_MS = 30 * 86_400_000
const SHOWN = ['all', 'waiting', 'dead'] as const
type Shown = typeof SHOWN[number]

const Attempt = ({ message }: { readonly message: OutMessage }) => {
  const { t } = useTranslation('channel')
  return (
    <span className='muted'>
      <When at={message.doneAt ?? message.triedAt ?? message.madeAt} />
      {message.attempts > 1 && <> · {t('sent.tries', { count: message.attempts })}</>}
      {message.problem && <> · {t(`problem.${message.problem}`)}</>}
      {message.nextAt && (message.attempts > 0 || message.state === 'gathered') && <> · {t('sent.next')} <When at={message.nextAt} /></>}
    </span>
  )
}

const Row = ({ message }: { readonly message: OutMessage }) => {
  const { t } = useTranslation('channel')
  const replaying = useDo(replayMessage)
  const open = message.state === 'waiting' || message.state === 'gathered'
  return (
    <li className='ch-m'>
      <div className='ch-t'>
        <b>{message.words}</b> <Chip tone={TONES[message.state]}>{t(`state.${message.state}`)}</Chip>{message.pressing && <Chip tone='warn'>{t('sent.pressing')}</Chip>}
        <span className='muted'>{message.person?.name ?? message.to ?? t('sent.group')}</span>
        {!open && <ActionButton label={t('sent.again')} size='small' whyNot={null} loading={replaying.isPending} onPress={() => replaying.mutate({ id: message.id })} />}
      </div>
      <Attempt message={message} />
      <details>
        <summary>{t('sent.details')}</summary>
        <p>{message.text}</p>
        {message.complaintId && <p><Go className='link' to={links.complaint(message.complaintId)}>{t('sent.case')}</Go></p>}
        {message.answer && <><p className='muted'>{t('sent.answer')}</p><pre>{message.answer}</pre></>}
      </details>
      <ProblemNote error={replaying.error} />
    </li>
  )
}

/** What went through a channel and what came of it; asked again by itself while somebody looks. */
export const Sent = ({ lane, dead }: { readonly lane: string; readonly dead: number }) => {
  const { t } = useTranslation('channel')
  const [shown, setShown] = useState<Shown>('all')
  const [limit, setLimit] = useState(PAGE)
  const replaying = useDo(replayDead)
  const query = useAsk(messages, { lane, limit, ...(shown !== 'all' && { state: shown }) }, { refetchInterval: ASKED_EVERY_MS })
  const again = () => replaying.mutate({ lane, since: new Date(Date.now() - MONTH_MS).toISOString() })
  return (
    <>
      <div className='ch-t ch-gap'>
        <Segmented<Shown> aria-label={t('sent.show')} value={shown} onChange={setShown} options={SHOWN.map((value) => ({ value, label: t(`sent.only.${value}`) }))} />
        {dead > 0 && <ActionButton label={t('sent.allAgain', { count: dead })} whyNot={null} loading={replaying.isPending} onPress={again} />}
      </div>
      <ProblemNote error={replaying.error} />
      <p className='done-s' role='status'>{replaying.data ? t('sent.replayed', { count: replaying.data.replayed }) : ''}</p>
      <Asked query={query}>{({ items, next }) => (items.length === 0 ? <Empty title={t('sent.none')} /> : (
        <><ul className='ch-ms'>{items.map((message) => <Row key={message.id} message={message} />)}</ul>
          {next && limit < MOST && <p className='cus-more'><ActionButton label={t('sent.more')} whyNot={null} loading={query.isFetching} onPress={() => setLimit(MOST)} /></p>}</>
      ))}</Asked>
    </>
  )
}
