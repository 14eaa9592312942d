import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import type { Tx } from '#kernel/tx.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { WordingProposed } from '../events.ts'
import { readAs } from '../learning/lessons.ts'
import { type Filed, type Proposal, proposalsFrom } from '../learning/wordings.ts'
import { categoryWords } from '../queries/lexicon.ts'
import { keyOf } from '../rules.ts'
import { spokenIn } from '../words.ts'

/** So many corrections, and so many other cases beside them, are looked at. */
const MOST_CORRECTED = 300
const MOST_BESIDE = 1_200

/** Notes where people decided otherwise about the points of a case than the words had suggested. Done twice it notes the same. */
export const noteCorrections = command('classification.noteCorrections', async (tx, { complaintId }: { complaintId: string }) => {
  const { organizationId } = tx.actor
  const points = await tx.db.selectFrom('complaint.point as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
    .select(['p.id', 'p.words', 'p.wants', 'p.category_code']).where('p.organization_id', '=', organizationId).where('p.complaint_id', '=', complaintId).where('c.confidential', '=', false).where('c.accused', 'is', null).where('p.category_code', 'is not', null).execute()
  const read = readerOf(tx.db)
  const words = await categoryWords(read, organizationId, await currentPack(read, organizationId))
  for (const point of points) {
    const suggested = spokenIn(readAs(point.words, point.wants ?? ''), words)[0]?.code ?? null
    if (!point.category_code || suggested === point.category_code) continue
    const noted = { suggested, chosen: point.category_code, at: tx.now, weighed_at: null }
    await tx.db.insertInto('classification.correction').values({ organization_id: organizationId, point_id: point.id, complaint_id: complaintId, ...noted })
      .onConflict((c) => c.columns(['organization_id', 'point_id']).doUpdateSet(noted).where('classification.correction.chosen', '<>', noted.chosen)).execute()
  }
  return {}
})

const filedPoints = async (tx: Tx): Promise<Filed[]> => (await sql<{ complaint_id: string; words: string; wants: string | null; category_code: string; corrected: boolean }>`
  (select p.complaint_id, p.words, p.wants, p.category_code, true as corrected
    from classification.correction k join complaint.point p on p.organization_id = k.organization_id and p.id = k.point_id and p.category_code = k.chosen
    where k.organization_id = ${tx.actor.organizationId} order by k.at desc limit ${sql.lit(MOST_CORRECTED)})
  union all
  (select p.complaint_id, p.words, p.wants, p.category_code, false
    from complaint.point p join complaint.complaint c on c.organization_id = p.organization_id and c.id = p.complaint_id
    where p.organization_id = ${tx.actor.organizationId} and p.category_code is not null and not c.confidential and c.accused is null and not exists (select from classification.correction k where k.organization_id = p.organization_id and k.point_id = p.id)
    order by p.complaint_id desc limit ${sql.lit(MOST_BESIDE)})`.execute(tx.db)).rows.map((r) => ({ complaintId: r.complaint_id, text: readAs(r.words, r.wants ?? ''), code: r.category_code, corrected: r.corrected }))

const propose = async (tx: Tx, { phrase, code, corrections, elsewhere, complaintIds }: Proposal) => {
  const counted = { corrections, elsewhere, complaint_ids: [...complaintIds].slice(0, 5) }
  const id = newId()
  const [kept] = await tx.db.insertInto('classification.wording').values({ organization_id: tx.actor.organizationId, id, phrase, phrase_key: keyOf(phrase), category_code: code, state: 'proposed', source: 'correction', at: tx.now, ...counted })
    .onConflict((c) => c.columns(['organization_id', 'phrase_key', 'category_code']).doUpdateSet(counted).where('classification.wording.state', '=', 'proposed')).returning('id').execute()
  if (kept?.id === id) await tx.record(WordingProposed, { subject: { type: 'wording', id, unitId: null }, payload: { wordingId: id, categoryCode: code, corrections } })
}

/** Proposes for the dictionary what distinguishes corrected cases. */
export const weighWords = command('classification.weighWords', async (tx, _input: Record<string, never>) => {
  const { organizationId } = tx.actor
  const read = readerOf(tx.db)
  const words = new Map((await categoryWords(read, organizationId, await currentPack(read, organizationId))).map(({ code, keywords }) => [code, keywords.map(keyOf)]))
  const decided = new Set((await tx.db.selectFrom('classification.wording').select(['phrase_key', 'category_code']).where('organization_id', '=', organizationId).where('state', '<>', 'proposed').execute()).map((r) => `${r.category_code} ${r.phrase_key}`))
  const isKnown = (phrase: string, code: string) => decided.has(`${code} ${keyOf(phrase)}`) || (words.get(code)?.includes(keyOf(phrase)) ?? true)
  for (const proposal of proposalsFrom(await filedPoints(tx), isKnown)) await propose(tx, proposal)
  await tx.db.updateTable('classification.correction').set({ weighed_at: tx.now }).where('organization_id', '=', organizationId).where('weighed_at', 'is', null).execute()
  return {}
})
