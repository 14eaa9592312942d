import { setTimeout as sleep } from 'node:timers/promises'
import type { Locale } from '#contract/common.ts'
import { caseNotFound, placeUnknown, portalClosed } from '#contract/portal.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Attempts } from '#kernel/attempts.ts'
import { type Db, type OpenTransaction, asSystem, sql } from '#kernel/db.ts'
import { normaliseCode, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type FoundCard, findByCode } from '#modules/comment-card/queries.ts'

const MAY = new Set(['complaint.register', 'files.upload', 'portal.read', 'portal.answer', 'portal.write', 'portal.rate', 'portal.protect', 'portal.submit', 'portal.praise', 'portal.openCard', 'portal.askCode', 'portal.renewByLink'])
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** A wrong guess is answered this slowly. */
const SLOW_MS = 400

export const visitor = (organizationId: string, locale: Locale, scope: { units?: readonly string[]; caseId?: string }): Actor => ({
  kind: 'portal', id: null, name: '', organizationId, units: scope.units ?? [], confidential: false, ...(scope.caseId ? { caseId: scope.caseId } : {}), locale, may: (permission) => MAY.has(permission),
})

export interface Place { readonly organizationId: string; readonly organization: string; readonly unitId: string | null; readonly code: string | null; /** The card that was scanned there; of another place it says nothing. */ readonly card: FoundCard | null }

const living = (open: OpenTransaction) => open.selectFrom('identity.unit as u').innerJoin('identity.organization as o', 'o.organization_id', 'u.organization_id')
  .select(['u.organization_id', 'u.id', 'u.code', 'u.parent_id', 'o.name']).where('u.retired_at', 'is', null).orderBy('o.founded_at').limit(1)

const unitNamed = (open: OpenTransaction, place: string) => living(open).where(UUID.test(place) ? 'u.id' : 'u.code', '=', place).executeTakeFirst()

/** Where one stands before no shop in particular: of the card's organisation, else of the first there was. */
const headOf = async (open: OpenTransaction, card: FoundCard | null): Promise<Place> => {
  const heads = living(open).where('u.parent_id', 'is', null)
  const first = await (card ? heads.where('u.organization_id', '=', card.organization_id) : heads).executeTakeFirst()
  if (!first) throw new Problem(portalClosed)
  return { organizationId: first.organization_id, organization: first.name, unitId: first.id, code: null, card: null }
}

/** The organisation a visitor stands before, and the shop when the list, the QR code or the card named one. What was chosen counts for more than where the card hangs. */
export const findPlace = (db: Db, place: string | null | undefined, typed?: string | null): Promise<Place> => asSystem(db, async (open) => {
  const card = typed ? await findByCode(open, typed) : null
  const asked = place || card?.unit_id
  const named = asked ? await unitNamed(open, asked) : undefined
  if (place && !named) throw new Problem(placeUnknown, {}, 'place')
  if (!named) return headOf(open, card)
  return { organizationId: named.organization_id, organization: named.name, unitId: named.id, code: named.code, card: card?.unit_id === named.id ? card : null }
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
