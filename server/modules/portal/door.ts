import type { FastifyRequest } from 'fastify'
import type { Locale } from '#contract/common.ts'
import { caseNotFound, placeUnknown, portalClosed } from '#contract/portal.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Db, type OpenTransaction, asSystem, sql } from '#kernel/db.ts'
import { normaliseCode, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type FoundCard, findByCode } from '#modules/comment-card/queries.ts'
import type { Gate } from './gate.ts'
import { guessed } from './guess.ts'
import { visitor } from './visitor.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export interface Place { readonly organizationId: string; readonly organization: string; readonly unitId: string | null; readonly code: string | null; /** What the place is called. */ readonly name: string; /** The card that was scanned there; of another place it says nothing. */ readonly card: FoundCard | null }

const living = (open: OpenTransaction) => open.selectFrom('identity.unit as u').innerJoin('identity.organization as o', 'o.organization_id', 'u.organization_id')
  .select(['u.organization_id', 'u.id', 'u.code', 'u.parent_id', 'u.name as unit_name', 'o.name']).where('u.retired_at', 'is', null).orderBy('o.founded_at').limit(1)

const unitNamed = (open: OpenTransaction, place: string) => living(open).where(UUID.test(place) ? 'u.id' : 'u.code', '=', place).executeTakeFirst()

/** Where one stands before no shop in particular: of the card's organisation, else of the first there was. */
const headOf = async (open: OpenTransaction, card: FoundCard | null): Promise<Place> => {
  const heads = living(open).where('u.parent_id', 'is', null)
  const first = await (card ? heads.where('u.organization_id', '=', card.organization_id) : heads).executeTakeFirst()
  if (!first) throw new Problem(portalClosed)
  return { organizationId: first.organization_id, organization: first.name, unitId: first.id, code: null, name: first.unit_name, card: null }
}

/** The organisation a visitor stands before, and the shop when the list, the QR code or the card named one. What was chosen counts for more than where the card hangs. */
export const findPlace = (db: Db, place: string | null | undefined, typed?: string | null): Promise<Place> => asSystem(db, async (open) => {
  const card = typed ? await findByCode(open, typed) : null
  const asked = place || card?.unit_id
  const named = asked ? await unitNamed(open, asked) : undefined
  if (place && !named) throw new Problem(placeUnknown, {}, 'place')
  if (!named) return headOf(open, card)
  return { organizationId: named.organization_id, organization: named.name, unitId: named.id, code: named.code, name: named.unit_name, card: card?.unit_id === named.id ? card : null }
})

export const submitter = (place: Place, locale: Locale): Actor => visitor(place.organizationId, locale, { units: place.unitId ? [place.unitId] : [] })

/** What number and code open: a case, a suggestion, or what is still held. */
export interface Opened { readonly actor: Actor; readonly heldId: string | null; readonly feedbackId: string | null }

const caseOfCode = (open: OpenTransaction, hash: Buffer) => open.selectFrom('complaint.complaint').select(['organization_id', 'id', 'number', sql<string>`complaint.survivor(organization_id, id)`.as('survivor')]).where('portal_hash', '=', hash).executeTakeFirst()
const heldOfCode = (open: OpenTransaction, hash: Buffer) => open.selectFrom('portal.held').select(['organization_id', 'id', 'number', 'complaint_id', 'unit_id']).where('portal_hash', '=', hash).executeTakeFirst()

const suggestionOfCode = (open: OpenTransaction, hash: Buffer) => open.selectFrom('feedback.feedback').select(['organization_id', 'id', 'number', 'unit_id']).where('portal_hash', '=', hash).executeTakeFirst()
/** Under which number it was told before it became this complaint. */
const toldAs = async (open: OpenTransaction, row: { organization_id: string; id: string }) => (await open.selectFrom('feedback.feedback').select('number').where('organization_id', '=', row.organization_id).where('complaint_id', '=', row.id).execute()).map((one) => one.number)

/** Without counting: for who knows the code. @returns null when it opens nothing. */
export const openedBy = (db: Db, key: { number: string; code: string }, locale: Locale): Promise<Opened | null> => asSystem(db, async (open) => {
  const hash = sha256(normaliseCode(key.code))
  const [row, held, suggestion] = [await caseOfCode(open, hash), await heldOfCode(open, hash), await suggestionOfCode(open, hash)]
  const number = key.number.trim().toUpperCase()
  if (row) {
    // Who was given the number of a held one, or of a suggestion, keeps it when it has become a complaint.
    const numbers = [row.number, held?.number, ...await toldAs(open, row)]
    return numbers.includes(number) ? { actor: visitor(row.organization_id, locale, { caseId: row.survivor }), heldId: null, feedbackId: null } : null
  }
  const one = suggestion ?? held
  if (one?.number !== number) return null
  return { actor: visitor(one.organization_id, locale, { units: [one.unit_id] }), heldId: suggestion ? null : one.id, feedbackId: suggestion?.id ?? null }
})

/** The case behind number and code, or what is held. */
export const openCase = (db: Db, gate: Gate, request: FastifyRequest, key: { number: string; code: string }, locale: Locale): Promise<Opened> =>
  guessed({ gate, request, subject: key.number.trim().toUpperCase(), refusal: caseNotFound }, () => openedBy(db, key, locale))
