import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Hit } from '#contract/order-book.ts'
import { fitOf, type Told, type ToldPart } from '#contract/order-fit.ts'
import { LookUp } from '../../modules/order-book/LookUp.tsx'
import { useDesk } from './desk-context.ts'
import type { Draft } from './draft.ts'

const toldOf = (draft: Draft): Told => ({
  orderNumber: draft.orderNumber, boughtOn: draft.boughtOn, amountFen: draft.amountFen, productName: draft.productName, productCode: draft.productCode, lot: draft.lot,
  ...(draft.identity !== 'anonymous' && { name: draft.name, phone: draft.phone, memberNumber: draft.memberNumber }),
})

/** Of who wants to be anonymous, nobody is named by what they bought. */
const filledBy = (draft: Draft, { order }: Hit): Partial<Draft> => Object.fromEntries(fitOf(toldOf(draft), order).filter(({ part, fits }) => fits === 'empty' && !(draft.identity === 'anonymous' && (['name', 'phone', 'memberNumber'] as readonly ToldPart[]).includes(part))).map(({ part, there }) => [part, there]))

/** That it will be kept, and the way back. */
const WillBeKept = () => {
  const { t } = useTranslation('orders')
  const { draft: { orderFound }, set } = useDesk()
  return (
    <>
      <p className='done-s' role='status'>{orderFound ? t('willBeKept', { number: orderFound.number }) : ''}</p>
      {orderFound && <Button size='small' onClick={() => set({ orderFound: null })}>{t('notKeep')}</Button>}
    </>
  )
}

/** What was bought, out of the firm's own records: fills what is still empty. */
export const Bought = () => {
  const { t } = useTranslation('orders')
  const { draft, set } = useDesk()
  const take = (lookupId: string, at: number, hit: Hit) => set({ ...filledBy(draft, hit), orderFound: { lookupId, at, number: hit.order.number } })
  return (
    <details className='rest'>
      <summary>{t('open')}</summary>
      <LookUp told={toldOf(draft)} whyNotTake={null} onTake={take} after={<WillBeKept />} />
    </details>
  )
}
