import { useTranslation } from 'react-i18next'
import type { LiaisonLine } from '#contract/liaison.ts'
import { Countdown } from '../../ui/Countdown.tsx'
import { useNow } from '../../ui/now.ts'
import './liaison.css'

type Node = LiaisonLine['stops'][number]

const answers = ({ kind }: Node) => kind === 'unit' || kind === 'party'

/** Units that were asked side by side stand one above the other; one that is asked again, and everything else, in its order. */
const columnsOf = (stops: readonly Node[]): readonly (readonly Node[])[] => {
  const columns: Node[][] = []
  for (const stop of stops) {
    const last = columns.at(-1)
    const beside = answers(stop) && last?.every((other) => answers(other) && other.unitName !== stop.unitName)
    if (last && beside) last.push(stop)
    else columns.push([stop])
  }
  return columns
}

const DONE = ['signed', 'accepted']
const looksOf = (stop: Node, now: number) => {
  if (stop.state === 'open') return stop.dueAt && Date.parse(stop.dueAt) <= now ? 'open late' : 'open'
  return DONE.includes(stop.state) ? 'done' : 'off'
}

const Shown = ({ stop }: { readonly stop: Node }) => {
  const { t } = useTranslation('liaison')
  const who = stop.signedBy ?? stop.takenBy
  return (
    <li className={`lia-n ${looksOf(stop, useNow())}`}>
      <b>{stop.unitName}</b>
      <small>{t(`stop.${stop.kind}`)}{t('sep')}{t(`stopState.${stop.state}`)}{who && <>{t('sep')}{who}</>}</small>
      {stop.state === 'open' && stop.dueAt && <Countdown dueAt={stop.dueAt} />}
    </li>
  )
}

/** The way of a form: where it was, where it lies, until when. */
export const StopLine = ({ stops }: { readonly stops: readonly Node[] }) => {
  const { t } = useTranslation('liaison')
  if (stops.length === 0) return null
  // biome-ignore lint/a11y/noNoninteractiveTabindex: where it is wider than the page it is moved by the keys.
  return <section className='lia-w' aria-label={t('way')} tabIndex={0}>{columnsOf(stops).map((column) => <ul key={column[0]?.id} className={column.length > 1 ? 'lia-c many' : 'lia-c'}>{column.map((stop) => <Shown key={stop.id} stop={stop} />)}</ul>)}</section>
}
