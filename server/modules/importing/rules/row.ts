import { Email } from '#contract/common.ts'
import type { RegisterComplaint } from '#contract/complaint.ts'
import type { DateOrder, Mapping } from '#contract/importing.ts'
import type { FoundOrder } from '#contract/order-book.ts'
import type { Channel, Field, FieldAnswer } from '#contract/packs.ts'
import { instantOfWall, zoneOf } from '#kernel/calendar/zone.ts'
import { type Instant, instant, iso, plusMs } from '#kernel/time.ts'
import type { TableCall } from '#modules/call-back/rules.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { plainDay, readDate } from './dates.ts'
import type { Meaning } from './known.ts'
import { FIELD, type Part } from './parts.ts'

/** What is wrong with one value, or (`remark`) only worth knowing. `column` counts from 0, -1 is the row as a whole. */
export interface RowFault { readonly part: string; readonly column: number; readonly value: string; readonly code: string; readonly most?: number; readonly remark?: true }

/** Of calls: whose number was dialled (null: nobody's), whose a call is otherwise, and after how long one is not called back any more. */
export interface CallPlan { unitOf(to: string): string | null; readonly otherwise: string | null; readonly windowHours: number }

export interface Plan {
  readonly mapping: Mapping
  readonly parts: readonly Part[]
  readonly fields: readonly Field[]
  readonly width: number
  /** By id; those where the importer may register. */
  readonly zones: ReadonlyMap<string, string>
  readonly reach: 'all' | readonly string[]
  readonly headquartersZone: string
  readonly now: Instant
  readonly calls: CallPlan
  meaning(part: string, value: string): Meaning
}

/** A row as we understand it. */
export interface Told {
  readonly externalId: string | null; readonly unitId: string | null; readonly channel: Channel; readonly receivedAt: string | null; readonly occurredAt: string | null; readonly closedAt: string | null
  readonly closingNote: string | null; readonly receiver: string | null; readonly customer: RegisterComplaint['customer']; readonly point: RegisterComplaint['points'][number]
  readonly productName: string | null; readonly productCode: string | null; readonly lot: string | null; readonly orderNumber: string | null; readonly place: string | null; readonly soFar: string | null
  readonly claimFen: number | null; readonly fields: Readonly<Record<string, FieldAnswer>>
}
/** `told`: of a complaint; `call`: of a call; `order`: of something sold. */
export interface ReadRow { readonly externalId: string | null; readonly told: Told | null; readonly call: TableCall | null; readonly order: FoundOrder | null; readonly faults: readonly RowFault[]; readonly unmatched: readonly { readonly part: string; readonly value: string }[] }

/** A clock a little ahead on the other side is no future. */
const SKEW_MS = 5 * 60_000
const MOST_SHOWN = 200
/** Signs between values of one cell, of both writings. */
const BETWEEN = /[\n,;|\u3001\uff0c\uff1b]/
const EPOCH = instant('1970-01-01T00:00:00Z')

const isUnstorable = (text: string) => text.includes('\u0000') || !text.isWellFormed()

/** Yuan as people write them, to fen; null when it is no amount. */
export const fenOf = (value: string): number | null => {
  const [, yuan, fen = ''] = /^(\d{1,10})(?:\.(\d{1,2})0*)?$/.exec(value.normalize('NFKC').replace(/[¥￥,\s元]|RMB|CNY/gi, '')) ?? []
  return yuan === undefined ? null : Number(yuan) * 100 + Number(fen.padEnd(2, '0'))
}

const numberOf = (value: string): number | null => {
  const text = value.normalize('NFKC').replace(/[,\s]/g, '')
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : null
}

/** Reads the values of one row, and notes what cannot be read. */
export class RowReader {
  readonly faults: RowFault[] = []
  readonly unmatched: { part: string; value: string }[] = []
  private readonly plan: Plan
  private readonly cells: readonly string[]
  constructor(plan: Plan, cells: readonly string[]) {
    this.plan = plan
    this.cells = cells
  }

  private columnsOf(part: string) { return this.plan.mapping.columns[part] ?? [] }

  fault(part: string, value: string, code: string, more: { most?: number; remark?: true } = {}) {
    this.faults.push({ part, column: this.columnsOf(part)[0] ?? -1, value: value.slice(0, MOST_SHOWN), code, ...more })
  }

  /** The value of a part, byte for byte; empty is null. Texts of several columns stand one below the other. */
  text(part: string): string | null {
    const { most = 0 } = this.plan.parts.find((p) => p.part === part) ?? {}
    const value = this.columnsOf(part).map((column) => this.cells[column] ?? '').filter((cell) => cell.trim() !== '').join('\n')
    if (value === '') return null
    if (isUnstorable(value)) { this.fault(part, value.replaceAll('\u0000', ''), 'unstorable'); return null }
    if (value.includes('\ufffd')) { this.fault(part, value, 'unreadable'); return null }
    if (most && value.length > most) { this.fault(part, value, 'tooLong', { most }); return null }
    return value
  }

  required(part: string): string | null {
    const before = this.faults.length
    const value = this.text(part)
    if (value === null && this.faults.length === before) this.fault(part, '', 'required')
    return value
  }

  known(part: string): string | null {
    const value = this.text(part)?.trim() ?? null
    return value === null ? null : this.meant(part, value)
  }

  /** Several values in one cell, or in cells one below the other. */
  knownAll(part: string): string[] | null {
    const values = (this.text(part) ?? '').split(BETWEEN).map((value) => value.trim()).filter((value) => value !== '')
    const codes = new Set(values.flatMap((value) => this.meant(part, value) ?? []))
    return codes.size ? [...codes] : null
  }

  private meant(part: string, value: string): string | null {
    const meant = this.plan.meaning(part, value)
    if ('code' in meant) return meant.code || null
    this.unmatched.push({ part, value })
    this.fault(part, value, meant.why)
    return null
  }

  /** A part through a reading that may fail. */
  as<T>(part: string, code: string, read: (value: string) => T | null): T | null {
    const value = this.text(part)
    if (value === null) return null
    const found = read(value)
    if (found === null) this.fault(part, value, code)
    return found
  }

  day(part: string, order: DateOrder = 'ymd'): string | null {
    return this.as(part, 'notADate', (value) => {
      const told = readDate(value, order)
      return told === null ? null : 'wall' in told ? plainDay(told.wall) : told.exact.slice(0, 10)
    })
  }

  moment(part: string, zone: string): string | null {
    const at = this.as(part, 'notADate', (value) => {
      const told = readDate(value, this.plan.mapping.dates[part] ?? 'ymd')
      if (told === null) return null
      return 'exact' in told ? iso(instant(told.exact)) : iso(plusMs(EPOCH, instantOfWall(zoneOf(zone), told.wall)))
    })
    if (at === null || instant(at).getTime() <= this.plan.now.getTime() + SKEW_MS) return at
    this.fault(part, this.text(part) ?? '', 'inFuture')
    return null
  }
}

/** Where a complaint belongs must be known, and be the importer's; of a candidate it may be found out later by who sees all. */
const unitOf = (row: RowReader, { mapping, reach }: Plan, candidate: boolean): string | null => {
  const before = row.faults.length
  const unit = row.known('unit') ?? mapping.unitId
  if (unit && reach !== 'all' && !reach.includes(unit)) row.fault('unit', row.text('unit') ?? '', 'unitNotYours')
  if (!unit && !(candidate && reach === 'all') && row.faults.length === before) row.fault('unit', '', 'required')
  return unit
}

const timesOf = (row: RowReader, zone: string, candidate: boolean) => {
  const before = row.faults.length
  const receivedAt = row.moment('receivedAt', zone)
  if (!candidate && receivedAt === null && row.faults.length === before) row.fault('receivedAt', '', 'required')
  const closedAt = row.moment('closedAt', zone)
  if (closedAt && receivedAt && closedAt < receivedAt) row.fault('closedAt', row.text('closedAt') ?? '', 'closedBeforeReceived', { remark: true })
  return { receivedAt, closedAt, occurredAt: row.moment('occurredAt', zone) }
}

const answerOf = (row: RowReader, field: Field, order: Plan['mapping']['dates'][string] | undefined): FieldAnswer | null => {
  const part = FIELD + field.code
  switch (field.type) {
    case 'number': return row.as(part, 'notANumber', numberOf)
    case 'money': return row.as(part, 'notAnAmount', fenOf)
    case 'choice': case 'yesNo': return row.known(part)
    case 'several': return row.knownAll(part)
    case 'day': return row.day(part, order)
    case 'text': case 'longText': return row.text(part)
  }
}

const answersOf = (row: RowReader, { fields, mapping }: Plan): Record<string, FieldAnswer> => Object.fromEntries(fields.flatMap((field) => {
  const value = mapping.columns[FIELD + field.code] ? answerOf(row, field, mapping.dates[FIELD + field.code]) : null
  return value === null ? [] : [[field.code, value]]
}))

const customerOf = (row: RowReader): RegisterComplaint['customer'] => ({
  name: row.text('customerName') ?? '', phone: row.as('phone', 'notAPhone', (value) => (phoneKey(value) ? value : null)), email: row.as('email', 'notAnEmail', (value) => (Email.safeParse(value.trim()).success ? value.trim() : null)),
  memberNumber: row.text('memberNumber'), classCode: row.known('customerClass'), address: row.text('address'),
})

/** More cells than columns: a separator inside a text that was not quoted, and everything behind it has moved. */
export const beginRow = (plan: Plan, cells: readonly string[]): RowReader => {
  const row = new RowReader(plan, cells)
  const extra = cells.slice(plan.width).filter((cell) => cell.trim() !== '')
  if (extra.length) row.faults.push({ part: '', column: -1, value: extra.join(' | ').slice(0, MOST_SHOWN), code: 'moreCells' })
  return row
}

/** Understands one row. Whoever has no name is left without: the registration gives one. */
export const readRow = (plan: Plan, cells: readonly string[], candidate: boolean): ReadRow => {
  const row = beginRow(plan, cells)
  const unitId = unitOf(row, plan, candidate)
  const times = timesOf(row, plan.zones.get(unitId ?? '') ?? plan.headquartersZone, candidate)
  const told: Told = {
    externalId: row.text('externalId')?.trim() ?? null, unitId, channel: (row.known('channel') as Channel | null) ?? plan.mapping.channel, ...times,
    closingNote: row.text('closingNote'), receiver: row.text('receiver'), customer: customerOf(row), point: { text: row.required('text') ?? '', wants: row.text('wants'), categoryCode: row.known('category') },
    productName: row.text('productName'), productCode: row.text('productCode'), lot: row.text('lot'), orderNumber: row.text('orderNumber'), place: row.text('place'), soFar: row.text('soFar'),
    claimFen: row.as('claim', 'notAnAmount', fenOf), fields: answersOf(row, plan),
  }
  return { externalId: told.externalId, told, call: null, order: null, faults: row.faults, unmatched: row.unmatched }
}

export const isGood = ({ faults }: Pick<ReadRow, 'faults'>): boolean => faults.every((fault) => fault.remark)

const productOf = ({ productName, productCode, lot }: Told) => (productName || productCode || lot ? { ...(productName && { name: productName }), ...(productCode && { code: productCode }), ...(lot && { lot }) } : null)

/** The row as a registration. `receiver`: who stands for whoever took it down elsewhere; `nameless`: what somebody without a name is called. */
export const registrationOf = (told: Told, receiver: { name: string; position: string }, nameless: string): RegisterComplaint => ({
  channel: told.channel, unitId: told.unitId ?? '', receivedAt: told.receivedAt ?? '', occurredAt: told.occurredAt, customer: { ...told.customer, name: told.customer.name || nameless }, points: [told.point],
  product: productOf(told), order: told.orderNumber ? { number: told.orderNumber } : null,
  receiver: { name: told.receiver ?? receiver.name, position: receiver.position }, signedOff: true, place: told.place, soFar: told.soFar, fields: { ...told.fields }, claimFen: told.claimFen,
})
