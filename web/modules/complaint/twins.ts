import type { Case } from '#contract/casefile.ts'
import type { Field } from '#contract/packs.ts'

/** Pack fields that the form asks for anyway, by where the form keeps them: asked once, kept in both places. */
const TEXTS = { memberNumber: 'memberNumber', boughtOn: 'boughtOn', salesNumber: 'orderNumber', orderNumber: 'orderNumber', barcode: 'productCode', lot: 'lot', lotNumber: 'lot' } as const
const MONEY = { pricePaid: 'priceFen', claimAmount: 'claimFen' } as const

type TwinKey = (typeof TEXTS)[keyof typeof TEXTS] | (typeof MONEY)[keyof typeof MONEY]

const keyIn = <T extends Readonly<Record<string, TwinKey>>>(table: T, code: string): TwinKey | null => table[code] ?? null

export const twinOf = (field: Field): TwinKey | null => {
  if (field.type === 'money') return keyIn(MONEY, field.code)
  return field.type === 'text' || field.type === 'day' ? keyIn(TEXTS, field.code) : null
}

/** Whether a case holds the answer among its own facts: there it was asked. */
export const isHeldBeside = ({ customer, order, product, claimFen }: Pick<Case, 'customer' | 'order' | 'product' | 'claimFen'>, field: Field): boolean => {
  const twin = twinOf(field)
  const held = { memberNumber: customer.memberNumber, boughtOn: order?.boughtOn, orderNumber: order?.number, productCode: product?.code, lot: product?.lot, priceFen: product?.priceFen, claimFen }
  return twin !== null && (held[twin] ?? '') !== ''
}
