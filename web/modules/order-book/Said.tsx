import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundOrder } from '#contract/order-book.ts'
import { money } from '../../ui/money.ts'

const joined = (...parts: readonly (string | null)[]) => parts.filter(Boolean).join('　') || null

/** Everything a source says of one order. */
export const Said = ({ order }: { readonly order: FoundOrder }) => {
  const { t } = useTranslation('orders')
  const rows: readonly (readonly [string, string | null])[] = [
    ['product', joined(order.product, order.productCode)], ['lot', order.lot], ['serial', order.serial], ['quantity', order.quantity], ['boughtOn', order.boughtOn], ['amount', order.amountFen === null ? null : money(order.amountFen)],
    ['unit', order.unit], ['customer', joined(order.customerName, order.phone, order.memberNumber)], ['shipment', joined(order.shipment, order.shippedOn)],
  ]
  return <dl className='kv'>{rows.map(([name, value]) => value && <Fragment key={name}><dt>{t(`part.${name}`)}</dt><dd className='pre'>{value}</dd></Fragment>)}</dl>
}
