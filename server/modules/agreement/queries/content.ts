import type { AgreementText, PaperState } from '#contract/agreement.ts'
import { notFound } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { type StoredRow, filesById, findFile } from '#modules/files/queries.ts'
import type { AgreementPaper } from '../port.ts'
import { MOST_SIGNATURE } from '../rules.ts'
import { shownSignature, standing } from './papers.ts'
import { whyNotShown } from './shown.ts'

export interface Content extends Omit<AgreementPaper, 'drawings'> { readonly name: string; /** The file both signed, where it is kept already. */ readonly sealed: StoredRow | null; readonly pictures: readonly { readonly id: string; readonly sha256: string }[] }

/** What is printed of a paper. `printedAt`: what is sealed bears the time at which it was whole. */
const contentOf = async (read: Reader, actor: Actor, id: string, now: Instant): Promise<Content> => {
  const { organizationId } = actor
  const row = await read.selectFrom('agreement.paper as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id')).innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
    .selectAll('p').select('n.time_zone').where('p.organization_id', '=', organizationId).where('p.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  const text = row.text as AgreementText
  const signed = standing(await read.selectFrom('agreement.signature').selectAll().where('organization_id', '=', organizationId).where('paper_id', '=', id).orderBy('id').execute())
  const files = await filesById(read, organizationId, signed.map(({ file_id }) => file_id))
  return {
    name: `${text.number}-${text.no}`, locale: text.locale, text, state: row.state as PaperState, sha256: row.sha256, timeZone: row.time_zone, printedAt: iso(row.signed_at ?? now), printedBy: row.signed_at ? text.organization : actor.name,
    signatures: signed.map((one) => shownSignature(one, row.sha256, () => null)), fileHashes: Object.fromEntries(signed.map((one) => [one.id, one.file_sha256])), sealed: row.pdf_id ? await findFile(read, organizationId, row.pdf_id) : null,
    pictures: signed.flatMap((one) => { const file = files.get(one.file_id); return one.way !== 'paper' && file?.mediaType === 'image/png' && file.bytes <= MOST_SIGNATURE ? [{ id: one.id, sha256: one.file_sha256 }] : [] }),
  }
}

export const content = query('agreement.read', async (read, actor, { id }: { id: string }, now): Promise<Content> => {
  const c = await read.selectFrom('agreement.paper as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id')).select(['c.id', 'c.identity']).where('p.organization_id', '=', actor.organizationId).where('p.id', '=', id).executeTakeFirst()
  const refusal = c ? await whyNotShown(read, actor, c) : null
  if (refusal) throw new Problem(refusal)
  return contentOf(read, actor, id, now)
}, ({ id }) => ({ type: 'agreement', id, unitId: null }))

/** Of one case, for who came with its code or by a link to it. */
export const contentOutside = query('portal.read', (read, actor, { id }: { id: string }, now): Promise<Content> => contentOf(read, actor, id, now))
