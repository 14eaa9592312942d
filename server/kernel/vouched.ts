import { isDeepStrictEqual } from 'node:util'
import { type Db, type Reader, asSystem, readerOf } from './db.ts'

/** What is known of a row, by its event or by itself: facts, or the digest of its content. */
export type Known = Readonly<Record<string, unknown>>
export type Payload = Readonly<Record<string, unknown>>
export interface Row { readonly id: string; /** As people call it. */ readonly name: string; readonly known: Known; /** Of rows that no event has to tell of. */ readonly untold?: boolean }
/** Rows that hang on these subjects, or those of these ids. */
export interface Wanted { readonly by: 'subject' | 'id'; readonly ids: readonly string[] }

/** Rows of one kind that events vouch for: what the newest event says of a row, the row has to say. */
export interface Vouched {
  readonly what: string
  /** By the name of an event: of which row it tells what; null: of none. What an older event did not say yet is undefined. */
  readonly tells: Readonly<Record<string, (payload: Payload) => { readonly id: string; readonly known: Known } | null>>
  /** The same of events that tell of several rows at once. */
  readonly tellsEach?: Readonly<Record<string, (payload: Payload) => readonly { readonly id: string; readonly known: Known }[]>>
  rows(read: Reader, organizationId: string, wanted: Wanted): Promise<readonly Row[]>
}

/** What rows hang on and events are about: cases, files, the organisation. */
export interface Ground {
  /** The next subjects in order of their ids. */
  subjects(read: Reader, organizationId: string, after: string, most: number): Promise<readonly string[]>
  /** Events by which rows come from other subjects, or go to them, and which these are. */
  readonly crossings: Readonly<Record<string, (payload: Payload) => string>>
  readonly kinds: readonly Vouched[]
  /** Subjects that events tell of and that are not there. */
  gone?(read: Reader, organizationId: string): Promise<readonly string[]>
}

/** How many rows were looked at, and what is wrong. */
export interface Altered { readonly rows: number; readonly altered: readonly string[] }

const AT_ONCE = 500
const FIRST = '00000000-0000-0000-0000-000000000000'

interface Entry { readonly id: string; readonly subject_id: string; readonly name: string; readonly payload: Payload }

const entriesOf = async (read: Reader, organizationId: string, { crossings, kinds }: Ground, ids: readonly string[]): Promise<Entry[]> => {
  const names = [...new Set([...Object.keys(crossings), ...kinds.flatMap(({ tells, tellsEach }) => Object.keys({ ...tells, ...tellsEach }))])]
  const rows = await read.selectFrom('kernel.event').select(['id', 'subject_id', 'name', 'payload']).where('organization_id', '=', organizationId).where('subject_id', 'in', [...ids]).where('name', 'in', names).execute()
  return rows.map((row) => ({ ...row, payload: row.payload as Payload }))
}

/** What is told of these subjects, and of those that rows may have come from or gone to, oldest first. */
const logOf = async (read: Reader, organizationId: string, ground: Ground, ids: readonly string[]): Promise<Entry[]> => {
  const log: Entry[] = []
  const asked = new Set<string>()
  for (let wanted = ids; wanted.length;) {
    for (const id of wanted) asked.add(id)
    const found = await entriesOf(read, organizationId, ground, wanted)
    log.push(...found)
    wanted = [...new Set(found.flatMap(({ name, payload }) => ground.crossings[name]?.(payload) ?? []))].filter((id) => !asked.has(id))
  }
  return log.sort((a, b) => (a.id < b.id ? -1 : 1))
}

interface Told { readonly subjectId: string; readonly known: Known }

/** The newest word on everything that was told of a row. */
const toldIn = ({ tells, tellsEach }: Vouched, log: readonly Entry[]): ReadonlyMap<string, Told> => {
  const told = new Map<string, Told>()
  for (const { name, subject_id, payload } of log) {
    const one = tells[name]?.(payload)
    for (const each of [...(one ? [one] : []), ...tellsEach?.[name]?.(payload) ?? []]) told.set(each.id, { subjectId: subject_id, known: { ...told.get(each.id)?.known, ...each.known } })
  }
  return told
}

const differing = (row: Row, { known }: Told): string[] => Object.keys(row.known).filter((key) => known[key] !== undefined && !isDeepStrictEqual(row.known[key], known[key]))

const faultOf = (what: string, row: Row, told: Told | undefined): string[] => {
  if (!told) return row.untold ? [] : [`${what} ${row.name} was put in by hand`]
  const keys = differing(row, told)
  return keys.length ? [`${what} ${row.name} was altered (${keys.join(', ')})`] : []
}

/** Rows that events tell of and that are nowhere any more. */
const removed = async (read: Reader, organizationId: string, kind: Vouched, told: ReadonlyMap<string, Told>, here: readonly Row[], ids: readonly string[]): Promise<string[]> => {
  const missing = [...told].filter(([id, { subjectId }]) => ids.includes(subjectId) && !here.some((row) => row.id === id)).map(([id]) => id)
  if (!missing.length) return []
  const elsewhere = await kind.rows(read, organizationId, { by: 'id', ids: missing })
  return missing.filter((id) => !elsewhere.some((row) => row.id === id)).map((id) => `${kind.what} ${id} was removed`)
}

const checkSubjects = async (read: Reader, organizationId: string, ground: Ground, ids: readonly string[]): Promise<Altered> => {
  const log = await logOf(read, organizationId, ground, ids)
  let rows = 0
  const altered: string[] = []
  for (const kind of ground.kinds) {
    const told = toldIn(kind, log)
    const here = await kind.rows(read, organizationId, { by: 'subject', ids })
    rows += here.length
    altered.push(...here.flatMap((row) => faultOf(kind.what, row, told.get(row.id))), ...await removed(read, organizationId, kind, told, here, ids))
  }
  return { rows, altered }
}

/** Compares rows with what the events say of them, and names those that differ, that are gone, and that nothing tells of. Reads only. */
export const findAltered = async (db: Db, organizations: (read: Reader) => Promise<readonly string[]>, grounds: readonly Ground[]): Promise<Altered> => asSystem(db, async (open) => {
  const read = readerOf(open)
  const found: Altered[] = []
  for (const organizationId of await organizations(read)) {
    for (const ground of grounds) {
      found.push({ rows: 0, altered: await ground.gone?.(read, organizationId) ?? [] })
      const next = (after: string) => ground.subjects(read, organizationId, after, AT_ONCE)
      for (let ids = await next(FIRST); ids.length; ids = await next(ids.at(-1) ?? FIRST)) found.push(await checkSubjects(read, organizationId, ground, ids))
    }
  }
  return { rows: found.reduce((sum, one) => sum + one.rows, 0), altered: found.flatMap((one) => one.altered) }
})
