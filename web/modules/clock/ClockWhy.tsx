import dayjs from 'dayjs'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Explanation, type Extension, explain } from '#contract/clock.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { useZone } from '../../ui/InZone.tsx'
import { spanWords, wall, wallWords } from '../../ui/time-words.ts'
import { LadderWhy } from './LadderWhy.tsx'
import { isOurs } from './pressing.ts'

type Period = Explanation['periods'][number]

const lengthOf = (period: Period) => dayjs(period.to).diff(period.from)
const FULL_BAR = 12 * 3_600_000

const share = (period: Period) => `${Math.max(4, Math.min(100, (lengthOf(period) / FULL_BAR) * 100))}%`

const spanOf = (t: TFunction, { from, to, counted }: Period, zone: string) => {
  const hours = dayjs(to).diff(from, 'hour')
  if (!counted && hours >= 23 && hours <= 25) return t('case:clock.allDay')
  const until = { zone, end: true }
  const [first, last] = [wallWords(from, t('case:clock.day'), { zone }), wallWords(to, t('case:clock.day'), until)]
  return `${wallWords(from, 'H:mm', { zone })}–${first === last ? '' : `${last} `}${wallWords(to, 'H:mm', until)}`
}

const tone = (period: Period) => (period.counted ? 'on' : period.why === 'paused' ? 'pause' : 'off')

const Row = ({ period, first, zone }: { readonly period: Period; readonly first: boolean; readonly zone: string }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  return (
    <tr className={tone(period)}>
      <th scope='row'><span className={first ? '' : 'sr'}>{wallWords(period.from, t('clock.day'), { zone })}</span></th>
      <td className='num'>{spanOf(t, period, zone)}</td>
      <td className='why-bar'>{period.counted && <svg width='100%' height='8' aria-hidden='true'><rect width={share(period)} height='8' rx='2' fill='currentColor' /></svg>}</td>
      <td>{period.counted ? spanWords(t, lengthOf(period)) : period.why === 'extended' ? term('period', period.why) : t('clock.notCounted', { why: term('period', period.why) })}</td>
    </tr>
  )
}

const Table = ({ periods, zone }: { readonly periods: readonly Period[]; readonly zone: string }) => {
  const { t } = useTranslation('case')
  const sum = periods.filter((p) => p.counted).reduce((all, p) => all + lengthOf(p), 0)
  const dayOf = (period: Period | undefined) => period && wall(period.from, zone).format('YYYY-MM-DD')
  const isFirst = (i: number) => i === 0 || dayOf(periods[i]) !== dayOf(periods[i - 1])
  return (
    <table>
      <thead className='sr'><tr><th>{t('clock.column.day')}</th><th>{t('clock.column.span')}</th><td /><th>{t('clock.column.counts')}</th></tr></thead>
      <tbody>{periods.map((period, i) => <Row key={period.from} period={period} first={isFirst(i)} zone={zone} />)}</tbody>
      <tfoot><tr><th scope='row'>{t('clock.sum')}</th><td /><td /><td>{spanWords(t, sum)}</td></tr></tfoot>
    </table>
  )
}

/** D8: who has checked the basis against its source, or that nobody has. */
const Checked = ({ of: { legal, standing, confirmed } }: { readonly of: Explanation }) => {
  const { t } = useTranslation('case')
  const { zone } = useZone()
  if (confirmed) return <p className='why-src'>{t('clock.checkedBy', { name: confirmed.by?.name ?? '', at: wallWords(confirmed.at, t('clock.day'), { zone }), source: confirmed.source })} {confirmed.link && <a href={confirmed.link} target='_blank' rel='noreferrer'>{t('clock.checkedLink')}</a>}</p>
  return standing === 'shipped' ? null : <p className={legal ? 'why-warn' : 'why-src'}>{t(standing === 'changed' ? 'clock.changedSince' : legal ? 'clock.uncheckedLaw' : 'clock.unchecked')}</p>
}

interface Props { readonly id: string; readonly extensions: readonly Extension[]; /** What can be done about this clock. */ readonly children?: ReactNode }

/** D7: each counted, skipped and paused period of a deadline, and the rule behind it. */
export const ClockWhy = ({ id, extensions, children }: Props) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { zone } = useZone()
  const { data, error } = useAsk(explain, { id })
  if (error) return <ProblemNote error={error} />
  if (!data) return <div className='why-p' aria-busy='true'><span className='bone' /></div>
  const { clock, rule } = data
  const until = (at: string) => wallWords(at, t('clock.moment'), { zone, end: true })
  const granted = extensions.findLast((each) => each.state === 'approved')
  return (
    <div className='why-p'>
      <p className='why-lead'>{t('clock.lead', { label: say(data.label), amount: t('clock.amount', { amount: rule.amount, unit: term('timeUnit', rule.unit) }), from: wallWords(clock.startedAt, t('clock.moment'), { zone }), due: until(data.extendedFrom ?? clock.dueAt) })}</p>
      {clock.state === 'paused' && <p className='why-more'>{t('clock.pausedWhy')}</p>}
      {data.extendedFrom && <p className='why-more'>{granted?.decidedBy ? t('clock.extendedBy', { name: granted.decidedBy.name, at: until(clock.dueAt), reason: granted.reason }) : t('clock.extendedTo', { at: until(clock.dueAt) })}</p>}
      {!isOurs(clock) && <p className='why-more'>{t('clock.dutyWhy', { whose: term('bound', clock.bound ?? 'ours') })}</p>}
      <Table periods={data.periods} zone={zone} />
      {rule.movePastHoliday && <p className='why-more'>{t('clock.movesPast')}</p>}
      <LadderWhy of={data} />
      {data.provisional && <p className='why-warn'>{t('clock.provisionalWhy')}</p>}
      <p className='why-src'>{t('clock.basis', { basis: say(data.basis), rule: rule.id, version: rule.version })}</p>
      <Checked of={data} />
      {children}
    </div>
  )
}
