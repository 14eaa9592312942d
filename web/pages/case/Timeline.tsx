import { MessageFilled } from '@ant-design/icons'
import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimelineEntry } from '#contract/casefile.ts'
import { useTerm } from '../../app/i18n.ts'
import { useClockLabel } from '../../modules/clock/clock-label.ts'
import { Attachments } from '../../modules/communication/Attachments.tsx'
import { MessageEntry } from '../../modules/communication/MessageEntry.tsx'
import { PromiseEntry } from '../../modules/promise/PromiseEntry.tsx'
import { useNow } from '../../ui/now.ts'
import { wall } from '../../ui/time-words.ts'
import { When } from '../../ui/When.tsx'
import { useScene } from './scene.ts'
import { byDay, FILTERS, type Filter, type Piece, storyOf } from './story.ts'

const AT_ONCE = 60

const dayWords = (t: TFunction, at: string, now: number, zone: string) => {
  const day = wall(at, zone).startOf('day')
  const days = day.diff(wall(now, zone).startOf('day'), 'day')
  const date = day.format(t('case:timeline.dayFormat'))
  return days === 0 ? t('case:timeline.today') : days === -1 ? t('case:timeline.yesterday', { date }) : date
}

/** The customer's own words at the beginning of everything, verbatim. */
const Opening = () => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { it } = useScene()
  return (
    <li className='ev cust'>
      <header><MessageFilled aria-hidden='true' /><b>{it.customer.name}</b><span>{t('timeline.opening', { channel: term('channel', it.channel), name: it.recordedBy.name })}</span><When at={it.receivedAt} /></header>
      {it.points.map((point) => <p key={point.id} className='pre'>{it.points.length > 1 && `${point.no}. `}{point.text}</p>)}
      <Attachments files={it.files} />
    </li>
  )
}

const asText = (value: unknown) => (typeof value === 'string' ? value : null)

/** Of a deadline that was to be moved: from when to when; of a departure: when it was. */
const NewTime = ({ event }: { readonly event: TimelineEntry }) => {
  const { t } = useTranslation('case')
  const [from, until, left] = [asText(event.detail['dueBefore']), asText(event.detail['until']), asText(event.detail['departedAt'])]
  if (event.name === 'complaint.departed' && left) return <>{t('timeline.left')}<When at={left} /></>
  return from && until && event.name.startsWith('clock.extension') && <>{t('timeline.from')}<When at={from} end />{t('timeline.to')}<When at={until} end /></>
}

const Event = ({ event }: { readonly event: TimelineEntry }) => {
  const { t } = useTranslation('case')
  const { pack } = useScene()
  const labelOf = useClockLabel(pack)
  const clock = asText(event.detail['clock'])
  // A clock that only the pack knows stands there by its code.
  const words = clock ? event.words.replace(clock, labelOf(clock)) : event.words
  return (
    <li className='ev sys'>
      <p>{words || event.name}<NewTime event={event} />{event.actor && <span>　{event.actor.name}</span>}{event.reason && <span className='ev-why'>{t(event.name === 'clock.climbed' ? 'timeline.reached' : 'timeline.reason', { reason: event.reason })}</span>}</p>
      <When at={event.at} />
    </li>
  )
}

const Entry = ({ piece }: { readonly piece: Piece }) => {
  const { it, open } = useScene()
  switch (piece.kind) {
    case 'opening': return <Opening />
    case 'message': return <MessageEntry message={piece.message} customerName={it.customer.name} />
    case 'promise': return <PromiseEntry promise={piece.promise} customerName={it.customer.name} onSettle={() => open('promise', piece.promise.id)} />
    case 'event': return <Event event={piece.event} />
  }
}

const Filters = ({ filter, onFilter }: { readonly filter: Filter; readonly onFilter: (filter: Filter) => void }) => {
  const { t } = useTranslation('case')
  return (
    <fieldset className='seg sm' aria-label={t('timeline.filter')}>
      {FILTERS.map((each) => <button key={each} type='button' aria-pressed={filter === each} className={filter === each ? 'on' : ''} onClick={() => onFilter(each)}>{t(`timeline.filters.${each}`)}</button>)}
    </fieldset>
  )
}

/** Events, messages and promises in one story, newest first. */
export const Timeline = () => {
  const { t } = useTranslation('case')
  const { it } = useScene()
  const now = useNow()
  const [filter, setFilter] = useState<Filter>('all')
  const [most, setMost] = useState(AT_ONCE)
  const story = storyOf(it, filter)
  return (
    <section aria-labelledby='timeline-h'>
      <div className='tl-f'><h2 id='timeline-h'>{t('timeline.title')}</h2><Filters filter={filter} onFilter={setFilter} /></div>
      {story.length === 0 && <p className='muted'>{t('timeline.none')}</p>}
      {byDay(story.slice(0, most), it.timeZone).map(([day, pieces]) => {
        const words = dayWords(t, pieces[0]?.at ?? day, now, it.timeZone)
        return (
          <section key={day} className='tl-day' aria-label={words}>
            <h3>{words}</h3>
            <ol className='tl'>{pieces.map((piece) => <Entry key={piece.key} piece={piece} />)}</ol>
          </section>
        )
      })}
      {story.length > most && <Button block onClick={() => setMost(most + AT_ONCE)}>{t('timeline.more', { count: story.length - most })}</Button>}
    </section>
  )
}
