import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import type { LiaisonField } from '#contract/liaison-pack.ts'
import { type Party, type Released, notLeading } from '#contract/liaison-party.ts'
import type { PartyKind } from '#contract/outsider.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { shownLink } from '#kernel/secret-link.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { filesById, refsOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { currentPack } from '#modules/packs/queries.ts'
import type { FormRow, StopRow } from '../commands/lock.ts'
import type { Values } from '../fields.ts'
import { inAll, releasable } from '../release.ts'

type Shown = z.input<typeof Party>

const rowsOf = async (read: Reader, organizationId: string, formId: string) => {
  const [parties, links, questions] = await Promise.all([
    read.selectFrom('liaison.party').selectAll().where('organization_id', '=', organizationId).where('form_id', '=', formId).execute(),
    read.selectFrom('liaison.link').selectAll().where('organization_id', '=', organizationId).where('form_id', '=', formId).orderBy('made_at', 'desc').orderBy('id', 'desc').execute(),
    read.selectFrom('liaison.question').selectAll().where('organization_id', '=', organizationId).where('form_id', '=', formId).orderBy('asked_at').orderBy('id').execute(),
  ])
  return { parties, links, questions }
}
type Rows = Awaited<ReturnType<typeof rowsOf>>

const DOES = ['changeParty', 'link', 'revoke', 'reply'] as const

/** Who leads with outsiders: whoever handles the case, and the general manager's office. */
export interface Leading { readonly actor: Actor; readonly leads: boolean; readonly now: Instant }

/** Outsiders of a form by their ids. Where they are reached, and how they were written to, is for those who lead. */
export const partiesOf = async (read: Reader, form: FormRow, { actor, leads, now }: Leading): Promise<ReadonlyMap<string, Shown>> => {
  const { parties, links, questions } = await rowsOf(read, actor.organizationId, form.id)
  if (!parties.length) return new Map()
  const [files, person] = await Promise.all([filesById(read, actor.organizationId, parties.flatMap((p) => p.file_ids)), namesOf(read, actor.organizationId, [...links.map((l) => l.made_by), ...questions.map((q) => q.replied_by)])])
  const name = (id: string | null) => person(id)?.name ?? ''
  const linkOf = (l: Rows['links'][number]): Shown['links'][number] => ({ ...shownLink(l, name(l.made_by), now), way: l.way as 'copy' })
  return new Map(parties.map((p) => [p.id, {
    id: p.id, version: p.version, kind: p.kind as PartyKind, name: p.name, contact: p.contact, email: leads ? p.email : null, phone: leads ? p.phone : null, locale: p.locale as Locale, matter: p.matter, shown: p.shown as unknown as Released[], asks: p.asks,
    files: refsOf(files, p.file_ids), releaseReason: p.release_reason, links: leads ? links.filter((l) => l.party_id === p.id).map(linkOf) : [],
    questions: questions.filter((q) => q.party_id === p.id).map((q) => ({ id: q.id, text: q.body, askedBy: q.asked_by, askedAt: iso(q.asked_at), reply: q.reply, repliedBy: q.replied_by && name(q.replied_by), repliedAt: isoOrNull(q.replied_at) })),
    may: Object.fromEntries(DOES.map((does) => [does, leads && actor.may(`liaison.${does}`) && !form.ended_at ? null : refusalWords(notLeading, actor.locale)])),
  }]))
}

/** The number of who complains, for those who see the case and where nothing speaks against it. */
const phoneOf = async (read: Reader, form: FormRow): Promise<string | null> => {
  const found = await read.selectFrom('complaint.complaint as c').innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .select(['c.identity', 'c.complainant_phone', 'u.phone']).where('c.organization_id', '=', form.organization_id).where('c.id', '=', form.complaint_id).executeTakeFirst()
  return found?.identity === 'open' ? found.complainant_phone ?? found.phone : null
}

/** What could be released of a form, in the words of a language. */
export const releasedOf = async (read: Reader, form: FormRow, stops: readonly StopRow[], locale: Locale): Promise<Released[]> => {
  const [phone, { body }] = await Promise.all([phoneOf(read, form), currentPack(read, form.organization_id)])
  const inspected = stops.findLast((s) => s.kind === 'quality' && s.signed_at)
  const coded = (field: LiaisonField, value: string | number) => {
    const named = field.type === 'cause' ? body.causes.find((c) => c.code === value) : field.choices?.find((c) => c.code === value)
    return named ? named.label[locale] : `${value}${field.unit?.[locale] ?? ''}`
  }
  const known = {
    template: form.template as unknown as LiaisonField[], fields: form.fields as Values, inspection: (inspected?.answer as { fields?: Values } | null)?.fields ?? {}, product: form.product, lot: form.lot, order: form.order_number, demand: form.demand,
    customerName: form.customer_name, customerPhone: form.customer_name && phone,
  }
  return releasable(known, (code) => inAll((each) => words(each, ['liaison', 'released', code]) ?? code), coded)
}

/** Files of the form and of the case that may be shown: no signatures, nothing that tells who complains. */
export const releasableFiles = async (read: Reader, form: FormRow) => {
  const [ofForm, ofCase] = await Promise.all([
    read.selectFrom('liaison.file').select('file_id').where('organization_id', '=', form.organization_id).where('form_id', '=', form.id).execute(),
    read.selectFrom('complaint.attachment').select('file_id').where('organization_id', '=', form.organization_id).where('complaint_id', '=', form.complaint_id).where('kind', '!=', 'signature').execute(),
  ])
  const ids = [...new Set([...ofForm, ...ofCase].map((f) => f.file_id))]
  if (!ids.length) return []
  const rows = await read.selectFrom('files.file').selectAll().where('organization_id', '=', form.organization_id).where('id', 'in', ids).where('tells_who', '=', false).orderBy('at').execute()
  return rows.map((r) => ({ id: r.id, name: r.name, mediaType: r.media_type, bytes: r.bytes }))
}
