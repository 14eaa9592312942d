import { type Db, type OpenTransaction, asSystem, sql } from './db.ts'
import { groupBy } from './group.ts'
import { merkleRoot, sealHash } from './merkle.ts'
import { type ContentOfEvent, contentHash } from './record.ts'
import { sha256 } from './id.ts'

export interface Verdict { readonly sealed: number; readonly unsealed: number; readonly seals: number; readonly fault: string | null }

type Stored = ContentOfEvent & { readonly content_hash: Buffer; readonly salt: Buffer | null; readonly reason: string | null }
/** A leaf with its event, all columns null when the event is gone. */
type Leaf = { readonly seq: number; readonly event_id: string; readonly sealed_hash: Buffer } & (Stored | { readonly id: null })
interface Seal { readonly organization_id: string; readonly seq: number; readonly root: Buffer; readonly previous: Buffer | null; readonly hash: Buffer; readonly leaves: number }

// Pages, so that a million events never stand in memory together.
const SEALS = 500
const LEAVES = 4_000

const COLUMNS = sql`e.id, e.organization_id, e.name, e.version, e.subject_type, e.subject_id, e.unit_id, e.confidential, e.actor_kind, e.actor_id, e.command, e.at, e.payload, e.reason_hash, e.content_hash, t.salt, t.reason`
const WITH_TEXT = sql`left join kernel.event_text t on t.organization_id = e.organization_id and t.event_id = e.id`
const UNSEALED = sql`not exists (select 1 from kernel.leaf l where l.organization_id = e.organization_id and l.event_id = e.id)`

const faultOfEvent = (e: Stored, sealedHash: Buffer | null): string | null => {
  if (!contentHash(e).equals(e.content_hash)) return `event ${e.id} (${e.name}) was altered`
  if (sealedHash && !sealedHash.equals(e.content_hash)) return `event ${e.id} (${e.name}) differs from its seal`
  return faultOfReason(e)
}

/** Words beside an event: those of its hash, and none where it has no hash. */
const faultOfReason = ({ id, reason, reason_hash, salt }: Stored): string | null => {
  if (reason_hash === null) return salt === null && reason === null ? null : `event ${id} was given a reason it never had`
  if (salt === null) return `the reason of event ${id} was removed`
  return reason !== null && sha256(Buffer.concat([salt, Buffer.from(reason)])).equals(reason_hash) ? null : `the reason of event ${id} was altered`
}

const sameBytes = (a: Buffer | null, b: Buffer | null) => (a && b ? a.equals(b) : a === b)

const faultOfSeal = ({ seal, before, leaves }: Found): string | null => {
  const next = (before?.seq ?? 0) + 1
  if (seal.seq !== next) return `seal ${next} of organisation ${seal.organization_id} is missing`
  for (const leaf of leaves) {
    const fault = leaf.id === null ? `event ${leaf.event_id} was removed` : faultOfEvent(leaf, leaf.sealed_hash)
    if (fault) return fault
  }
  if (!leaves.length || !merkleRoot(leaves.map((l) => l.sealed_hash)).equals(seal.root)) return `the leaves of seal ${seal.seq} of organisation ${seal.organization_id} do not give its root`
  const chained = sameBytes(seal.previous, before?.hash ?? null) && sealHash(seal.previous, seal.seq, seal.root).equals(seal.hash)
  return chained ? null : `seal ${seal.seq} of organisation ${seal.organization_id} does not continue the chain`
}

const sealsAfter = (db: OpenTransaction, last: Seal | null) => sql<Seal>`
  select organization_id, seq, root, previous, hash, leaves from kernel.seal
  where (organization_id, seq) > (${last?.organization_id ?? '00000000-0000-0000-0000-000000000000'}::uuid, ${last?.seq ?? 0}::bigint)
  order by organization_id, seq limit ${SEALS}`.execute(db).then((r) => r.rows)

/** Seals of one organisation in a row whose leaves fit into one page; a larger one alone. */
const runsOf = (seals: readonly Seal[]): Seal[][] => {
  const runs: Seal[][] = []
  let leaves = 0
  for (const seal of seals) {
    const run = runs.at(-1)
    leaves += seal.leaves
    if (run?.[0]?.organization_id === seal.organization_id && leaves <= LEAVES) run.push(seal)
    else {
      runs.push([seal])
      leaves = seal.leaves
    }
  }
  return runs
}

const leavesOf = async (db: OpenTransaction, run: readonly Seal[]): Promise<ReadonlyMap<number, Leaf[]>> => {
  const { rows } = await sql<Leaf>`
    select l.seq, l.event_id, l.content_hash as sealed_hash, ${COLUMNS} from kernel.leaf l
    left join kernel.event e on e.organization_id = l.organization_id and e.id = l.event_id ${WITH_TEXT}
    where l.organization_id = ${run[0]?.organization_id}::uuid and l.seq between ${run[0]?.seq} and ${run.at(-1)?.seq} order by l.seq, l.place`.execute(db)
  return groupBy(rows, (leaf) => leaf.seq)
}

interface Found { readonly seal: Seal; readonly before: Seal | null; readonly leaves: readonly Leaf[] }

/** Every seal with its leaves and the one it must continue, chain by chain. */
async function* sealsInOrder(db: OpenTransaction): AsyncGenerator<Found> {
  let last: Seal | null = null
  for (let page = await sealsAfter(db, null); page.length; page = await sealsAfter(db, last)) {
    for (const run of runsOf(page)) {
      const leaves = await leavesOf(db, run)
      for (const seal of run) {
        const before: Seal | null = last?.organization_id === seal.organization_id ? last : null
        yield { seal, before, leaves: leaves.get(seal.seq) ?? [] }
        last = seal
      }
    }
  }
}

const faultOfSeals = async (db: OpenTransaction, sealed: number): Promise<string | null> => {
  let seen = 0
  for await (const found of sealsInOrder(db)) {
    const fault = faultOfSeal(found)
    if (fault) return fault
    seen += found.leaves.length
  }
  return seen === sealed ? null : `${sealed - seen} sealed events belong to no seal`
}

/** The sealer stands at an event that is there: else the last seals were removed with their events. */
const faultOfEnd = async (db: OpenTransaction): Promise<string | null> => {
  const { rows: [gone] } = await sql<{ id: string }>`select c.id from kernel.cursor c where c.name = 'seal' and not exists (select 1 from kernel.event e where e.id = c.id)`.execute(db)
  return gone ? `event ${gone.id}, the last that was sealed, was removed` : null
}

/** What is not sealed yet: each event in itself, and that the sealer has not been there already. */
const faultOfUnsealed = async (db: OpenTransaction): Promise<string | null> => {
  let last: { organization_id: string; id: string } = { organization_id: '00000000-0000-0000-0000-000000000000', id: '00000000-0000-0000-0000-000000000000' }
  for (;;) {
    const { rows } = await sql<Stored & { passed: boolean | null }>`
      select ${COLUMNS}, (e.xid, e.id) <= (select c.xid, c.id from kernel.cursor c where c.name = 'seal') as passed from kernel.event e ${WITH_TEXT}
      where (e.organization_id, e.id) > (${last.organization_id}::uuid, ${last.id}::uuid) and ${UNSEALED} order by e.organization_id, e.id limit ${LEAVES}`.execute(db)
    for (const e of rows) {
      const fault = e.passed ? `event ${e.id} (${e.name}) was sealed, and its seal is gone` : faultOfEvent(e, null)
      if (fault) return fault
    }
    const end = rows.at(-1)
    if (!end) return null
    last = end
  }
}

const countEvents = async (db: OpenTransaction) => {
  const { rows: [counts] } = await sql<{ sealed: number; unsealed: number; seals: number }>`
    select (select count(*) from kernel.leaf) as sealed, (select count(*) from kernel.event e where ${UNSEALED}) as unsealed, (select count(*) from kernel.seal) as seals`.execute(db)
  return counts ?? { sealed: 0, unsealed: 0, seals: 0 }
}

/**
 * Recomputes every content hash, Merkle root and link of the chain. Names the first thing that was altered; counts what is not sealed yet.
 * While the sealer works, call it on a connection that reads one snapshot (repeatable read).
 */
export const verifyEvents = async (db: Db): Promise<Verdict> => asSystem(db, async (open) => {
  const counts = await countEvents(open)
  return { ...counts, fault: await faultOfSeals(open, counts.sealed) ?? await faultOfEnd(open) ?? await faultOfUnsealed(open) }
})
