import { fold } from '#kernel/fold.ts'

/** As lots and products are compared: case, width and blanks at the ends do not count. Null: not named. */
export const keyOf = (typed: string | null | undefined): string | null => fold(typed ?? '').trim() || null

interface Who { readonly name: string; readonly phone: string | null; readonly order: string | null; /** Of a customer we know. */ readonly customerId?: string; readonly member?: string | null }

const MASKED = /[*x×]/
/** What is dialled from abroad before a mobile of this country. */
const FROM_ABROAD = /^(?:00)?86(1\d{10})$/
/** Under a mask many numbers look alike: it is none. */
const digitsOf = (phone: string) => (MASKED.test(phone) ? '' : phone.replace(/\D/g, '').replace(FROM_ABROAD, '$1'))

/** One person is there once: by number, else as the customer they are here (those who are not named share a name), else by their member number, else by name and order. */
export const recipientKey = ({ name, phone, order, customerId, member }: Who): string => {
  const digits = digitsOf(fold(phone ?? ''))
  if (digits.length <= 4 && customerId) return `@${customerId}`
  if (digits.length > 4) return `#${digits}`
  return keyOf(member) ? `~${keyOf(member)}` : `${keyOf(name) ?? ''} ${keyOf(order) ?? ''}`
}

/** How columns of a table of deliveries are called, folded. */
const HEADINGS: Readonly<Record<'name' | 'phone' | 'order' | 'quantity', readonly string[]>> = {
  name: ['姓名', '客户', '客户名称', '顾客', '收货人', '收货单位', '名称', '单位名称', 'name', 'customer', 'recipient'],
  phone: ['电话', '手机', '手机号', '联系电话', '联络电话', 'phone', 'telephone', 'mobile'],
  order: ['订单', '订单号', '订单编号', '单号', '送货单', '送货单号', '合同号', 'order', 'order number', 'delivery note', 'number'],
  quantity: ['数量', '件数', '吨数', '发货量', '送货量', 'quantity', 'amount'],
}

export interface Read { readonly no: number; readonly name: string; readonly phone: string | null; readonly order: string | null; readonly quantity: string | null }

/** Rows of a table by their headings; null when no column tells names. */
export const readTable = (rows: readonly (readonly string[])[]): readonly Read[] | null => {
  const head = (rows[0] ?? []).map((cell) => fold(cell).trim())
  const at = (column: keyof typeof HEADINGS) => head.findIndex((cell) => HEADINGS[column].some((name) => fold(name) === cell))
  const [name, phone, order, quantity] = [at('name'), at('phone'), at('order'), at('quantity')]
  if (name < 0) return null
  const cell = (row: readonly string[], column: number) => row[column]?.trim() || null
  return rows.slice(1).map((row, index) => ({ no: index + 2, name: cell(row, name) ?? '', phone: cell(row, phone), order: cell(row, order), quantity: cell(row, quantity) }))
}
