import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { type ContentOfEvent, contentHash } from '../server/kernel/record.ts'
import { type Slice, keyAt } from '../server/kernel/slices.ts'
import { searchColumns as ofComplaint } from '../server/modules/complaint/searched.ts'
import { searchColumns as ofCustomer } from '../server/modules/customer/searched.ts'
import { type Story, dice } from './text.ts'

export type Row = Readonly<Record<string, unknown>>

/** Every row one registration writes, as JSON the database gave. */
export interface Rows { readonly customer: Row; readonly complaint: Row; readonly point: Row; readonly search: Row; readonly events: readonly Row[]; readonly deadlines: readonly Row[] }

/** Tables in an order foreign keys agree with. */
export const TABLES = ['customer.customer', 'complaint.complaint', 'complaint.point', 'complaint.search', 'kernel.event', 'clock.deadline'] as const
export type Table = (typeof TABLES)[number]

export const rowsOfTable = (rows: Rows, table: Table): readonly Row[] => ({
  'customer.customer': [rows.customer], 'complaint.complaint': [rows.complaint], 'complaint.point': [rows.point], 'complaint.search': [rows.search], 'kernel.event': rows.events, 'clock.deadline': rows.deadlines,
})[table]

/** Reads what the program itself wrote for some registrations: the patterns everything else is made from, whatever columns there are. */
export const readPatterns = async (client: pg.Client, complaintIds: readonly string[]): Promise<Rows[]> => {
  const { rows } = await client.query<{ rows: Rows }>(`
    select json_build_object(
      'customer', (select to_jsonb(u) from customer.customer u where u.id = c.customer_id), 'complaint', to_jsonb(c),
      'point', (select to_jsonb(p) from complaint.point p where p.complaint_id = c.id and p.no = 1), 'search', (select to_jsonb(s) from complaint.search s where s.complaint_id = c.id),
      'events', (select json_agg(to_jsonb(e) - 'xid' order by e.id) from kernel.event e where e.subject_id in (c.id, c.customer_id)),
      'deadlines', (select json_agg(to_jsonb(d) order by d.id) from clock.deadline d where d.complaint_id = c.id)) as rows
    from complaint.complaint c where c.id = any ($1::uuid[]) order by c.id`, [complaintIds])
  return rows.map((r) => r.rows)
}

/** A uuidv7 of a moment. */
export const idAt = (ms: number): string => {
  const hex = ms.toString(16).padStart(12, '0') + randomBytes(10).toString('hex')
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const bytea = (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}`
const DAY = 86_400_000

// Each number once, its digits as mixed as those of real ones.
const PHONES = 100_000_000
const PHONE_STEP = 61_803_399

export interface Copy { readonly story: Story; readonly at: number; readonly n: number; readonly open: boolean; /** Has missed its deadlines. */ readonly late: boolean; readonly ownerId: unknown; readonly phonePrefix: string; readonly slices: readonly Slice[] }

const copyEvent = (event: Row, to: { old: string; complaintId: string; customerId: string; number: string; at: string; ms: number }): Row => {
  const payload = { ...event['payload'] as object, customerId: to.customerId, ...(event['subject_type'] === 'complaint' ? { complaintId: to.complaintId, number: to.number } : {}) }
  const row = { ...event, id: idAt(to.ms), subject_id: event['subject_type'] === 'complaint' ? to.complaintId : to.customerId, payload, at: to.at }
  return { ...row, content_hash: bytea(contentHash({ ...row, at: new Date(to.at), reason_hash: null } as unknown as ContentOfEvent)) }
}

/** Clocks of an open case end in the coming weeks, so that the sweep has nothing to do, or were missed and noted so; those of a closed one are met. */
const copyDeadline = (deadline: Row, complaintId: string, { at, open, late, n }: Copy): Row => {
  const start = new Date(at).toISOString()
  const due = new Date(open && !late ? Date.now() + DAY + dice(n).below(30 * DAY) : at + DAY).toISOString()
  const warn = new Date(new Date(due).getTime() - 3_600_000).toISOString()
  const ended = late ? { state: 'late', warned_at: due, fired_at: due, climb_at: null } : open ? { climb_at: warn } : { state: 'met', met_at: start, climb_at: null }
  return { ...deadline, id: idAt(at), complaint_id: complaintId, started_at: start, climbs_from: start, warn_at: warn, due_at: due, ...ended }
}

/** The same registration once more: another customer, other words, another moment. */
export const copyOf = (pattern: Rows, copy: Copy): Rows => {
  const { story, at, n, open } = copy
  const [complaintId, customerId, when] = [idAt(at), idAt(at), new Date(at).toISOString()]
  const number = `${String(pattern.complaint['number']).split('-')[0]}-${when.slice(0, 10).replaceAll('-', '')}-${n}`
  const phone = `${copy.phonePrefix}${String((n * PHONE_STEP) % PHONES).padStart(8, '0')}`
  const contacts = { name: story.name, phone, phone_key: `+86${phone}`, email: null, member_number: null }
  const to = { old: String(pattern.complaint['id']), complaintId, customerId, number, at: when, ms: at }
  return {
    customer: { ...pattern.customer, id: customerId, ...contacts, ...ofCustomer(contacts, keyAt(copy.slices, customerId)), since: when },
    complaint: {
      ...pattern.complaint, id: complaintId, number, customer_id: customerId, owner_id: copy.ownerId, received_at: when, registered_at: when, portal_hash: bytea(randomBytes(32)),
      ...(open ? {} : { state: 'closed', stage: 'closed', last_closed_at: when, outcome: 'agreed', acknowledged_at: when }),
    },
    point: { ...pattern.point, id: idAt(at), complaint_id: complaintId, words: story.text, wants: story.wants },
    search: { ...pattern.search, complaint_id: complaintId, ...ofComplaint({ names: [story.name], texts: [number, phone, story.text, story.wants] }, keyAt(copy.slices, complaintId)) },
    events: pattern.events.map((event) => copyEvent(event, to)),
    deadlines: pattern.deadlines.map((deadline) => copyDeadline(deadline, complaintId, copy)),
  }
}
