import { useTranslation } from 'react-i18next'
import { say, useTerm } from '../../app/i18n.ts'
import { money } from '../../ui/money.ts'
import type { Preview } from './proposal.ts'

/** F9: what is missing to what the law gives, while the proposal is written. */
export const BelowLaw = ({ preview }: { readonly preview: Preview | undefined }) => {
  const { t } = useTranslation('statute')
  const term = useTerm()
  if (!preview?.belowLaw.length) return null
  return (
    <ul className='below' aria-live='polite'>
      {preview.belowLaw.map((short) => {
        const said = { no: short.no, kinds: short.kinds.map((kind) => term('remedyKind', kind)).join(t('common:listSeparator')) }
        return (
          <li key={`${short.pointId} ${short.rule}`}>
            {short.minFen === null ? t('belowWay', said) : t('belowMoney', { ...said, least: money(short.minFen), given: money(short.givenFen ?? 0) })}
            <small>{t('basis', { basis: say(short.basis) })}</small>
          </li>
        )
      })}
    </ul>
  )
}
