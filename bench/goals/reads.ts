import { cursorOf } from '../../server/kernel/page.ts'
import type { Window } from '../generator.ts'
import type { ReadJob } from '../http-load.ts'
import { type Line, lineOf } from '../report.ts'
import type { Given, Measure } from './given.ts'

const ROUNDS = 3
const WARM_S = 1
const PAGE = 50

/** One kind of read, measured in rounds that take turns with the other kinds. */
export interface Kind { readonly metric: string; readonly paths: readonly string[]; readonly connections: number; readonly target: number }

const p95 = async ({ program, access, http }: Given, kind: Kind, seconds: number): Promise<number> => {
  const window = await http.ask<Window>({ kind: 'read', port: program.port, token: access.token, connections: kind.connections, seconds, paths: kind.paths } satisfies ReadJob)
  if (window.failed !== null || window.done === 0) throw new Error(`${kind.metric}: ${window.failed ?? 'nothing was answered'}`)
  return window.p95
}

/** The 95th percentile of each kind: the median of its rounds. */
export const measureReads = async (given: Given, goal: string, kinds: readonly Kind[]): Promise<Line[]> => {
  const values = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]))
  for (const kind of kinds) await p95(given, kind, WARM_S)
  for (let round = 0; round < ROUNDS; round++) for (const [kind, found] of values) found.push(await p95(given, kind, given.seconds / 4))
  return kinds.map((kind) => lineOf({ goal, metric: kind.metric, unit: 'ms', op: '<=', target: kind.target, connections: kind.connections, rows: given.rows, fsync: given.bench.fsync }, values.get(kind) ?? []))
}

const AT_ONE_MS = 5
const AT_EIGHT_MS = 15

const FAR_PAGE = 1_000
const FAR_RATIO = 2

/** The cursor behind which the far page begins; null where there are not so many. */
const farCursor = async ({ bench }: Given): Promise<string | null> => {
  const { rows: [row] } = await bench.client.query<{ id: string }>('select id from complaint.complaint order by id desc offset $1 limit 1', [(FAR_PAGE - 1) * PAGE - 1])
  return row ? cursorOf([row.id]) : null
}

/** P4: the list of 50 through each filter people keep, alone and eight at once; a page far back beside the first. */
export const lists: Measure = async (given) => {
  const { unitIds: [unitId], personId } = given.access
  const filters = { open: 'state=open', openInUnit: `state=open&unitId=${unitId}`, mine: 'mine=1&state=open', urgent: 'state=open&urgency=urgent', overdue: 'overdue=1', closed: 'state=closed', owner: `ownerId=${personId}`, all: '' }
  const pathOf = (filter: string) => `/complaints?limit=${PAGE}${filter && `&${filter}`}`
  const kinds = Object.entries(filters).flatMap(([name, filter]) => [[1, AT_ONE_MS], [8, AT_EIGHT_MS]].map(([connections = 1, target = 0]): Kind => ({ metric: `list.p95.${name}`, paths: [pathOf(filter)], connections, target })))
  const cursor = await farCursor(given)
  const far: Kind[] = cursor ? [{ metric: 'list.p95.page1000', paths: [pathOf(`cursor=${cursor}`)], connections: 1, target: AT_ONE_MS }] : []
  const lines = await measureReads(given, 'P4', [...kinds, ...far])
  const near = lines.find((line) => line.metric === 'list.p95.all' && line.connections === 1)
  const last = lines.find((line) => line.metric === 'list.p95.page1000')
  if (!near || !last) return lines
  return [...lines, lineOf({ goal: 'P4', metric: 'list.page1000.ratio', unit: 'ratio', op: '<=', target: FAR_RATIO, connections: 1, rows: given.rows, fsync: given.bench.fsync }, [last.value / near.value])]
}

const CASE_MS = 5
const CASES = 200

/** P6: everything a case page shows, of cases spread over the whole time. */
export const casePages: Measure = async (given) => {
  const { rows } = await given.bench.client.query<{ id: string }>(`select id from complaint.complaint tablesample system_rows(${CASES})`).catch(() => given.bench.client.query<{ id: string }>(`select id from complaint.complaint order by md5(id::text) limit ${CASES}`))
  return measureReads(given, 'P6', [{ metric: 'case.p95', paths: rows.map((r) => `/complaints/${r.id}`), connections: 1, target: CASE_MS }])
}
