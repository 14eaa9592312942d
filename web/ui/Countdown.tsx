import { CheckOutlined } from '@ant-design/icons'
import dayjs from 'dayjs'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useZone } from './InZone.tsx'
import { useNow } from './now.ts'
import { exactWords, momentWords, spanWords } from './time-words.ts'

const HOUR = 3_600_000
const SOON_SHARE = 0.75
const FULL = 2 * Math.PI * 5

/** Share of the period already used, drawn as a ring: the second cue beside colour. */
const Ring = ({ used }: { readonly used: number }) => (
  <svg className='ring' viewBox='0 0 14 14' aria-hidden='true'>
    <circle cx='7' cy='7' r='5' fill='none' stroke='currentColor' strokeOpacity='.25' strokeWidth='2' />
    <circle cx='7' cy='7' r='5' fill='none' stroke='currentColor' strokeWidth='2' strokeDasharray={`${FULL * used} ${FULL}`} transform='rotate(-90 7 7)' />
  </svg>
)

interface Props {
  readonly dueAt: string
  readonly startedAt?: string | null | undefined
  readonly doneAt?: string | null | undefined
  readonly label?: string | undefined
  /** The time itself stands beside it: always say how long it is until then. */
  readonly timeBeside?: boolean | undefined
}

type Look = 'calm' | 'soon' | 'late' | 'done' | 'doneLate'

interface Face { readonly look: Look; readonly used: number; readonly words: string }

const shareUsed = (start: number | null, due: number, now: number) => {
  if (now >= due) return 1
  if (start === null || start >= due) return 0.5
  return Math.min(1, Math.max(0.04, (now - start) / (due - start)))
}

const isSoon = (left: number, used: number, hasStart: boolean) => left < HOUR || (hasStart && used >= SOON_SHARE && left < 4 * HOUR)

/** Near and far as a span; within the day as the time on the clock. */
const isSpan = (left: number) => left < 4 * HOUR || left >= 24 * HOUR

const faceOf = (t: TFunction, { dueAt, startedAt, doneAt, timeBeside }: Props, now: number, atWords: () => string): Face => {
  const due = dayjs(dueAt).valueOf()
  if (doneAt) {
    const over = dayjs(doneAt).valueOf() - due
    return over > 0 ? { look: 'doneLate', used: 1, words: t('common:clock.doneLate', { span: spanWords(t, over) }) } : { look: 'done', used: 1, words: t('common:clock.done') }
  }
  const start = startedAt ? dayjs(startedAt).valueOf() : null
  const used = shareUsed(start, due, now)
  const left = due - now
  if (left <= 0) return { look: 'late', used: 1, words: t('common:clock.over', { span: spanWords(t, left) }) }
  return { look: isSoon(left, used, start !== null) ? 'soon' : 'calm', used, words: timeBeside || isSpan(left) ? t('common:clock.left', { span: spanWords(t, left) }) : atWords() }
}

/** A deadline as a chip: calm, soon, late. Colour is never the only cue: the words and the ring say it too. */
export const Countdown = (props: Props) => {
  const { t } = useTranslation('common')
  const now = useNow()
  const { zone, told, nameAt } = useZone()
  const name = nameAt(dayjs(props.dueAt).valueOf())
  const inZone = (time: string, named: boolean) => (name && named ? t('common:time.inZone', { time, zone: name }) : time)
  const reading = { zone, end: true }
  const face = faceOf(t, props, now, () => inZone(momentWords(t, props.dueAt, now, reading), !told))
  const exact = t('common:clock.dueExactly', { at: inZone(exactWords(t, props.dueAt, reading), true) })
  return (
    <span className={`clock ${face.look}`} title={props.label ? `${props.label} · ${exact}` : exact}>
      {face.look === 'done' ? <CheckOutlined aria-hidden='true' /> : <Ring used={face.used} />}
      {props.label && <span className='clock-l'>{props.label}</span>}
      <span>{face.words}</span>
      <span className='sr'>{exact}</span>
    </span>
  )
}
