import dayjs from 'dayjs'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { explain } from '#contract/clock.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { spanWords } from '../../ui/time-words.ts'
import { endWords } from '../../ui/time-words.ts'

type Explanation = z.output<typeof explain.output>
type Period = Explanation['periods'][number]

const lengthOf = (period: Period) => dayjs(period.to).diff(period.from)
const FULL_BAR = 12 * 3_600_000

const share = (period: Period) => `${Math.max(4, Math.min(100, (lengthOf(period) / FULL_BAR) * 100))}%`

const spanOf = (t: TFunction, { from, to, counted }: Period) => {
  if (!counted && dayjs(to).diff(from, 'hour') >= 23) return t('case:clock.allDay')
  const end = dayjs(to).isSame(from, 'day') ? dayjs(to).format('H:mm') : '24:00'
  return `${dayjs(from).format('H:mm')}–${end}`
}

const tone = (period: Period) => (period.counted ? 'on' : period.why === 'paused' ? 'pause' : 'off')

const Row = ({ period, first }: { readonly period: Period; readonly first: boolean }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  return (
    <tr className={tone(period)}>
      <th scope='row'><span className={first ? '' : 'sr'}>{dayjs(period.from).format(t('clock.day'))}</span></th>
      <td className='num'>{spanOf(t, period)}</td>
      <td className='why-bar'>{period.counted && <svg width='100%' height='8' aria-hidden='true'><rect width={share(period)} height='8' rx='2' fill='currentColor' /></svg>}</td>
      <td>{period.counted ? spanWords(t, lengthOf(period)) : t('clock.notCounted', { why: term('period', period.why) })}</td>
    </tr>
  )
}

const Table = ({ periods }: { readonly periods: readonly Period[] }) => {
  const { t } = useTranslation('case')
  const sum = periods.filter((p) => p.counted).reduce((all, p) => all + lengthOf(p), 0)
  const isFirst = (i: number) => i === 0 || !dayjs(periods[i]?.from).isSame(periods[i - 1]?.from, 'day')
  return (
    <table>
      <thead className='sr'><tr><th>{t('clock.column.day')}</th><th>{t('clock.column.span')}</th><td /><th>{t('clock.column.counts')}</th></tr></thead>
      <tbody>{periods.map((period, i) => <Row key={period.from} period={period} first={isFirst(i)} />)}</tbody>
      <tfoot><tr><th scope='row'>{t('clock.sum')}</th><td /><td /><td>{spanWords(t, sum)}</td></tr></tfoot>
    </table>
  )
}

/** D7: each counted, skipped and paused period of a deadline, and the rule behind it. */
export const ClockWhy = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { data, error } = useAsk(explain, { id })
  if (error) return <ProblemNote error={error} />
  if (!data) return <div className='why-p' aria-busy='true'><span className='bone' /></div>
  const { clock, rule } = data
  return (
    <div className='why-p'>
      <p className='why-lead'>{t('clock.lead', { label: say(data.label), amount: t('clock.amount', { amount: rule.amount, unit: term('timeUnit', rule.unit) }), from: dayjs(clock.startedAt).format(t('clock.moment')), due: endWords(clock.dueAt, t('clock.moment')) })}</p>
      <Table periods={data.periods} />
      {data.provisional && <p className='why-warn'>{t('clock.provisionalWhy')}</p>}
      <p className='why-src'>{t('clock.basis', { basis: say(data.basis), version: rule.version })}</p>
    </div>
  )
}
