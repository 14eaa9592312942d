import type { PortalCase } from '#contract/portal.ts'
import { Icon } from './Icon.tsx'
import { useSpeech } from './speech.ts'

const WAYS = ['manager', 'mediation', 'consumerAssociation', 'hotline12315', 'court'] as const
type Way = (typeof WAYS)[number]
const isWay = (way: string): way is Way => WAYS.some((known) => known === way)

interface WayCardProps {
  readonly way: string
  readonly closed: boolean
  readonly onAsk: (words: string) => void
}

const WayCard = ({ way, closed, onAsk }: WayCardProps) => {
  const { declined } = useSpeech().words
  // A way we have no words for was written for this case: shown as it is.
  if (!isWay(way)) return <li><b>{way}</b></li>
  return (
    <li>
      <b>{declined[way]}</b>
      <p className='small'>{declined[`${way}Text`]}</p>
      {way === 'manager' && !closed && <button type='button' className='link' onClick={() => onAsk(declined.managerMessage)}>{declined.managerAsk}</button>}
      {way === 'hotline12315' && <a className='link' href='tel:12315'><Icon name='phone' size={18} /> {declined.hotlineCall}</a>}
    </li>
  )
}

interface DeclinedProps {
  readonly declined: NonNullable<PortalCase['declined']>
  readonly closed: boolean
  readonly onAsk: (words: string) => void
}

/** Our no, with its grounds, and every way that stays open. */
export const Declined = ({ declined, closed, onAsk }: DeclinedProps) => {
  const { words } = useSpeech()
  return (
    <section className='card stack'>
      <h2>{words.declined.heading}</h2>
      <div><p className='small muted'>{words.declined.grounds}</p><p className='said'>{declined.grounds}</p></div>
      <h3>{words.declined.ways}</h3>
      <p className='small muted'>{words.declined.waysHint}</p>
      <ul className='rows'>{declined.furtherWays.map((way) => <WayCard key={way} way={way} closed={closed} onAsk={onAsk} />)}</ul>
    </section>
  )
}
