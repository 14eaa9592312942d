import { type Plan, type ReadRow, beginRow, fenOf } from './row.ts'

/** Understands one row of a table of orders. A telephone number nobody can call is kept as it stands: it is only compared. */
export const readOrder = (plan: Plan, cells: readonly string[]): ReadRow => {
  const row = beginRow(plan, cells)
  const text = (part: string) => row.text(part)?.trim() ?? null
  const day = (part: string) => row.day(part, plan.mapping.dates[part])
  const number = row.required('orderNumber')?.trim() ?? null
  const rest = {
    product: text('productName'), productCode: text('productCode'), lot: text('lot'), serial: text('serial'), quantity: text('quantity'), boughtOn: day('boughtOn'), amountFen: row.as('amount', 'notAnAmount', fenOf), unit: text('soldAt'),
    customerName: text('customerName'), phone: text('phone'), memberNumber: text('memberNumber'), shipment: text('shipment'), shippedOn: day('shippedOn'),
  }
  return { externalId: null, told: null, call: null, order: number === null ? null : { number, ...rest }, faults: row.faults, unmatched: row.unmatched }
}
