import { notFound } from '#contract/common.ts'
import type { LiaisonField } from '#contract/liaison-pack.ts'
import type { OutsidePart, PartyProposal } from '#contract/liaison-outside.ts'
import { type Released, notLeading } from '#contract/liaison-party.ts'
import type { PartyKind } from '#contract/outsider.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { filesById, findFile, refsOf, type StoredRow } from '#modules/files/queries.ts'
import { leadsOutside } from '../who.ts'
import type { Values } from '../fields.ts'
import { askable, askedAtFirst, askedOf, shownAtFirst } from '../release.ts'
import { releasableFiles, releasedOf } from './parties.ts'

const partyRow = (read: Reader, organizationId: string, id: string) => read.selectFrom('liaison.party').selectAll().where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst()
const formAndStops = async (read: Reader, organizationId: string, formId: string) => {
  const [form, stops, organization] = await Promise.all([
    read.selectFrom('liaison.form').selectAll().where('organization_id', '=', organizationId).where('id', '=', formId).executeTakeFirst(),
    read.selectFrom('liaison.stop').selectAll().where('organization_id', '=', organizationId).where('form_id', '=', formId).orderBy('no').execute(),
    read.selectFrom('identity.organization').select('name').where('organization_id', '=', organizationId).executeTakeFirstOrThrow(),
  ])
  if (!form) throw new Problem(notFound)
  return { form, stops, organization: organization.name }
}

/** What was asked lies open, was signed, or nobody waits for it any more. */
const standingOf = (state: string | undefined): OutsidePart['state'] => {
  if (state === 'open') return 'open'
  return state === 'signed' || state === 'accepted' || state === 'rejected' ? 'answered' : 'over'
}

/** The part as an outsider sees it; what is over shows nothing but that. One function for the page behind the link and for those who look at it before. */
export const outsidePart = async (read: Reader, organizationId: string, partyId: string, until: Instant | null): Promise<OutsidePart> => {
  const party = await partyRow(read, organizationId, partyId)
  if (!party) throw new Problem(notFound)
  const { form, stops, organization } = await formAndStops(read, organizationId, party.form_id)
  const stop = stops.findLast((s) => s.party_id === partyId)
  const state = standingOf(stop?.state)
  const zone = await read.selectFrom('identity.unit').select('time_zone').where('organization_id', '=', organizationId).where('id', '=', form.office_unit_id).executeTakeFirst()
  const head = { state, organization, number: form.number, kind: party.kind as PartyKind, name: party.name, contact: party.contact, locale: party.locale as OutsidePart['locale'], timeZone: zone?.time_zone ?? 'UTC', dueAt: state === 'open' ? isoOrNull(stop?.due_at ?? null) : null, until: until && iso(until) }
  if (!stop || state === 'over') return { ...head, matter: '', message: null, shown: [], fields: [], files: [], questions: [], answer: null }
  const [files, questions] = await Promise.all([
    filesById(read, organizationId, party.file_ids), read.selectFrom('liaison.question').selectAll().where('organization_id', '=', organizationId).where('party_id', '=', partyId).orderBy('asked_at').orderBy('id').execute(),
  ])
  return {
    ...head, matter: party.matter, message: stop.message, shown: (party.shown as unknown as Released[]).map(({ label, value }) => ({ label, value })), fields: askedOf(form.template as unknown as LiaisonField[], party.asks),
    files: refsOf(files, party.file_ids),
    questions: questions.map((q) => ({ text: q.body, askedBy: q.asked_by, askedAt: iso(q.asked_at), reply: q.reply })), answer: stop.signed_at ? { by: stop.signed_name ?? '', at: iso(stop.signed_at), fields: (stop.answer as { fields?: Values } | null)?.fields ?? {} } : null,
  }
}

/** Behind a link: the party it was made for. */
export const partOf = query('portal.read', (read, actor, { partyId, until }: { partyId: string; until: Instant }) => outsidePart(read, actor.organizationId, partyId, until))

/** A file that was released for them, and no other. */
export const partFile = query('portal.read', async (read, actor, { partyId, id }: { partyId: string; id: string }): Promise<StoredRow> => {
  const party = await partyRow(read, actor.organizationId, partyId)
  const file = party?.file_ids.includes(id) ? await findFile(read, actor.organizationId, id) : null
  if (!file) throw new Problem(notFound)
  return file
})

const refuseOthers = async (read: Reader, actor: Actor, formId: string) => {
  const found = await formAndStops(read, actor.organizationId, formId)
  if (!await leadsOutside(read, actor, found.form)) throw new Problem(notLeading)
  return found
}

/** As they see it. */
export const previewPart = query('liaison.read', async (read, actor, { id }: { id: string }) => {
  const party = await partyRow(read, actor.organizationId, id)
  if (!party) throw new Problem(notFound)
  await refuseOthers(read, actor, party.form_id)
  return outsidePart(read, actor.organizationId, id, null)
}, (input) => ({ type: 'liaison', id: input.id, unitId: null }))

/** What a part begins with: the complaint without the name of who complains, the goods, and the fields of the part that answers. */
export const partyProposal = (canMail: boolean) => query('liaison.askParty', async (read, actor, { id }: { id: string }): Promise<PartyProposal> => {
  const { form, stops } = await refuseOthers(read, actor, id)
  const [released, files] = await Promise.all([releasedOf(read, form, stops, actor.locale), releasableFiles(read, form)])
  const matter = form.customer_name ? form.body.replaceAll(form.customer_name, words(actor.locale, ['liaison', 'theCustomer']) ?? '') : form.body
  const template = form.template as unknown as LiaisonField[]
  return { matter, released, asks: askable(template), files, first: { shows: shownAtFirst(released), asks: askedAtFirst(template) }, canMail }
}, (input) => ({ type: 'liaison', id: input.id, unitId: null }))
