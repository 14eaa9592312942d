import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Move, Moves as Found } from '#contract/moves.ts'
import { Go } from '../../app/Go.tsx'
import { say } from '../../app/i18n.ts'
import { links } from '../../links.ts'
import { Chip } from '../../ui/Chip.tsx'
import { useZone } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { spanWords, wallWords } from '../../ui/time-words.ts'
import './moves.css'

const useShift = () => {
  const { t } = useTranslation('moves')
  return (ms: number) => (ms === 0 ? t('same') : t(ms > 0 ? 'later' : 'earlier', { span: spanWords(t, ms) }))
}

const ByClock = ({ clocks }: Pick<Found, 'clocks'>) => {
  const { t } = useTranslation('moves')
  const shift = useShift()
  return (
    <table className='mvs-c'>
      <thead><tr><th scope='col'>{t('clock')}</th><th scope='col'>{t('count')}</th><th scope='col'>{t('shift')}</th></tr></thead>
      <tbody>{clocks.map((clock) => (
        <tr key={clock.kind}><th scope='row'>{say(clock.label)}</th><td className='num'>{clock.moved}</td><td>{clock.earliestMs === clock.latestMs ? shift(clock.earliestMs) : t('range', { from: shift(clock.earliestMs), to: shift(clock.latestMs) })}</td></tr>
      ))}</tbody>
    </table>
  )
}

const Line = ({ move, label }: { readonly move: Move; readonly label: string }) => {
  const { t } = useTranslation('moves')
  const { zone } = useZone()
  const words = (at: string) => wallWords(at, t('common:time.exactFormat'), { zone, end: true })
  return (
    <li>
      <span><Go to={links.complaint(move.complaintId)} target='_blank' className='num'>{move.number}</Go> <span className='muted'>{move.unit} · {label}</span></span>
      <span className='num'>{move.what === 'moves' ? t('fromTo', { from: words(move.before), to: words(move.after) }) : t(move.what, { at: words(move.after) })} {move.overdue && <Chip tone='alert'>{t('overdue')}</Chip>}{move.provisional && <Chip tone='warn'>{t('provisional')}</Chip>}</span>
    </li>
  )
}

interface Props { readonly first: Found; /** Asks the next part; the same question, from where this one ended. */ readonly more: (from: string) => Promise<Found> }

/** What would move: by clock, by how much, and each with its old and new end, the pressing ones first. Nothing of it holds yet. */
export const Moves = ({ first, more }: Props) => {
  const { t } = useTranslation('moves')
  const [items, setItems] = useState<readonly Move[]>(first.items)
  const [next, setNext] = useState(first.next)
  const [fault, setFault] = useState<Error | null>(null)
  const labels = new Map(first.clocks.map((clock) => [clock.kind, say(clock.label)]))
  const goOn = (from: string) => more(from).then((part) => { setItems([...items, ...part.items]); setNext(part.next) }, setFault)
  return (
    <section className='mvs' aria-label={t('title')}>
      <p className='mvs-l' role='status'>{first.open + first.moved === 0 ? t('untouched') : first.moved === 0 ? t('none', { count: first.open }) : t('some', { open: first.open, moved: first.moved })}</p>
      {first.overdue > 0 && <p className='mvs-o'>{t('overdueSome', { count: first.overdue })}</p>}
      {first.partly && <p className='hint'>{t('partly')}</p>}
      {first.moved > 0 && <ByClock clocks={first.clocks} />}
      <ul className='mvs-i'>{items.map((move) => <Line key={`${move.complaintId} ${move.clockId} ${move.what}`} move={move} label={labels.get(move.kind) ?? move.kind} />)}</ul>
      <ProblemNote error={fault} />
      {next !== null && <Button onClick={() => void goOn(next)}>{t('more', { count: first.moved - items.length })}</Button>}
    </section>
  )
}
