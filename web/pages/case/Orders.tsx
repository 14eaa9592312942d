import { useTranslation } from 'react-i18next'
import type { Case } from '#contract/casefile.ts'
import { takeOrder } from '#contract/order-book.ts'
import type { Told } from '#contract/order-fit.ts'
import { useDo } from '../../app/query.ts'
import { LookUp } from '../../modules/order-book/LookUp.tsx'
import { Said } from '../../modules/order-book/Said.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'

const toldOf = ({ order, product, customer, identity }: Case): Told => ({
  orderNumber: order?.number, boughtOn: order?.boughtOn, amountFen: order?.amountFen, productName: product?.name, productCode: product?.code, lot: product?.lot, ...(identity === 'open' && { name: customer.name, phone: customer.phone }),
})

/** The order in the firm's records, looked up and taken into the case. */
export const CaseLookUp = ({ it }: { readonly it: Case }) => {
  const { t } = useTranslation('orders')
  const taking = useDo(takeOrder)
  const said = taking.data && (taking.data.filled.length ? t('filled', { what: taking.data.filled.map((part) => t(`told.${part}`)).join(t('common:listSeparator')) }) : t('nothingEmpty'))
  return (
    <LookUp complaintId={it.id} told={toldOf(it)} whyNotTake={it.may['complaint.takeOrder']} taking={taking.isPending} onTake={(lookupId, at) => taking.mutate({ complaintId: it.id, lookupId, at })}
      after={<><ProblemNote error={taking.error} /><p className='done-s' role='status'>{said ?? ''}</p></>} />
  )
}

/** What was taken over, as the source told of it then. */
export const TakenOrders = ({ orders }: { readonly orders: Case['orders'] }) => {
  const { t } = useTranslation('orders')
  return orders.map((taken) => (
    <details key={taken.id}>
      <summary>{t('taken', { number: taken.order.number, source: t(`source.${taken.source}`) })}</summary>
      <Said order={taken.order} />
      <p className='muted'>{taken.takenBy?.name}　<When at={taken.lookedAt} /></p>
    </details>
  ))
}
