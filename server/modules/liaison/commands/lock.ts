import { notFound, staleVersion } from '#contract/common.ts'
import { notIssuer, notYourUnit, stopOver } from '#contract/liaison.ts'
import { notLeading } from '#contract/liaison-party.ts'
import { readerOf, sql } from '#kernel/db.ts'
import type { Subject } from '#kernel/event.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import type { FormFacts, StopFacts } from '../rules.ts'
import { leadsOutside, seesCase, unitsOf } from '../who.ts'

/** Of a case that whoever acts may not see. */
export interface CaseOf { readonly id: string; readonly unit_id: string; readonly owner_id: string | null; readonly confidential: boolean; readonly accused: string[] | null; readonly state: string; readonly urgency: string; readonly reply_due_at: Instant | null }

export const caseOf = async (tx: Pick<Tx, 'db'>, formId: string): Promise<CaseOf> => {
  const { rows: [found] } = await sql<CaseOf>`select * from liaison.case_of(${formId}::uuid)`.execute(tx.db)
  if (!found) throw new Problem(notFound)
  return found
}

const formRow = (tx: Tx, id: string) => tx.db.selectFrom('liaison.form').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
const stopRows = (tx: Tx, formId: string) => tx.db.selectFrom('liaison.stop').selectAll().where('organization_id', '=', tx.actor.organizationId).where('form_id', '=', formId).orderBy('no').execute()
export type FormRow = Awaited<ReturnType<ReturnType<typeof formRow>['executeTakeFirstOrThrow']>>
export type StopRow = Awaited<ReturnType<typeof stopRows>>[number]

export const stopFacts = (s: StopRow): StopFacts => ({
  id: s.id, no: s.no, kind: s.kind as StopFacts['kind'], state: s.state as StopFacts['state'], unitId: s.unit_id, partyId: s.party_id, round: s.round, binding: s.binding, fromId: s.from_id, aboutId: s.about_id, signedAt: s.signed_at,
})
export const formFacts = (form: FormRow, stops: readonly StopRow[]): FormFacts => ({
  unitId: form.unit_id, qualityUnitId: form.quality_unit_id, officeUnitId: form.office_unit_id, planned: form.planned, withdrawn: form.state === 'withdrawn', stops: stops.map(stopFacts),
})

export interface Locked { readonly form: FormRow; readonly stops: readonly StopRow[]; readonly about: CaseOf; readonly subject: Subject }

/** Whatever is done with a form begins here, so that two who sign at once, or one who signs what is called back, meet. */
export const lockForm = async (tx: Tx, id: string, version?: number): Promise<Locked> => {
  const form = await formRow(tx, id).forUpdate().executeTakeFirst()
  if (!form) throw new Problem(notFound)
  if (version !== undefined && form.version !== version) throw new Problem(staleVersion)
  const [stops, about] = await Promise.all([stopRows(tx, id), caseOf(tx, id)])
  return { form, stops, about, subject: { type: 'complaint', id: about.id, unitId: about.unit_id, confidential: about.confidential, ...(about.accused && { about: about.accused }) } }
}

/** @returns the form with one of its outsiders. The form first, for everybody. */
export const lockParty = async (tx: Tx, id: string) => {
  const party = () => tx.db.selectFrom('liaison.party').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).executeTakeFirst()
  const found = await party()
  if (!found) throw new Problem(notFound)
  const locked = await lockForm(tx, found.form_id)
  return { ...locked, party: await party() ?? found }
}
export type LockedParty = Awaited<ReturnType<typeof lockParty>>

export interface LockedStop extends Locked { readonly stop: StopRow }

/** The form first, then the stop: one order for everybody. */
export const lockStop = async (tx: Tx, id: string): Promise<LockedStop> => {
  const found = await tx.db.selectFrom('liaison.stop').select('form_id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).executeTakeFirst()
  if (!found) throw new Problem(notFound)
  const locked = await lockForm(tx, found.form_id)
  const stop = locked.stops.find((s) => s.id === id)
  if (!stop) throw new Problem(stopOver)
  return { ...locked, stop }
}

export const unitName = async (tx: Tx, ids: readonly string[]): Promise<string> => {
  const rows = ids.length ? await readerOf(tx.db).selectFrom('identity.unit').select(['id', 'name']).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).execute() : []
  return ids.map((id) => rows.find((r) => r.id === id)?.name ?? '').join('、')
}

/** Whose name a stop bears in what is told: of an outsider, what they are to the house. */
export const signerOf = async (tx: Tx, stop: StopRow): Promise<string> => {
  if (!stop.party_id) return unitName(tx, [stop.unit_id])
  const party = await tx.db.selectFrom('liaison.party').select('kind').where('organization_id', '=', tx.actor.organizationId).where('id', '=', stop.party_id).executeTakeFirstOrThrow()
  return words(tx.actor.locale, ['terms', 'partyKind', party.kind]) ?? party.kind
}

/** Only who handles the case acts for the unit that issued the form. */
export const refuseStrangers = async (tx: Tx, complaintId: string): Promise<void> => {
  if (!await seesCase(readerOf(tx.db), tx.actor.organizationId, complaintId)) throw new Problem(notIssuer)
}

/** Only who belongs to a unit signs in its name. */
export const refuseOutsiders = async (tx: Tx, unitId: string): Promise<void> => {
  if (!(await unitsOf(readerOf(tx.db), tx.actor)).has(unitId)) throw new Problem(notYourUnit)
}

/** @throws Problem unless whoever acts leads what goes outside. */
export const refuseFollowers = async (tx: Tx, { form }: Locked): Promise<void> => {
  if (!await leadsOutside(readerOf(tx.db), tx.actor, form)) throw new Problem(notLeading)
}
