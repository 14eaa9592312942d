import { useTranslation } from 'react-i18next'
import { say, useTerm } from '../../app/i18n.ts'
import { money } from '../../ui/money.ts'
import type { Preview } from './proposal.ts'

type Short = Preview['belowLaw'][number]

/** None of the ways, too little of one, a sum that nobody knows yet, or less than a sum. */
const wantOf = ({ claim, minFen, lacks }: Short) => (minFen === null ? 'way' : claim === 'way' ? 'short' : lacks && minFen === 0 ? 'open' : 'money')
const WORDS = { way: 'belowWay', short: 'belowShort', open: 'belowOpen', money: 'belowMoney' } as const

/** F9: what is missing to what the law gives, while the proposal is written. */
export const BelowLaw = ({ preview }: { readonly preview: Preview | undefined }) => {
  const { t } = useTranslation('statute')
  const term = useTerm()
  if (!preview?.belowLaw.length) return null
  const list = (kinds: readonly string[]) => kinds.map((kind) => term('remedyKind', kind)).join(t('common:listSeparator'))
  return (
    <ul className='below' aria-live='polite'>
      {preview.belowLaw.map((short) => {
        const least = { least: money(short.minFen ?? 0), given: money(short.givenFen ?? 0) }
        const said = { no: short.no, kinds: list(short.kinds) }
        return (
          <li key={`${short.pointId} ${short.rule}`}>
            {t(WORDS[wantOf(short)], { ...said, ...least })}
            {short.ways.length > 0 && t('instead', { kinds: list(short.ways) })}
            <small>{t('basis', { basis: say(short.basis) })}</small>
          </li>
        )
      })}
    </ul>
  )
}
