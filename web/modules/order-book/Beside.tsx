import { useTranslation } from 'react-i18next'
import type { FoundOrder } from '#contract/order-book.ts'
import { type Fit, fitOf, type Told } from '#contract/order-fit.ts'
import { money } from '../../ui/money.ts'
import { ScrollX } from '../../ui/ScrollX.tsx'

const shown = ({ part }: Fit, value: string | number | null) => (part === 'amountFen' && typeof value === 'number' ? money(value) : String(value ?? ''))

/** What here and there say otherwise, side by side: nothing of it is overwritten. */
export const Beside = ({ told, order }: { readonly told: Told; readonly order: FoundOrder }) => {
  const { t } = useTranslation('orders')
  const odd = fitOf(told, order).filter(({ fits }) => fits === 'differs')
  if (!odd.length) return null
  return (
    <ScrollX label={t('differs')}><table className='tbl ord-t'>
      <caption className='muted'>{t('differs')}</caption>
      <thead><tr><th scope='col'>{t('what')}</th><th scope='col'>{t('here')}</th><th scope='col'>{t('there')}</th></tr></thead>
      <tbody>{odd.map((fit) => <tr key={fit.part}><th scope='row'>{t(`told.${fit.part}`)}</th><td>{shown(fit, fit.here)}</td><td>{shown(fit, fit.there)}</td></tr>)}</tbody>
    </table></ScrollX>
  )
}
