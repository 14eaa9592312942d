import type { Level } from '#contract/ladder.ts'
import type { ClockRule } from '#contract/packs.ts'
import { type OpenTransaction, type Reader, sql } from '#kernel/db.ts'
import { oncePerTransaction } from '#kernel/once.ts'
import type { Instant } from '#kernel/time.ts'
import { currentPack } from '#modules/packs/queries.ts'

/** The ladder in force for a kind of clock; `since`: it has held from then on. */
export interface InForce { readonly levels: readonly Level[]; readonly own: boolean; readonly since: Instant; readonly revision: number; readonly changedBy: string | null; readonly changedAt: Instant | null }

/** Clocks with a ladder: our own duty, and ended by something. */
export const climbs = ({ bound, ends }: Pick<ClockRule, 'bound' | 'ends'>): boolean => bound === 'ours' && ends !== 'elapsed'

const newest = async (read: Reader, organizationId: string) => (await sql<{ kind: string; revision: number; levels: Level[] | null; changed_by: string | null; changed_at: Instant }>`
  select distinct on (kind) kind, revision, levels, changed_by, changed_at from clock.ladder where organization_id = ${organizationId} order by kind, revision desc`.execute(read.raw)).rows

// An installed version never changes: asked once in the life of a process, as every registration wants to know.
const installed = new Map<string, Instant>()
const installedAt = async (read: Reader, organizationId: string, id: string): Promise<Instant> => {
  const at = installed.get(id) ?? (await read.selectFrom('packs.version').select('installed_at').where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirstOrThrow()).installed_at
  installed.set(id, at)
  return at
}

/** Every ladder of an organisation, by kind of clock. */
export const ladderBook = oncePerTransaction(async (read: Reader, organizationId: string): Promise<(kind: string) => InForce> => {
  const { body, baseId } = await currentPack(read, organizationId)
  const [own, packSince] = await Promise.all([newest(read, organizationId), installedAt(read, organizationId, baseId)])
  const usual = body.ladders.find(({ clocks }) => !clocks)
  return (kind) => {
    const row = own.find((one) => one.kind === kind)
    const levels = row?.levels ?? (body.ladders.find(({ clocks }) => clocks?.includes(kind)) ?? usual)?.levels ?? []
    const since = row && row.changed_at > packSince ? row.changed_at : packSince
    return { levels, own: row?.levels != null, since: row?.levels ? row.changed_at : since, revision: row?.revision ?? 0, changedBy: row?.changed_by ?? null, changedAt: row?.changed_at ?? null }
  }
})

/** Organisations in which a ladder has ever named a person. */
export const namingPeople = async (open: OpenTransaction): Promise<ReadonlySet<string>> =>
  new Set((await sql<{ organization_id: string }>`select distinct organization_id from clock.ladder where levels @? '$[*].to[*] ? (@.who == "person")'`.execute(open)).rows.map((row) => row.organization_id))
