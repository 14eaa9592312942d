import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import { type Released, TELLS_WHO } from '#contract/liaison-party.ts'
import { readerOf } from '#kernel/db.ts'
import { formatInstant } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'
import { query } from '#kernel/query.ts'
import { type Reaction, whenever } from '#kernel/reaction.ts'
import { instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { ClockBreached, ClockRecomputed, ClockRecounted, ClockWarned, ExtensionApproved } from '#modules/clock/events.ts'
import { withDeputies } from '#modules/clock/commands/ring.ts'
import { WorkPassed } from '#modules/identity/events.ts'
import { IdentityChanged } from '#modules/complaint/events.ts'
import { tell } from '#modules/notification/commands.ts'
import { mailsLinks } from '#modules/notification/commands/link-mail.ts'
import type { Mailer } from '#modules/notification/port.ts'
import { addressOf, noteLinkSent, writeAgain } from './commands/link.ts'
import { lockForm, lockParty } from './commands/lock.ts'
import { subjectOfForm } from './commands/telling.ts'
import { LinkMade } from './events.ts'
import { peopleAt } from './who.ts'

/** In the language of who is written to; null when it is out already, or was taken back. */
const linkLetter = (baseUrl: string) => query('liaison.readLetter', async (read, actor, { linkId }: { linkId: string }) => {
  const link = await read.selectFrom('liaison.link').selectAll().where('organization_id', '=', actor.organizationId).where('id', '=', linkId).executeTakeFirst()
  if (!link?.token) return null
  const party = await read.selectFrom('liaison.party as p').innerJoin('liaison.form as f', (j) => j.onRef('f.organization_id', '=', 'p.organization_id').onRef('f.id', '=', 'p.form_id')).innerJoin('identity.organization as o', 'o.organization_id', 'p.organization_id')
    .innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'f.organization_id').onRef('u.id', '=', 'f.office_unit_id'))
    .select(['p.email', 'p.locale', 'p.name', 'p.contact', 'f.number', 'o.name as organization', 'u.time_zone', (eb) => eb.selectFrom('liaison.stop as s').select('s.due_at').whereRef('s.organization_id', '=', 'p.organization_id').whereRef('s.party_id', '=', 'p.id').where('s.state', '=', 'open').limit(1).as('due_at')])
    .where('p.organization_id', '=', actor.organizationId).where('p.id', '=', link.party_id).executeTakeFirst()
  if (!party?.email) return null
  const locale = party.locale as Locale
  const by = party.due_at ? words(locale, ['liaison', 'letters', 'by'], { due: formatInstant(iso(party.due_at), locale, party.time_zone) }) ?? '' : ''
  const say = (key: string) => words(locale, ['liaison', 'letters', key], { organization: party.organization, number: party.number, whom: party.contact ?? party.name, by, until: formatInstant(iso(link.until), locale, party.time_zone), url: addressOf(baseUrl, link.token ?? '', locale) }) ?? ''
  return { id: link.id, to: party.email, subject: say(`subject-${link.way}`), text: [say(`text-${link.way}`), say('link')].join('\n\n'), token: link.token }
})

interface Rung { readonly payload: { readonly clockId: string } }

/** The clock rings for who handles the case; this tells who has the form. */
const ring = async (tx: Tx, events: readonly Rung[], late: boolean) => {
  const stops = await tx.db.selectFrom('liaison.stop').select(['form_id', 'unit_id', 'taken_by', 'party_id']).where('organization_id', '=', tx.actor.organizationId).where('clock_id', 'in', events.map(({ payload }) => payload.clockId)).where('state', '=', 'open').execute()
  for (const stop of stops) {
    const locked = await lockForm(tx, stop.form_id)
    const people = stop.taken_by ? [stop.taken_by] : await peopleAt(readerOf(tx.db), tx.actor.organizationId, stop.unit_id, 'liaison.answer')
    if (stop.party_id) await writeAgain(tx, await lockParty(tx, stop.party_id), 'reminder')
    await tell(tx, { to: await withDeputies(tx, stop.unit_id, people), name: late ? 'liaisonLate' : 'liaisonSoon', subject: subjectOfForm(locked), payload: { number: locked.form.number } })
  }
}

/** What somebody has taken on who is away when it is due, or has left, is anybody's at the unit again, and the unit hears of it. */
const passStops = async (tx: Tx, { fromId, before }: z.output<typeof WorkPassed.payload>) => {
  const taken = tx.db.selectFrom('liaison.stop').select(['id', 'form_id', 'unit_id']).where('organization_id', '=', tx.actor.organizationId).where('taken_by', '=', fromId).where('state', '=', 'open')
  for (const stop of await (before ? taken.where('due_at', '<', instant(before)) : taken).orderBy('form_id').execute()) {
    const locked = await lockForm(tx, stop.form_id)
    await tx.db.updateTable('liaison.stop').set({ taken_by: null, taken_at: null }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', stop.id).where('state', '=', 'open').execute()
    const people = (await peopleAt(readerOf(tx.db), tx.actor.organizationId, stop.unit_id, 'liaison.answer')).filter((id) => id !== fromId)
    await tell(tx, { to: people, name: 'liaisonAsked', subject: subjectOfForm(locked), payload: { number: locked.form.number } })
  }
}

/** A deadline that moved moves on the form, too, which is read by those who do not see the clocks of the case. */
const move = async (tx: Tx, clockId: string, due: string) => {
  const moved = await tx.db.updateTable('liaison.stop').set({ due_at: instant(due) }).where('organization_id', '=', tx.actor.organizationId).where('clock_id', '=', clockId).where('state', '=', 'open').returning('form_id').executeTakeFirst()
  if (!moved) return
  await tx.db.updateTable('liaison.form').set((eb) => ({ next_due_at: eb.selectFrom('liaison.stop as s').select((e) => e.fn.min('s.due_at').as('due')).where('s.organization_id', '=', tx.actor.organizationId).where('s.form_id', '=', moved.form_id).where('s.state', '=', 'open') }))
    .where('organization_id', '=', tx.actor.organizationId).where('id', '=', moved.form_id).execute()
}

/** An outsider is not told any more either: what was released of the name is taken back. */
const forgetNames = async (tx: Tx, complaintId: string) => {
  await tx.db.updateTable('liaison.form').set({ customer_name: null }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).execute()
  const parties = await tx.db.selectFrom('liaison.party').select(['id', 'shown']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).execute()
  for (const { id, shown } of parties) {
    const left = (shown as unknown as Released[]).filter((one) => !TELLS_WHO.includes(one.code))
    await tx.db.updateTable('liaison.party').set({ shown: JSON.stringify(left) }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  }
}

export const reactions = (mailer: Mailer | null, baseUrl: string): readonly Reaction[] => [
  ...(mailer ? [mailsLinks({ on: LinkMade, handler: 'liaison.linkMail', letter: linkLetter(baseUrl), note: noteLinkSent, send: (mail) => mailer.send(mail) })] : []),
  whenever(ClockWarned, (tx, events) => ring(tx, events, false)),
  whenever(WorkPassed, async (tx, events) => {
    for (const { payload } of events) await passStops(tx, payload)
  }),
  whenever(ClockBreached, (tx, events) => ring(tx, events, true)),
  whenever(ClockRecounted, async (tx, events) => { for (const { payload } of events) await move(tx, payload.clockId, payload.dueAt) }),
  whenever(ClockRecomputed, async (tx, events) => { for (const { payload } of events) await move(tx, payload.clockId, payload.dueAt) }),
  whenever(ExtensionApproved, async (tx, events) => { for (const { payload } of events) await move(tx, payload.clockId, payload.until) }),
  // Who complains does not want to be known any more: the forms that are under way forget the name.
  whenever(IdentityChanged, async (tx, events) => {
    for (const { payload } of events) if (payload.identity === 'protected') await forgetNames(tx, payload.complaintId)
  }),
]
