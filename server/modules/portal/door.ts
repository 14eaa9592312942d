import { setTimeout as sleep } from 'node:timers/promises'
import type { Locale } from '#contract/common.ts'
import { caseNotFound, placeUnknown, portalClosed } from '#contract/portal.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Attempts } from '#kernel/attempts.ts'
import { type Db, asSystem, sql } from '#kernel/db.ts'
import { normaliseCode, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'

const MAY = new Set(['complaint.register', 'files.upload', 'portal.read', 'portal.answer', 'portal.write', 'portal.rate', 'portal.submit'])
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** A wrong guess is answered this slowly. */
const SLOW_MS = 400

const visitor = (organizationId: string, locale: Locale, scope: { units?: readonly string[]; caseId?: string }): Actor => ({
  kind: 'portal', id: null, name: '', organizationId, units: scope.units ?? [], confidential: false, ...(scope.caseId ? { caseId: scope.caseId } : {}), locale, may: (permission) => MAY.has(permission),
})

export interface Place { readonly organizationId: string; readonly organization: string; readonly unitId: string | null; readonly code: string | null }

/** The organisation a visitor stands before, and the shop when the QR code or the list named one. */
export const findPlace = (db: Db, place: string | null | undefined): Promise<Place> => asSystem(db, async (open) => {
  const units = open.selectFrom('identity.unit as u').innerJoin('identity.organization as o', 'o.organization_id', 'u.organization_id')
    .select(['u.organization_id', 'u.id', 'u.code', 'u.parent_id', 'o.name']).where('u.retired_at', 'is', null)
  if (place) {
    const named = await units.where(UUID.test(place) ? 'u.id' : 'u.code', '=', place).orderBy('o.founded_at').limit(1).executeTakeFirst()
    if (!named) throw new Problem(placeUnknown, {}, 'place')
    return { organizationId: named.organization_id, organization: named.name, unitId: named.id, code: named.code }
  }
  const first = await units.where('u.parent_id', 'is', null).orderBy('o.founded_at').limit(1).executeTakeFirst()
  if (!first) throw new Problem(portalClosed)
  return { organizationId: first.organization_id, organization: first.name, unitId: first.id, code: null }
})

export const submitter = (place: Place, locale: Locale): Actor => visitor(place.organizationId, locale, { units: place.unitId ? [place.unitId] : [] })

/** The case behind number and code. Wrong guesses are counted per caller and answered slowly, all with the same words. */
export const openCase = async (db: Db, attempts: Attempts, ip: string, key: { number: string; code: string }, locale: Locale): Promise<Actor> => {
  const who = `portal ${ip}`
  attempts.refuseTooMany(who)
  const row = await asSystem(db, (open) => open.selectFrom('complaint.complaint').select(['organization_id', 'id', 'number', sql<string>`complaint.survivor(organization_id, id)`.as('survivor')]).where('portal_hash', '=', sha256(normaliseCode(key.code))).executeTakeFirst())
  if (!row || row.number !== key.number.trim().toUpperCase()) {
    // Guesses sent at once have all come past the first question.
    attempts.refuseTooMany(who)
    attempts.note(who)
    await sleep(SLOW_MS)
    throw new Problem(caseNotFound)
  }
  return visitor(row.organization_id, locale, { caseId: row.survivor })
}
