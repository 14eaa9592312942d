import { LINE } from '#contract/common.ts'
import { type Reading, unreadable } from '#contract/importing.ts'
import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asActor, asSystem, readerOf, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Clock } from '#kernel/time.ts'
import type { FileStore } from '#modules/files/port.ts'
import { filesById } from '#modules/files/queries.ts'
import { type Piece, REFUSED, type Row, type Unmatched, bringer, endCheck, endRun, fail, noteChecked, takeRows } from './commands/rows.ts'
import { planOf } from './queries/plan.ts'
import { type Line, isBlank } from './reading/line.ts'
import { linesOf } from './reading/table.ts'
import { readCall } from './rules/call.ts'
import { readOrder } from './rules/order.ts'
import { type Plan, readRow } from './rules/row.ts'
import { takingBack } from './take-back.ts'

/** Rows that are done in one transaction. */
const AT_ONCE = { checking: 2_000, importing: 500 } as const
const MOST_UNMATCHED = 100
/** How long one round works before it lets others look whether the program is to end. */
const ROUND_MS = 1_000

interface Work { readonly id: string; readonly organization_id: string; readonly state: string; readonly next_no: number }

/** A table that is being read: kept open from one round to the next, so that a long one is not read from its beginning again. */
interface Open {
  readonly lines: AsyncGenerator<Line>
  readonly plan: Plan
  readonly actor: Awaited<ReturnType<typeof bringer>>
  readonly target: string
  readonly state: 'checking' | 'importing'
  at: number
  readonly unmatched: Map<string, Unmatched>
}

interface Given { readonly db: Db; readonly perform: Perform; readonly store: FileStore; readonly clock: Clock }

const open = async ({ db, store, clock }: Given, work: Work): Promise<Open> => {
  const system = systemActor(work.organization_id)
  const { batch, file, actor, plan } = await asActor(db, system, async (tx) => {
    const found = await tx.selectFrom('importing.batch').selectAll().where('organization_id', '=', work.organization_id).where('id', '=', work.id).executeTakeFirstOrThrow()
    const who = await bringer({ db: tx }, system, found)
    return { batch: found, actor: who, file: (await filesById(readerOf(tx), work.organization_id, [found.file_id])).get(found.file_id), plan: await planOf(readerOf(tx), who, found, clock()) }
  }, 'read')
  if (!file) throw new Problem(unreadable, { row: 0 })
  const reading = batch.reading as Reading
  const lines = linesOf(store, file, reading)
  return { lines: after(lines, Math.max(reading.header, work.next_no)), plan, actor, target: batch.target, state: work.state as Open['state'], at: work.next_no, unmatched: new Map((batch.unmatched as Unmatched[]).map((u) => [keyOf(u), u])) }
}

/** Rows behind a row; what was done before is passed over. */
async function* after(lines: AsyncGenerator<Line>, no: number): AsyncGenerator<Line> {
  for await (const line of lines) if (line.no > no && !isBlank(line)) yield line
}

const keyOf = ({ part, value }: { readonly part: string; readonly value: string }) => `${part} ${value}`

const note = (table: Open, rows: readonly Row[]) => {
  for (const { part, value } of rows.flatMap((row) => row.unmatched)) {
    const known = table.unmatched.get(keyOf({ part, value }))
    if (known || (table.unmatched.size < MOST_UNMATCHED && value.length <= LINE)) table.unmatched.set(keyOf({ part, value }), { part, value, count: (known?.count ?? 0) + 1 })
  }
}

const understood = ({ plan, target }: Open, cells: readonly string[]) => {
  if (target === 'missedCalls') return readCall(plan, cells)
  return target === 'orders' ? readOrder(plan, cells) : readRow(plan, cells, target === 'candidates')
}

const nextRows = async (table: Open): Promise<Row[]> => {
  const rows: Row[] = []
  while (rows.length < AT_ONCE[table.state]) {
    const { value: line, done } = await table.lines.next()
    if (done) break
    rows.push({ ...understood(table, line.cells), ...line })
  }
  return rows
}

/** Tables at work, on this node. One and the same may be worked at by several: each piece is done by who comes first. */
export const importer = (given: Given) => {
  const { db, perform } = given
  const tables = new Map<string, Open>()
  const takeBack = takingBack(perform)
  const close = async (id: string) => {
    await tables.get(id)?.lines.return(undefined)
    tables.delete(id)
  }
  const asMachinery = (work: Work) => ({ actor: systemActor(work.organization_id), requestId: 'importing' })

  /** A piece that the registration refuses as a whole is done row by row, so that one bad row spoils no other. */
  const take = async (table: Open, piece: Piece): Promise<boolean> => {
    const came = await perform(takeRows, { actor: table.actor, requestId: 'importing' }, piece).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
    })
    return came ? came.output.done : takeSingly(table, piece)
  }

  const takeSingly = async (table: Open, { id, from, rows }: Piece): Promise<boolean> => {
    const [only, ...more] = rows
    if (only && !more.length) return take(table, { id, from, next: only.no, rows: [{ ...only, faults: [...only.faults, REFUSED] }] })
    for (const [i, row] of rows.entries()) {
      if (!await take(table, { id, from: rows[i - 1]?.no ?? from, next: row.no, rows: [row] })) return false
    }
    return true
  }

  const end = (work: Work, table: Open) => (table.state === 'checking'
    ? perform(endCheck, asMachinery(work), { id: work.id, from: table.at })
    : perform(endRun, { actor: table.actor, requestId: 'importing' }, { id: work.id, from: table.at }))

  /** The next piece of a table. @returns whether there may be more. */
  const readOn = async (work: Work, table: Open): Promise<boolean> => {
    const rows = await nextRows(table)
    const last = rows.at(-1)
    if (!last) {
      await end(work, table)
      await close(work.id)
      return false
    }
    note(table, rows)
    const piece = { id: work.id, from: table.at, next: last.no, rows }
    const done = table.state === 'checking' ? (await perform(noteChecked, asMachinery(work), { ...piece, unmatched: [...table.unmatched.values()].sort((a, b) => b.count - a.count) })).output.done : await take(table, piece)
    table.at = last.no
    if (table.state === 'importing') await asSystem(db, (tx) => sql`select importing.learn_sizes()`.execute(tx))
    if (!done) await close(work.id)
    return done
  }

  const tableFor = async (work: Work): Promise<Open> => {
    const known = tables.get(work.id)
    if (known?.state === work.state && known.at === work.next_no) return known
    await close(work.id)
    const opened = await open(given, work)
    tables.set(work.id, opened)
    return opened
  }

  const giveUp = async (work: Work, error: unknown) => {
    const at = tables.get(work.id)?.at ?? work.next_no
    await close(work.id)
    const gone = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!gone && !(error instanceof Problem)) throw error
    const problem = error instanceof Problem ? `${error.refusal.type} ${JSON.stringify(error.params)}` : `${unreadable.type} {"row":0}`
    await perform(fail, asMachinery(work), { id: work.id, state: work.state, from: at, problem })
  }

  const read = async (work: Work, until: number): Promise<void> => {
    try {
      const table = await tableFor(work)
      while (performance.now() < until && await readOn(work, table)) { /* the next piece */ }
    } catch (error) {
      await giveUp(work, error)
    }
  }

  /** Works a while at every table that waits. @returns whether there is more to do. */
  return async (): Promise<boolean> => {
    const waiting = await asSystem(db, (tx) => tx.selectFrom('importing.batch').select(['id', 'organization_id', 'state', 'next_no']).where('state', 'in', ['checking', 'importing', 'undoing']).orderBy('id').execute())
    for (const id of tables.keys()) if (!waiting.some((work) => work.id === id)) await close(id)
    for (const work of waiting) await (work.state === 'undoing' ? takeBack : read)(work, performance.now() + ROUND_MS / waiting.length)
    return waiting.length > 0
  }
}
