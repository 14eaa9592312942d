import type { Actor } from '#kernel/actor.ts'
import { allows } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { holders, roleBook } from '#modules/identity/queries/units.ts'

/** The units in whose name somebody signs: where they hold a post, and those under a manager. To see everything is not to belong everywhere. */
export const unitsOf = async (read: Reader, actor: Actor): Promise<ReadonlySet<string>> => {
  const held = actor.kind === 'person' ? (await holders(read, actor.organizationId)).filter((h) => h.personId === actor.id).map((h) => h.unitId) : []
  return new Set([...held, ...(actor.units === 'all' ? [] : actor.units)])
}

export const seesCase = async (read: Reader, organizationId: string, complaintId: string): Promise<boolean> =>
  await read.selectFrom('complaint.complaint').select('id').where('organization_id', '=', organizationId).where('id', '=', complaintId).executeTakeFirst() !== undefined

/** Who in a unit may do this with a form. */
export const peopleAt = async (read: Reader, organizationId: string, unitId: string, permission: string): Promise<string[]> => {
  const book = await roleBook(read, organizationId)
  const able = new Set(book.roles.filter((role) => allows(role.permissions)(permission)).map((role) => role.code))
  return (await holders(read, organizationId)).filter((h) => h.unitId === unitId && able.has(h.role)).map((h) => h.personId)
}

/** Outsiders are led by the general manager's office, and by whoever handles the case. */
export const leadsOutside = async (read: Reader, actor: Actor, form: { readonly organization_id: string; readonly complaint_id: string; readonly office_unit_id: string }): Promise<boolean> =>
  (await unitsOf(read, actor)).has(form.office_unit_id) || await seesCase(read, actor.organizationId, form.complaint_id)
