import { type Locale, type Words, notFound } from '#contract/common.ts'
import type { OutsideOpinion } from '#contract/expert.ts'
import type { ExpertAnswer, ExpertMeasure } from '#contract/expert-pack.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { filesById, findFile, refsOf, type StoredRow } from '#modules/files/queries.ts'

const opinionRow = (read: Reader, organizationId: string, id: string) => read.selectFrom('expert.opinion').selectAll().where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst()
const sentTo = async (read: Reader, organizationId: string, id: string) => (await read.selectFrom('expert.file').select('file_id').where('organization_id', '=', organizationId).where('opinion_id', '=', id).where('part', '=', 'sent').execute()).map((f) => f.file_id)

/** What was asked of an expert, as they see it behind their link: nothing of who complains, nor of who else was asked. */
export const behindLink = query('portal.read', async (read, actor, { opinionId, until }: { opinionId: string; until: Instant }): Promise<OutsideOpinion> => {
  const own = actor.organizationId
  const o = await opinionRow(read, own, opinionId)
  if (!o) throw new Problem(notFound)
  const [questions, sent, goods, organization, zone] = await Promise.all([
    read.selectFrom('expert.question').selectAll().where('organization_id', '=', own).where('opinion_id', '=', opinionId).orderBy('no').execute(), sentTo(read, own, opinionId),
    read.selectFrom('expert.passage as p').innerJoin('custody.item as i', (j) => j.onRef('i.organization_id', '=', 'p.organization_id').onRef('i.id', '=', 'p.item_id')).select(['i.id', 'i.number', 'i.what', 'p.seal', 'p.way']).where('p.organization_id', '=', own).where('p.opinion_id', '=', opinionId).orderBy('p.id').execute(),
    read.selectFrom('identity.organization').select('name').where('organization_id', '=', own).executeTakeFirstOrThrow(),
    read.selectFrom('complaint.complaint as c').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.unit_id')).select('u.time_zone').where('c.organization_id', '=', own).where('c.id', '=', o.complaint_id).executeTakeFirst(),
  ])
  const state: OutsideOpinion['state'] = o.state === 'asked' ? 'open' : o.state === 'reported' ? 'signed' : 'over'
  const head = { state, organization: organization.name, number: o.number, name: o.name, locale: o.locale as Locale, timeZone: zone?.time_zone ?? 'UTC', dueAt: state === 'open' ? iso(o.due_at) : null, until: iso(until) }
  if (state === 'over') return { ...head, matter: '', accreditation: '', questions: [], files: [], goods: [], report: null }
  const files = await filesById(read, own, sent)
  const last = new Map(goods.map((one) => [one.id, one]))
  return {
    ...head, matter: o.matter, accreditation: o.accreditation,
    questions: questions.map((q) => ({ id: q.id, no: q.no, label: q.label as unknown as Words, text: q.body, measure: q.measure as unknown as ExpertMeasure | null, findings: (q.answers as unknown as ExpertAnswer[]).map((one) => one.finding), finding: q.finding as ExpertAnswer['finding'] | null, measuredMilli: q.measured_milli, note: q.note })),
    files: refsOf(files, sent),
    goods: [...last.values()].filter((one) => one.way === 'out').map(({ number, what, seal }) => ({ number, what, seal })), report: o.signed_at ? { name: o.signed_name ?? '', at: iso(o.signed_at), summary: o.summary ?? '' } : null,
  }
})

/** A file that was sent along, and no other. */
export const behindFile = query('portal.read', async (read, actor, { opinionId, id }: { opinionId: string; id: string }): Promise<StoredRow> => {
  const file = (await sentTo(read, actor.organizationId, opinionId)).includes(id) ? await findFile(read, actor.organizationId, id) : null
  if (!file) throw new Problem(notFound)
  return file
})
