import { parseArgs } from 'node:util'
import { type Dice, MATTERS, dice, tell } from '../bench/text.ts'
import { type Actor, systemActor } from '../server/kernel/actor.ts'
import { type Db, asActor, asSystem, connect, readerOf, sql } from '../server/kernel/db.ts'
import { newId } from '../server/kernel/id.ts'
import { migrate } from '../server/kernel/migrate.ts'
import { alike, bandFor } from '../server/modules/precedent/queries.ts'
import { foldPairs } from '../server/modules/precedent/sweep.ts'
import { pairsOf } from '../server/modules/precedent/text-likeness.ts'
import { throwawayHost } from '../test/support/database.ts'

const AT_ONCE = 5_000
const UNITS = 40
const QUESTIONS = 200
const LIABILITIES = ['ours', 'ours', 'ours', 'customer', 'shared'] as const

/** What a hundred thousand of them would have: the matter gives the category, and some have a near one. */
const caseOf = (d: Dice, organizationId: string) => {
  const { text, matter } = tell(d)
  return { id: newId(), unit: d.below(UNITS), category: `c${matter}`, above: [`p${matter % 5}`], liability: d.pick(LIABILITIES), severity: d.pick(['minor', 'major', 'serious'] as const), fen: d.below(200) * 1_000, product: `SKU-${d.below(3_000)}`, text, grams: pairsOf(organizationId, text) }
}
type Case = ReturnType<typeof caseOf>

const foundOn = async (db: Db, organizationId: string): Promise<string[]> => {
  const [units, customer] = [Array.from({ length: UNITS }, () => newId()), newId()]
  await asSystem(db, async (open) => {
    await sql`insert into identity.organization (organization_id, name, pack, locale, time_zone, founded_at) values (${organizationId}, 'x', 'jewellery', 'zh-CN', 'Asia/Shanghai', now())`.execute(open)
    await sql`insert into identity.unit (organization_id, id, code, name, kind, time_zone) select ${organizationId}, u.id, 'U' || u.n, 'U' || u.n, 'shop', 'Asia/Shanghai' from unnest(${units}::uuid[]) with ordinality as u (id, n)`.execute(open)
    await sql`insert into customer.customer (organization_id, id, name, since) values (${organizationId}, ${customer}, 'x', now())`.execute(open)
  })
  return units
}

const write = (db: Db, organizationId: string, units: readonly string[], cases: readonly Case[]) => asSystem(db, async (open) => {
  const rows = JSON.stringify(cases.map((c, at) => ({ ...c, unit: units[c.unit], text: undefined, at })))
  await sql`insert into complaint.complaint (organization_id, id, number, unit_id, state, stage, urgency, urgency_why, nature, channel, customer_id, receiver_name, receiver_position, received_at, registered_at, portal_hash, pack_version)
    select ${organizationId}::uuid, r.id, 'N-' || r.id, r.unit, 'closed', 'closed', 'general', '{}', 'complaint', 'phone', (select u.id from customer.customer u where u.organization_id = ${organizationId}::uuid), 'x', 'x', now(), now(), decode(md5(r.id::text), 'hex'), r.id
    from json_to_recordset(${rows}::json) as r (id uuid, unit uuid)`.execute(open)
  await sql`insert into precedent.precedent (organization_id, complaint_id, number, category_code, above, severity, liability, given_fen, kinds, closed_at, unit_id)
    select ${organizationId}::uuid, r.id, 'N', r.category, r.above, r.severity, r.liability, r.fen, '{refund}', now() - r.at * interval '1 minute', r.unit from json_to_recordset(${rows}::json) as r (id uuid, unit uuid, category text, above text[], severity text, liability text, fen bigint, at int)`.execute(open)
  await sql`insert into precedent.lesson (organization_id, complaint_id, unit_id, product_code, grams, closed_at)
    select ${organizationId}::uuid, r.id, r.unit, r.product, r.grams, now() - r.at * interval '1 minute' from json_to_recordset(${rows}::json) as r (id uuid, unit uuid, product text, grams int[], at int)`.execute(open)
  await sql`insert into precedent.change (organization_id, id, grams, step) select ${organizationId}::uuid, r.id, r.grams, 1 from json_to_recordset(${rows}::json) as r (id uuid, grams int[])`.execute(open)
})

const fill = async (db: Db, organizationId: string, d: Dice, count: number): Promise<string[]> => {
  const units = await foundOn(db, organizationId)
  for (let at = 0; at < count; at += AT_ONCE) await write(db, organizationId, units, Array.from({ length: Math.min(AT_ONCE, count - at) }, () => caseOf(d, organizationId)))
  while (await foldPairs(db)) { /* until none waits */ }
  return units
}

const likeOf = (c: Case) => {
  const point = { category: c.category, above: c.above, severity: c.severity, liability: c.liability }
  return { complaintId: c.id, telling: point, points: [point], kin: MATTERS.flatMap((_, n) => (`p${n % 5}` === c.above[0] ? [`c${n}`] : [])), words: c.text, productCode: c.product, productName: null, customerClass: null }
}

const quantile = (sorted: readonly number[], share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)

/** As the page asks: range and list together, in a transaction of their own. */
const measure = async (db: Db, actor: Actor, d: Dice): Promise<string> => {
  const took: number[] = []
  for (let n = 0; n < QUESTIONS; n++) {
    const like = likeOf(caseOf(d, actor.organizationId))
    const begun = performance.now()
    await asActor(db, actor, async (open) => { await Promise.all([bandFor(readerOf(open), like.complaintId, like.telling), alike(readerOf(open), actor.organizationId, like, 10)]) }, 'read')
    took.push(performance.now() - begun)
  }
  const sorted = took.slice(QUESTIONS / 10).sort((a, b) => a - b)
  return `half within ${quantile(sorted, 0.5)} ms, 95 % within ${quantile(sorted, 0.95)} ms, longest ${quantile(sorted, 1)} ms`
}

/** `npx tsx tools/precedents.ts [--rows N]`: how long the ranking of precedents takes among so many, for who sees all and for who sees one unit. */
const main = async () => {
  const { values } = parseArgs({ options: { rows: { type: 'string', default: '100000' } } })
  const host = await throwawayHost()
  try {
    await migrate(host.url)
    const database = connect(host.url, 4, () => undefined)
    const [organizationId, d] = [newId(), dice(7)]
    const [unit = ''] = await fill(database.db, organizationId, d, Number(values.rows))
    const vacuum = connect(host.owner ? new URL(new URL(host.url).pathname, host.owner).href : host.url, 1, () => undefined)
    await vacuum.pool.query('vacuum analyze')
    await vacuum.end()
    const everywhere = systemActor(organizationId)
    process.stdout.write(`${values.rows} precedents; sees all: ${await measure(database.db, everywhere, d)}\n`)
    process.stdout.write(`${values.rows} precedents; sees one unit of ${UNITS}: ${await measure(database.db, { ...everywhere, units: [unit] }, d)}\n`)
    await database.end()
  } finally {
    await host.stop()
  }
}

await main()
