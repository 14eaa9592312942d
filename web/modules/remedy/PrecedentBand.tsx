import { useTranslation } from 'react-i18next'
import { money } from '../../ui/money.ts'
import type { Advice } from './proposal.ts'
import './remedy.css'

type Precedents = Advice['precedents']

interface Props { readonly precedents: Precedents; readonly oursFen: number; /** What the case was given before: it counts with what is proposed. */ readonly givenFen?: number; /** What the reader may decide alone; null where it says nothing. */ readonly limitFen?: number | null }

const anchor = (share: number) => (share < 18 ? 'start' : share > 82 ? 'end' : 'middle')

interface Range { readonly low: number; readonly median: number; readonly high: number }

const rangeOf = ({ basis, lowFen, medianFen, highFen }: Precedents): Range | null =>
  basis === 'sameCategory' && lowFen !== null && medianFen !== null && highFen !== null ? { low: lowFen, median: medianFen, high: highFen } : null

const usePlace = ({ low, high }: Range, oursFen: number) => {
  const { t } = useTranslation('case')
  return oursFen > high ? t('band.above') : oursFen < low ? t('band.below') : t('band.within')
}

/** The listed cases of the same category, each where what was given lies. */
const dotsOf = ({ items }: Precedents) => items.filter((each) => !each.near).map((each) => ({ id: each.complaintId, fen: each.givenFen, leading: each.leading !== null }))

const Plot = ({ range, oursFen, limitFen, dots, label }: { readonly range: Range; readonly oursFen: number; readonly label: string; readonly limitFen: number | null; readonly dots: ReturnType<typeof dotsOf> }) => {
  const most = Math.max(range.high, oursFen, ...dots.map((dot) => dot.fen), Math.min(limitFen ?? 0, range.high * 2), 1) * 1.08
  const at = (fen: number) => Math.min(100, (fen / most) * 100)
  const ours = at(oursFen)
  return (
    <svg className='band-plot' width='100%' height='64' aria-hidden='true'>
      <text x={`${ours}%`} y='12' textAnchor={anchor(ours)} className='band-t'>{label}</text>
      <line x1='0' x2='100%' y1='30' y2='30' className='band-axis' />
      <rect x={`${at(range.low)}%`} y='21' width={`${Math.max(0.5, at(range.high) - at(range.low))}%`} height='18' rx='3' className='band-box' />
      <line x1={`${at(range.median)}%`} x2={`${at(range.median)}%`} y1='21' y2='39' className='band-median' />
      {limitFen !== null && <rect x='0' y='50' width={`${at(limitFen)}%`} height='8' rx='3' className='band-limit' />}
      {limitFen !== null && <rect x='0' y='50' width='100%' height='8' rx='3' className='band-rest' />}
      {dots.map((dot) => (dot.leading
        ? <rect key={dot.id} x={`${at(dot.fen)}%`} y='26' width='8' height='8' className='band-lead' />
        : <circle key={dot.id} cx={`${at(dot.fen)}%`} cy='30' r='3' className='band-dot' />))}
      <line x1={`${ours}%`} x2={`${ours}%`} y1='17' y2='60' className='band-ours' />
    </svg>
  )
}

const Figures = ({ range, oursFen, limitFen }: { readonly range: Range; readonly oursFen: number; readonly limitFen: number | null }) => {
  const { t } = useTranslation('case')
  return (
    <>
      <p className='band-n'><span>{t('band.low', { amount: money(range.low) })}</span><b>{t('band.median', { amount: money(range.median) })}</b><span>{t('band.high', { amount: money(range.high) })}</span></p>
      {limitFen !== null && <p className='band-k'><i aria-hidden='true' />{t('band.limit', { amount: money(limitFen) })}</p>}
      <p className='band-r'>{usePlace(range, oursFen)}</p>
    </>
  )
}

/** By what the cases of the range were chosen, and how many of them the reader cannot look at. */
const Basis = ({ precedents: { comparedBy, elsewhere } }: { readonly precedents: Precedents }) => {
  const { t } = useTranslation('case')
  const what = comparedBy.map((trait) => t(`band.trait.${trait}`)).join(t('common:listSeparator'))
  return <>{what && <p className='band-r'>{t('band.comparedBy', { what })}</p>}{elsewhere > 0 && <p className='band-r'>{t('band.elsewhere', { count: elsewhere })}</p>}</>
}

/** F4: where an amount lies among closed cases of the same category, or that they are too few to compare; beside what the reader may decide alone. */
export const PrecedentBand = ({ precedents, oursFen, givenFen = 0, limitFen = null }: Props) => {
  const { t } = useTranslation('case')
  const range = rangeOf(precedents)
  const wholeFen = givenFen + oursFen
  const label = t(givenFen > 0 ? 'band.whole' : 'band.ours', { amount: money(wholeFen) })
  return (
    <figure className='band'>
      <figcaption>{range ? t('band.title', { count: precedents.compared }) : t('band.few', { count: precedents.count, needed: precedents.needed })}</figcaption>
      {range && <Plot range={range} oursFen={wholeFen} label={label} limitFen={limitFen} dots={dotsOf(precedents)} />}
      {range && givenFen > 0 && <p className='band-r'>{t('band.given', { given: money(givenFen), ours: money(oursFen), whole: money(wholeFen) })}</p>}
      {range && <Basis precedents={precedents} />}
      {range ? <Figures range={range} oursFen={wholeFen} limitFen={limitFen} /> : limitFen !== null && <p className='band-r'>{t('band.limit', { amount: money(limitFen) })}</p>}
    </figure>
  )
}
