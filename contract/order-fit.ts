import type { FoundOrder } from './order-book.ts'

/** What a case or a registration says of what was bought, and by whom. */
export interface Told {
  readonly orderNumber?: string | null | undefined; readonly boughtOn?: string | null | undefined; readonly amountFen?: number | null | undefined; readonly productName?: string | null | undefined; readonly productCode?: string | null | undefined; readonly lot?: string | null | undefined
  readonly name?: string | null | undefined; readonly phone?: string | null | undefined; readonly memberNumber?: string | null | undefined
}
export type ToldPart = keyof Told
/** `empty`: can be filled; `same`; `differs`: both say something, and not the same. */
export interface Fit { readonly part: ToldPart; readonly here: string | number | null; readonly there: string | number; readonly fits: 'empty' | 'same' | 'differs' }

const FOUND: Readonly<Record<ToldPart, (order: FoundOrder) => string | number | null>> = {
  orderNumber: (o) => o.number, boughtOn: (o) => o.boughtOn, amountFen: (o) => o.amountFen, productName: (o) => o.product, productCode: (o) => o.productCode, lot: (o) => o.lot, name: (o) => o.customerName, phone: (o) => o.phone, memberNumber: (o) => o.memberNumber,
}
/** Of the case itself; who the customer is, is changed with the customer. */
export const OF_CASE: readonly ToldPart[] = ['orderNumber', 'boughtOn', 'amountFen', 'productName', 'productCode', 'lot']
export const OF_CUSTOMER: readonly ToldPart[] = ['name', 'phone', 'memberNumber']

const plain = (value: string | number) => (typeof value === 'number' ? String(value) : value.normalize('NFKC').replace(/[\s-]/g, '').toLowerCase())
const isEmpty = (value: string | number | null | undefined): value is null | undefined | '' => value === null || value === undefined || (typeof value === 'string' && value.trim() === '')

/** An order beside what is there, part by part; parts the source says nothing of are left out. */
export const fitOf = (told: Told, order: FoundOrder): readonly Fit[] => [...OF_CASE, ...OF_CUSTOMER].flatMap((part): Fit[] => {
  const [here, there] = [told[part], FOUND[part](order)]
  if (isEmpty(there)) return []
  if (isEmpty(here)) return [{ part, here: null, there, fits: 'empty' }]
  return [{ part, here, there, fits: plain(here) === plain(there) ? 'same' : 'differs' }]
})

/** Whether the source says who bought it. */
export const isNamed = ({ customerName, phone, memberNumber }: FoundOrder): boolean => [customerName, phone, memberNumber].some((part) => part !== null)

/** Without what tells who bought it. */
export const withoutCustomer = (order: FoundOrder): FoundOrder => ({ ...order, customerName: null, phone: null, memberNumber: null })
