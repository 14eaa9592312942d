import { groupBy } from './group.ts'
import { type Db, type OpenTransaction, asSystem, sql } from './db.ts'
import { merkleRoot, sealHash } from './merkle.ts'
import { type ContentOfEvent, contentHash } from './record.ts'
import { sha256 } from './id.ts'

export interface Verdict { readonly sealed: number; readonly unsealed: number; readonly seals: number; readonly fault: string | null }

type StoredContent = ContentOfEvent & { content_hash: Buffer; salt: Buffer | null; reason: string | null }

const faultOfEvent = (e: StoredContent, sealedHash: Buffer | null): string | null => {
  if (!contentHash(e).equals(e.content_hash)) return `event ${e.id} (${e.name}) was altered`
  if (sealedHash && !sealedHash.equals(e.content_hash)) return `event ${e.id} (${e.name}) differs from its seal`
  if (e.reason !== null && e.salt && e.reason_hash && !sha256(Buffer.concat([e.salt, Buffer.from(e.reason)])).equals(e.reason_hash)) return `the reason of event ${e.id} was altered`
  return null
}

const contents = (db: OpenTransaction, ids: readonly string[], organizationId: string) => db.selectFrom('kernel.event as e')
  .leftJoin('kernel.event_text as t', (j) => j.onRef('t.organization_id', '=', 'e.organization_id').onRef('t.event_id', '=', 'e.id'))
  .select(['e.id', 'e.organization_id', 'e.name', 'e.version', 'e.subject_type', 'e.subject_id', 'e.unit_id', 'e.confidential', 'e.actor_kind', 'e.actor_id', 'e.command', 'e.at', 'e.payload', 'e.reason_hash', 'e.content_hash', 't.salt', 't.reason'])
  .where('e.organization_id', '=', organizationId).where('e.id', 'in', [...ids]).execute()

interface Chain { readonly organizationId: string; previous: Buffer | null; seq: number }

const faultOfSeal = async (db: OpenTransaction, chain: Chain, seal: { seq: number; root: Buffer; hash: Buffer }): Promise<string | null> => {
  if (seal.seq !== chain.seq + 1) return `seal ${chain.seq + 1} of organisation ${chain.organizationId} is missing`
  const leaves = await db.selectFrom('kernel.leaf').select(['event_id', 'content_hash']).where('organization_id', '=', chain.organizationId).where('seq', '=', seal.seq).orderBy('place').execute()
  const events = new Map((await contents(db, leaves.map((l) => l.event_id), chain.organizationId)).map((e) => [e.id, e as StoredContent]))
  for (const leaf of leaves) {
    const e = events.get(leaf.event_id)
    const fault = e ? faultOfEvent(e, leaf.content_hash) : `event ${leaf.event_id} was removed`
    if (fault) return fault
  }
  if (!merkleRoot(leaves.map((l) => l.content_hash)).equals(seal.root)) return `the leaves of seal ${seal.seq} do not give its root`
  return sealHash(chain.previous, seal.seq, seal.root).equals(seal.hash) ? null : `seal ${seal.seq} does not continue the chain`
}

/** Recomputes every content hash, Merkle root and link of the chain. Names the first thing that was altered; counts what is not sealed yet. */
export const verifyEvents = async (db: Db): Promise<Verdict> => asSystem(db, async (open) => {
  const counts = (await sql<{ sealed: number; unsealed: number }>`select (select count(*) from kernel.leaf) as sealed, (select count(*) from kernel.event e where not exists (select 1 from kernel.leaf l where l.organization_id = e.organization_id and l.event_id = e.id)) as unsealed`.execute(open)).rows[0] ?? { sealed: 0, unsealed: 0 }
  const seals = await open.selectFrom('kernel.seal').select(['organization_id', 'seq', 'root', 'hash']).orderBy('organization_id').orderBy('seq').execute()
  let chain: Chain = { organizationId: '', previous: null, seq: 0 }
  for (const seal of seals) {
    if (seal.organization_id !== chain.organizationId) chain = { organizationId: seal.organization_id, previous: null, seq: 0 }
    const fault = await faultOfSeal(open, chain, seal)
    if (fault) return { ...counts, seals: seals.length, fault }
    chain = { organizationId: seal.organization_id, previous: seal.hash, seq: seal.seq }
  }
  return { ...counts, seals: seals.length, fault: await faultOfUnsealed(open) }
})

const faultOfUnsealed = async (db: OpenTransaction): Promise<string | null> => {
  const { rows } = await sql<{ id: string; organization_id: string }>`select id, organization_id from kernel.event e where not exists (select 1 from kernel.leaf l where l.organization_id = e.organization_id and l.event_id = e.id) limit 10000`.execute(db)
  for (const [organizationId, ids] of groupBy(rows, (r) => r.organization_id)) {
    for (const e of await contents(db, ids.map((r) => r.id), organizationId)) {
      const fault = faultOfEvent(e as StoredContent, null)
      if (fault) return fault
    }
  }
  return null
}
