import { staleVersion } from '#contract/common.ts'
import { holdOver, liftAskedAlready, liftNotAsked, nothingHeld, ownLift, spokenAlready } from '#contract/containment.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { fold } from '#kernel/fold.ts'

/** As lots and products are compared: case, width and blanks at the ends do not count. Null: not named. */
export const keyOf = (typed: string | null | undefined): string | null => fold(typed ?? '').trim() || null

/** A lot is held by its number, a sale or a service by what it is called. */
export const whyNotScope = (kind: string, lotKey: string | null, productKey: string | null): Refusal | null => ((kind === 'lot' ? lotKey : productKey) ? null : nothingHeld)

interface Stored { readonly state: string; readonly version: number }
export const whyNotHold = ({ state }: Pick<Stored, 'state'>): Refusal | null => (state === 'lifted' ? holdOver : null)

export const whyNotAskLift = (hold: Stored, seen: number): Refusal | null => {
  if (hold.state !== 'active') return hold.state === 'lifted' ? holdOver : liftAskedAlready
  return hold.version === seen ? null : staleVersion
}

/** Another person decides than who asked. */
export const whyNotDecideLift = (hold: Stored & { readonly lift_asked_by: string | null }, seen: number, personId: string | null): Refusal | null => {
  if (hold.state !== 'liftAsked') return hold.state === 'lifted' ? holdOver : liftNotAsked
  if (hold.lift_asked_by === personId) return ownLift
  return hold.version === seen ? null : staleVersion
}

/** Who was told, or does not have it, is done with; a mistake is put right by whoever leads in words of their own. */
export const whyNotContact = (recipient: Stored, seen: number): Refusal | null => {
  if (recipient.state !== 'open') return spokenAlready
  return recipient.version === seen ? null : staleVersion
}

interface Who { readonly name: string; readonly phone: string | null; readonly order: string | null }
/** One person is there once: by number, else by name and order. */
export const recipientKey = ({ name, phone, order }: Who): string => {
  const digits = fold(phone ?? '').replace(/\D/g, '')
  return digits.length > 4 ? `#${digits}` : `${keyOf(name) ?? ''} ${keyOf(order) ?? ''}`
}

/** How columns of a table of deliveries are called, folded. */
const HEADINGS: Readonly<Record<'name' | 'phone' | 'order' | 'quantity', readonly string[]>> = {
  name: ['姓名', '客户', '客户名称', '顾客', '收货人', '收货单位', '名称', '单位名称', 'name', 'customer', 'recipient'],
  phone: ['电话', '手机', '手机号', '联系电话', '联络电话', 'phone', 'telephone', 'mobile'],
  order: ['订单', '订单号', '订单编号', '单号', '送货单', '送货单号', '合同号', 'order', 'order number', 'delivery note'],
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
