import { TellBy } from '#contract/tell-by.ts'
import { notFound, type Locale, type Words } from '#contract/common.ts'
import type { PortalCase } from '#contract/portal.ts'
import type { RemedyKind } from '#contract/packs.ts'
import type { Actor } from '#kernel/actor.ts'
import { shiftDay, startOfDay } from '#kernel/calendar.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, MINUTE, iso, isoOrNull, plusMs } from '#kernel/time.ts'
import { clocksOf } from '#modules/clock/queries/clocks.ts'
import { messagesOf } from '#modules/communication/queries/messages.ts'
import { findComplaint, pointsOf } from '#modules/complaint/queries/case.ts'
import { representativeOf } from '#modules/complaint/queries/representative.ts'
import { mergedIn } from '#modules/complaint/queries/links.ts'
import { whyNotOpen } from '#modules/complaint/rules.ts'
import { type StoredRow, findFile } from '#modules/files/queries.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { isLatest, isShown, isStanding, whyNotAnswer } from '#modules/remedy/rules.ts'
import { whyNotTellBy } from '#modules/complaint/rules/ways.ts'
import { readWishes } from '#modules/telling/queries.ts'
import { stepOf } from '#modules/telling/rules.ts'

interface Shown { readonly id: string; readonly state: string; readonly stage: string; readonly last_reopened_at: Instant | null }

/** The no that stands; after the case came back what was asked for is looked at anew. */
const noOf = async (read: Reader, organizationId: string, c: Shown, latest: { readonly id: string; readonly offered_at: Instant | null } | undefined): Promise<PortalCase['declined']> => {
  const last = await read.selectFrom('remedy.declined_demand').select(['grounds', 'further_ways', 'proposal_id', 'at']).where('organization_id', '=', organizationId).where('complaint_id', '=', c.id).orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (!last) return null
  const isOld = !last.proposal_id && c.last_reopened_at && c.last_reopened_at > last.at
  return isStanding(last, latest) && !isOld ? { grounds: last.grounds, furtherWays: last.further_ways } : null
}

const offerOf = async (read: Reader, actor: Actor, c: Shown, now: Instant): Promise<Pick<PortalCase, 'offer' | 'declined'>> => {
  const all = await read.selectFrom('remedy.proposal').selectAll().where('organization_id', '=', actor.organizationId).where('complaint_id', '=', c.id).orderBy('no', 'desc').execute()
  const [p] = all.filter((r) => r.offered_at !== null).slice(0, 1).filter((r) => isShown(r.state))
  const declined = await noOf(read, actor.organizationId, c, p)
  if (!p) return { offer: null, declined }
  const items = await read.selectFrom('remedy.item').selectAll().where('organization_id', '=', actor.organizationId).where('proposal_id', '=', p.id).orderBy('no').execute()
  return {
    offer: {
      remedyId: p.id, totalFen: p.total_fen, message: p.offer_message, expiresAt: isoOrNull(p.expires_at), state: p.state, open: (whyNotOpen(c) ?? whyNotAnswer({ ...p, latest: isLatest(p, all) }, now)) === null,
      items: items.map((i) => ({ kind: i.kind as RemedyKind, name: words(actor.locale, ['terms', 'remedyKind', i.kind]) ?? i.kind, amountFen: i.amount_fen, note: i.note })),
    },
    declined,
  }
}

const stepName = (step: number, locale: Locale) => words(locale, ['portal', 'steps', String(step)]) ?? String(step)

const handlerOf = async (read: Reader, organizationId: string, ownerId: string | null, unitPhone: string | null) => {
  const owner = ownerId ? await read.selectFrom('identity.person').select(['name', 'phone']).where('organization_id', '=', organizationId).where('id', '=', ownerId).executeTakeFirst() : undefined
  return owner ? { name: owner.name, phone: owner.phone ?? unitPhone } : null
}

/** Clocks by which bodies outside are answered: no time that was named to the complainant. */
const bodyClocksOf = async (read: Reader, organizationId: string, complaintId: string): Promise<ReadonlySet<string>> =>
  new Set((await read.selectFrom('proceeding.proceeding').select('clock_ids').where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).execute()).flatMap((p) => p.clock_ids))

/** Where the case is heard outside: what the body itself tells the complainant, and when we answered it. */
const outsideOf = async (read: Reader, { organizationId, locale }: Actor, complaintId: string): Promise<PortalCase['outside']> => {
  const rows = await read.selectFrom('proceeding.proceeding as p').select(['p.body_code', 'p.label', 'p.reference', 'p.stage_label', 'p.begun_at', 'p.result', 'p.ended_at', sql<Instant | null>`(select max(r.sent_at) from proceeding.report r where r.organization_id = p.organization_id and r.proceeding_id = p.id and r.state = 'sent')`.as('answered_at')])
    .where('p.organization_id', '=', organizationId).where('p.complaint_id', '=', complaintId).orderBy('p.id').execute()
  if (!rows.length) return []
  const { body: { bodies } } = await currentPack(read, organizationId)
  return rows.map((p) => ({
    body: (p.label as Words)[locale], contact: bodies.find(({ code }) => code === p.body_code)?.contact ?? '', reference: p.reference, stage: (p.stage_label as Words)[locale], since: iso(p.begun_at),
    result: p.result && (words(locale, ['terms', 'proceedingResult', p.result]) ?? p.result), resultAt: isoOrNull(p.ended_at), answeredAt: isoOrNull(p.answered_at),
  }))
}

/** How much they hear of, and how; who is anonymous looks here, and nothing else is possible. */
const hearingOf = async (read: Reader, organizationId: string, complaintId: string): Promise<Pick<PortalCase, 'hear' | 'hearBy'>> => {
  const { wish, ways: { asked, goes, reach } } = await readWishes(read, organizationId, complaintId)
  return { hear: wish, hearBy: { asked, goes, can: reach.anonymous ? [] : TellBy.options.filter((way) => whyNotTellBy(way, reach) === null) } }
}

/** What the complainant sees of the case: progress, words that were meant for them, the offer. */
export const look = query('portal.read', async (read, actor, _input: Record<string, never>, now): Promise<PortalCase> => {
  const c = actor.caseId ? await findComplaint(read, actor.organizationId, actor.caseId) : null
  if (!c) throw new Problem(notFound)
  const unit = await read.selectFrom('identity.unit').select(['name', 'phone', 'time_zone']).where('organization_id', '=', actor.organizationId).where('id', '=', c.unit_id).executeTakeFirstOrThrow()
  const organization = await read.selectFrom('identity.organization').select('name').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow()
  const messages = (await messagesOf(read, actor.organizationId, c.id)).filter((m) => m.kind === 'reply' || m.kind === 'fromCustomer')
  const aside = await bodyClocksOf(read, actor.organizationId, c.id)
  const running = ((await clocksOf(read, actor.organizationId, [c.id])).get(c.id) ?? []).filter((k) => ['running', 'late'].includes(k.state) && k.bound !== 'authority' && !aside.has(k.id))
  const rated = await read.selectFrom('follow_up.follow_up').select(['state', 'score']).where('organization_id', '=', actor.organizationId).where('complaint_id', '=', c.id).orderBy('id', 'desc').limit(1).executeTakeFirst()
  const step = stepOf(c.stage)
  return {
    identity: c.identity as PortalCase['identity'], number: c.number, held: null, step, stepName: stepName(step, actor.locale), organization: organization.name, unitName: unit.name, timeZone: unit.time_zone, handler: await handlerOf(read, actor.organizationId, c.owner_id, unit.phone), nextBy: c.next_on ? iso(plusMs(startOfDay(unit.time_zone, shiftDay(c.next_on, 1)), -MINUTE)) : (running[0]?.dueAt ?? null),
    representative: (await representativeOf(read, actor, c.id, now))?.name ?? null, includes: (await mergedIn(read, actor.organizationId, c.id)).map((m) => m.number), receivedAt: iso(c.received_at), closed: c.state === 'closed', points: (await pointsOf(read, actor.organizationId, c.id)).map((p) => ({ no: p.no, text: p.words })),
    messages: messages.map((m) => ({ from: m.kind === 'reply' ? 'us' as const : 'you' as const, text: m.text, at: m.at, files: m.files.map((f) => ({ id: f.id, name: f.name })) })),
    suggestion: null, ...await offerOf(read, actor, c, now), rating: { open: rated?.state === 'due', score: rated?.score ?? null }, outside: await outsideOf(read, actor, c.id), ...await hearingOf(read, actor.organizationId, c.id),
  }
})

/** A file of the conversation that the complainant may open: of a message, never of the investigation. */
export const portalFile = query('portal.read', async (read, actor, { id }: { id: string }): Promise<StoredRow> => {
  const open = await read.selectFrom('communication.attachment as a').innerJoin('communication.message as m', (j) => j.onRef('m.organization_id', '=', 'a.organization_id').onRef('m.id', '=', 'a.message_id'))
    .select('a.file_id').where('a.organization_id', '=', actor.organizationId).where('a.file_id', '=', id).where('a.complaint_id', '=', actor.caseId ?? actor.organizationId).where('m.kind', 'in', ['reply', 'fromCustomer']).executeTakeFirst()
  const file = open ? await findFile(read, actor.organizationId, id) : null
  if (!file) throw new Problem(notFound)
  return file
})

const reached = (read: Reader, organizationId: string, complaintId: string) => read.selectFrom('complaint.complaint as c')
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id')).innerJoin('identity.organization as o', 'o.organization_id', 'c.organization_id')
  .leftJoin('complaint.complainant as w', (j) => j.onRef('w.organization_id', '=', 'c.organization_id').onRef('w.complaint_id', '=', 'c.id'))
  .select(['c.number', 'c.locale', sql<string | null>`coalesce(w.email, c.complainant_email)`.as('complainant_email'), 'u.email', 'o.name as organization', 'o.locale as house']).where('c.organization_id', '=', organizationId).where('c.id', '=', complaintId).executeTakeFirst()

const suggesterOf = (read: Reader, organizationId: string, id: string) => read.selectFrom('feedback.feedback as f').innerJoin('identity.organization as o', 'o.organization_id', 'f.organization_id')
  .select(['f.number', 'f.locale', sql<string | null>`null`.as('complainant_email'), 'f.email', 'o.name as organization', 'o.locale as house']).where('f.organization_id', '=', organizationId).where('f.id', '=', id).executeTakeFirst()

export const mailOnRecord = async (read: Reader, organizationId: string, complaintId: string): Promise<string | null> => {
  const known = await reached(read, organizationId, complaintId)
  return known?.complainant_email || known?.email || null
}

/** What goes out to who lost the code; null when it is out already. */
export const codeLetter = query('portal.readLetter', async (read, actor, { requestId, baseUrl }: { requestId: string; baseUrl: string }) => {
  const request = await read.selectFrom('portal.code_request').select(['complaint_id', 'feedback_id', 'token']).where('organization_id', '=', actor.organizationId).where('id', '=', requestId).executeTakeFirst()
  if (!request?.token) return null
  const known = request.complaint_id ? await reached(read, actor.organizationId, request.complaint_id) : await suggesterOf(read, actor.organizationId, request.feedback_id ?? '')
  const to = known?.complainant_email || known?.email
  if (!known || !to) return null
  const locale = (known.locale ?? known.house) as Locale
  const params = { number: known.number ?? '', organization: known.organization, url: `${baseUrl}/portal?renew=${request.token}` }
  const say = (key: string) => words(locale, ['portal', request.complaint_id ? 'letters' : 'suggestionLetters', key], params) ?? ''
  return { id: requestId, to, subject: say('subject'), text: say('text'), token: request.token }
})

/** Shops a visitor can choose from. */
export const places = query('portal.read', async (read, actor, _input: Record<string, never>) => {
  const rows = await read.selectFrom('identity.unit').select(['id', 'code', 'name', 'kind']).where('organization_id', '=', actor.organizationId).where('retired_at', 'is', null).where('kind', 'in', ['shop', 'plant']).orderBy('code').execute()
  return rows.map((r) => ({ id: r.id, code: r.code, name: r.name }))
})
