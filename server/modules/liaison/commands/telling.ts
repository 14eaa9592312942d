import { readerOf } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import { tell } from '#modules/notification/commands.ts'
import { peopleAt } from '../who.ts'
import type { Done } from './act.ts'
import type { Locked } from './lock.ts'

/** The form, not the case: who is told may not see the case. */
export const subjectOfForm = ({ form, about }: Locked) => ({ type: 'liaison', id: form.id, unitId: form.unit_id, confidential: about.confidential, ...(about.accused && { about: about.accused }) })

const ACTS = { quality: 'liaison.forward', unit: 'liaison.answer', party: 'liaison.askParty', office: 'liaison.decide' } as const

const atUnit = (tx: Tx, kind: string, unitId: string) => peopleAt(readerOf(tx.db), tx.actor.organizationId, unitId, ACTS[kind as keyof typeof ACTS] ?? 'liaison.read')

const tellOpened = async (tx: Tx, locked: Locked, { opened }: Done) => {
  for (const { stop } of opened) {
    const again = stop.aboutId !== null && stop.kind === 'unit'
    await tell(tx, { to: await atUnit(tx, stop.kind, stop.unitId), name: stop.kind === 'office' ? 'liaisonDisputed' : stop.kind === 'party' ? 'liaisonPartyAsked' : again ? 'liaisonAskedAgain' : 'liaisonAsked', subject: subjectOfForm(locked), payload: { number: locked.form.number } })
  }
}

const issuers = ({ form, about }: Locked) => [about.owner_id ?? form.made_by].filter((id) => id !== null)

/** Who leads what goes outside: the office, and whoever handles the case. */
export const tellLeaders = async (tx: Tx, locked: Locked, of: 'answer' | 'question'): Promise<void> => {
  const office = await peopleAt(readerOf(tx.db), tx.actor.organizationId, locked.form.office_unit_id, 'liaison.askParty')
  await tell(tx, { to: [...office, ...issuers(locked)], name: of === 'answer' ? 'liaisonPartyAnswered' : 'liaisonPartyAsks', subject: subjectOfForm(locked), payload: { number: locked.form.number } })
}

/** Who had begun is told that it is not waited for any more. */
const tellVoided = async (tx: Tx, locked: Locked, { voided }: Done) => {
  const people = voided.flatMap((stop) => (stop.taken_by && stop.state === 'open' ? [stop.taken_by] : []))
  await tell(tx, { to: people, name: 'liaisonRecalled', subject: subjectOfForm(locked), payload: { number: locked.form.number } })
}

/** Whoever has the form next, and whoever waits for it. */
export const tellAll = async (tx: Tx, locked: Locked, done: Done): Promise<void> => {
  await tellOpened(tx, locked, done)
  await tellVoided(tx, locked, done)
  if (done.state === done.before) return
  const payload = { number: locked.form.number }
  if (done.state === 'collected') await tell(tx, { to: issuers(locked), name: 'liaisonCollected', subject: subjectOfForm(locked), payload })
  if (done.state === 'draft') await tell(tx, { to: issuers(locked), name: 'liaisonReturned', subject: subjectOfForm(locked), payload })
  if (done.state === 'settled') await tell(tx, { to: locked.stops.flatMap((s) => (s.signed_by ? [s.signed_by] : [])), name: 'liaisonSettled', subject: subjectOfForm(locked), payload })
}

/** Both sides of a dispute. */
export const tellDecided = async (tx: Tx, locked: Locked, aboutId: string | null): Promise<void> => {
  const about = locked.stops.find((s) => s.id === aboutId)
  await tell(tx, { to: [...issuers(locked), ...(about?.signed_by ? [about.signed_by] : [])], name: 'liaisonDecided', subject: subjectOfForm(locked), payload: { number: locked.form.number } })
}
