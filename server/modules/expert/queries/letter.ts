import type { Locale, Words } from '#contract/common.ts'
import * as contract from '#contract/expert.ts'
import type { Opinion } from '#contract/expert.ts'
import type { Actor } from '#kernel/actor.ts'
import { amountInWords } from '#kernel/amount-in-words.ts'
import type { Reader } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { currentPack, papersIn } from '#modules/packs/queries.ts'
import { addressOf } from '../commands/link.ts'
import type { CommissionLetter, LetterAnswer } from '../port.ts'
import { whyNotLetter } from '../rules.ts'
import { oneOpinion } from './opinions.ts'

interface Wanted { readonly id: string; readonly locale: Locale | undefined; /** Of a link that is to stand on it. */ readonly code: string }

const liveLinks = (read: Reader, organizationId: string, opinionId: string, now: Instant) =>
  read.selectFrom('expert.link').select(['until']).where('organization_id', '=', organizationId).where('opinion_id', '=', opinionId).where('revoked_at', 'is', null).where('until', '>', now)

/** @throws Problem when the code opens nothing, or something else. */
const byCode = async (read: Reader, organizationId: string, opinionId: string, code: string, now: Instant): Promise<Instant> => {
  const link = await liveLinks(read, organizationId, opinionId, now).where('token_hash', '=', sha256(code)).executeTakeFirst()
  if (!link) throw new Problem(contract.linkOver)
  return link.until
}

/** Letters with a link go to the address the body had when it was asked. */
const mailedTo = async (read: Reader, organizationId: string, opinionId: string, now: Instant): Promise<LetterAnswer | null> => {
  const link = await liveLinks(read, organizationId, opinionId, now).where('way', '=', 'mail').where('sent_at', 'is not', null).orderBy('id', 'desc').executeTakeFirst()
  const to = link && await read.selectFrom('expert.opinion').select('email').where('organization_id', '=', organizationId).where('id', '=', opinionId).executeTakeFirst()
  return link && to?.email ? { by: 'mailed', to: to.email, until: iso(link.until) } : null
}

const answerOf = async (read: Reader, { organizationId }: Actor, shown: Opinion, { code, baseUrl, now }: { readonly code: string; readonly baseUrl: string; readonly now: Instant }): Promise<LetterAnswer> => {
  if (shown.report) return { by: 'signed', on: shown.report.on, name: shown.report.name }
  if (shown.inside) return { by: 'here', url: `${baseUrl}/complaints/${shown.complaintId}` }
  if (code) return { by: 'link', url: addressOf(baseUrl, code, shown.locale), until: iso(await byCode(read, organizationId, shown.id, code, now)) }
  return await mailedTo(read, organizationId, shown.id, now) ?? { by: 'paper' }
}

const receiver = async (read: Reader, organizationId: string, { outsiderId, name }: Opinion): Promise<CommissionLetter['to']> => {
  const row = outsiderId ? await read.selectFrom('outsider.outsider').select(['contact', 'address']).where('organization_id', '=', organizationId).where('id', '=', outsiderId).executeTakeFirst() : undefined
  return { name, contact: row?.contact ?? null, address: row?.address ?? null }
}

const saidIn = (locale: Locale, said: Words) => said[locale] || said['zh-CN']

/** Everything that went out for it, whether it is back or not. */
const goodsOf = ({ passages }: Opinion): CommissionLetter['goods'] => {
  const out = new Map(passages.filter((p) => p.way === 'out').map((p) => [p.itemId, p]))
  return [...out.values()].map(({ number, what, seal, at }) => ({ number, what, seal: seal ?? '', at }))
}

/** What an expert is commissioned with, as a letter. */
export const commissionLetter = (baseUrl: string) => query('expert.read', async (read, actor: Actor, { id, locale: asked, code }: Wanted, now): Promise<CommissionLetter & { readonly complaintId: string }> => {
  const shown = await oneOpinion.answer(read, actor, { id }, now)
  const refusal = whyNotLetter({ state: shown.state, version: shown.version, consent: shown.consent.state })
  if (refusal) throw new Problem(refusal)
  const { unit_id, product } = await read.selectFrom('complaint.complaint').select(['unit_id', 'product']).where('organization_id', '=', actor.organizationId).where('id', '=', shown.complaintId).executeTakeFirstOrThrow()
  const unit = await findUnit(read, actor.organizationId, unit_id)
  const { name } = await read.selectFrom('identity.organization').select('name').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow()
  const thing = (product ?? {}) as { readonly name?: string | null; readonly code?: string | null; readonly lot?: string | null }
  const locale = asked ?? shown.locale
  const { body: { pack }, papers } = await currentPack(read, actor.organizationId)
  return {
    complaintId: shown.complaintId, locale, industry: pack.terms ?? null, papers: papersIn(papers, locale), organization: name, unit: { name: unit?.name ?? '', phone: unit?.phone ?? null, address: unit?.address ?? null }, to: await receiver(read, actor.organizationId, shown), opinion: shown,
    product: [thing.name, thing.code].filter(Boolean).join(' '), lot: thing.lot ?? '', goods: goodsOf(shown), files: shown.sent.map((file) => file.name), answer: await answerOf(read, actor, shown, { code, baseUrl, now }),
    questions: shown.questions.map((q) => ({ no: q.no, label: saidIn(locale, q.label), text: q.text, answers: q.answers.map(({ finding }) => words(locale, ['terms', 'expertFinding', finding]) ?? finding), measure: q.measure ? `${saidIn(locale, q.measure.label)} (${q.measure.unit})` : '' })),
    inWords: amountInWords(shown.feeFen, locale === 'zh-Hant' ? 'traditional' : 'simplified'), printedAt: iso(now), printedBy: actor.name,
  }
}, (_input, { complaintId }) => ({ type: 'complaint', id: complaintId, unitId: null }))
