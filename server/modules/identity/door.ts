import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Locale, notSignedIn } from '#contract/common.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { csrfMissing, tooManyCalls } from '#contract/identity.ts'
import { type Actor, allows } from '#kernel/actor.ts'
import { type Db, type Reader, asSystem, readerOf } from '#kernel/db.ts'
import { sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type Rate, countCalls } from '#kernel/rates.ts'
import type { Clock } from '#kernel/time.ts'
import { roleBook } from './queries/units.ts'
import type { RoleBook } from './role-book.ts'
import { type ChainPost, LEADS, subtree, superiorsOf } from './rules.ts'

export const COOKIE = 'wenguo'
/** A verified session is believed this long without asking again; sign-out and changes made on this node count at once. */
const BELIEVED_MS = 5_000
/** When a token was last used is written down to the minute: a write for every few reads would cost more than the reads. */
const NOTED_MS = 60_000
const NOBODY: Actor = { kind: 'portal', id: null, name: '', organizationId: '00000000-0000-0000-0000-000000000000', units: [], confidential: false, locale: 'zh-CN', may: () => false }

export interface Known { readonly actor: Actor; readonly permissions: readonly string[]; readonly unitId: string | null; readonly unitName: string | null; readonly positionCodes: readonly string[]; readonly positionName: string | null; readonly email: string; readonly phone: string | null; /** Whose calls are counted. */ readonly token?: Token }
interface Token { readonly id: string; readonly rateLimit: number }
interface Believed { readonly known: Known; readonly until: number }

export const csrfTokenOf = (secret: string): string => createHmac('sha256', secret).update('csrf').digest('base64url')

const sameText = (a: string, b: string) => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** What somebody may do: all of it by their posts, and by a token no more than its scopes. */
const within = (permissions: readonly string[], scopes: readonly string[] | null): ((permission: string) => boolean) => {
  const allowed = allows(permissions)
  const scoped = scopes ? allows(scopes) : () => true
  return (permission) => allowed(permission) && scoped(permission)
}

interface Held { readonly code: string; readonly unit_id: string }

/** Whom the person answers to. Those who lead are few, however many work here. */
const superiors = async (read: Reader, organizationId: string, personId: string, held: readonly Held[], units: readonly { id: string; parent_id: string | null }[], book: RoleBook): Promise<string[]> => {
  const leading = book.positions.filter((p) => p.rank >= LEADS).map((p) => p.code)
  if (!leading.length) return []
  const leaders = await read.selectFrom('identity.holding as h').innerJoin('identity.position as p', (j) => j.onRef('p.organization_id', '=', 'h.organization_id').onRef('p.id', '=', 'h.position_id'))
    .select(['h.person_id', 'p.code', 'p.unit_id']).where('h.organization_id', '=', organizationId).where('p.code', 'in', leading).where('h.until', 'is', null).execute()
  const post = (who: string, { code, unit_id }: Held): ChainPost => {
    const position = book.positions.find((p) => p.code === code)
    return { personId: who, unitId: unit_id, rank: position?.rank ?? 0, seesAll: book.roles.some((r) => r.code === position?.role && r.sees === 'organization') }
  }
  return superiorsOf([...held.map((h) => post(personId, h)), ...leaders.filter((l) => l.person_id !== personId).map((l) => post(l.person_id, l))], units, personId)
}

/** Everything known about a person who acts: permissions and sight come from all positions held. */
export const knowPerson = (db: Db, organizationId: string, personId: string, scopes: readonly string[] | null): Promise<Known | null> => asSystem(db, async (open) => {
  const read = readerOf(open)
  const person = await read.selectFrom('identity.person').selectAll().where('organization_id', '=', organizationId).where('id', '=', personId).where('retired_at', 'is', null).executeTakeFirst()
  if (!person) return null
  const held = await read.selectFrom('identity.holding as h').innerJoin('identity.position as p', (j) => j.onRef('p.organization_id', '=', 'h.organization_id').onRef('p.id', '=', 'h.position_id'))
    .select(['p.code', 'p.unit_id']).where('h.organization_id', '=', organizationId).where('h.person_id', '=', personId).where('h.until', 'is', null).execute()
  const units = await read.selectFrom('identity.unit').select(['id', 'parent_id', 'name']).where('organization_id', '=', organizationId).execute()
  const book = await roleBook(read, organizationId)
  const roles = held.flatMap((h) => book.roles.filter((r) => r.code === book.positions.find((p) => p.code === h.code)?.role).map((role) => ({ role, unitId: h.unit_id })))
  const permissions = [...new Set(['identity.me', ...roles.flatMap((r) => r.role.permissions)])]
  const seen = roles.some((r) => r.role.sees === 'organization') ? 'all' as const
    : [...new Set(roles.flatMap((r) => (r.role.sees === 'subtree' ? subtree(units, r.unitId) : [r.unitId])))]
  const may = within(permissions, scopes)
  const actor: Actor = {
    kind: 'person', id: person.id, name: person.name, organizationId, units: seen, confidential: may('confidential.see'), identity: may('identity.see'), answersTo: await superiors(read, organizationId, personId, held, units, book), locale: person.locale as Locale,
    ...(scopes ? { scopes } : {}), may,
  }
  const [first] = held
  return {
    actor, permissions, unitId: first?.unit_id ?? null, unitName: units.find((u) => u.id === first?.unit_id)?.name ?? null, positionCodes: held.map((h) => h.code),
    positionName: book.positions.find((p) => p.code === first?.code)?.label[person.locale as Locale] ?? null, email: person.email, phone: person.phone,
  }
})

/** Says what is left of the minute, as the draft of the IETF has it (draft-ietf-httpapi-ratelimit-headers-10). @throws Problem 429 when nothing is. */
const refuseTooMany = ({ most, left, seconds, over }: Rate, reply: FastifyReply) => {
  reply.header('ratelimit-policy', `"token";q=${most};w=60`).header('ratelimit', `"token";r=${left};t=${seconds}`)
  if (over) throw new Problem(tooManyCalls, { seconds })
}

/** Recognises who knocks: session cookie or Bearer token. */
export const createDoor = (db: Db, clock: Clock) => {
  const rateOf = countCalls(clock)
  const believed = new Map<string, Believed>()
  const asking = new Map<string, Promise<Known | null>>()

  const bySession = async (secret: string): Promise<Known | null> => {
    const session = await asSystem(db, (open) => open.selectFrom('identity.session').select(['organization_id', 'person_id']).where('token_hash', '=', sha256(secret)).where('expires_at', '>', clock()).executeTakeFirst())
    return session ? knowPerson(db, session.organization_id, session.person_id, null) : null
  }

  const byToken = async (token: string): Promise<Known | null> => {
    const now = clock()
    const row = await asSystem(db, async (open) => {
      const found = await open.selectFrom('identity.token').select(['organization_id', 'id', 'person_id', 'scopes', 'rate_limit', 'last_used_at']).where('token_hash', '=', sha256(token)).where('revoked_at', 'is', null).executeTakeFirst()
      const noted = found?.last_used_at ? found.last_used_at.getTime() + NOTED_MS > now.getTime() : false
      if (found && !noted) await open.updateTable('identity.token').set({ last_used_at: now }).where('organization_id', '=', found.organization_id).where('id', '=', found.id).execute()
      return found
    })
    const known = row ? await knowPerson(db, row.organization_id, row.person_id, row.scopes) : null
    return row && known ? { ...known, token: { id: row.id, rateLimit: row.rate_limit } } : null
  }

  const keep = (key: string, known: Known | null) => {
    if (known) believed.set(key, { known, until: performance.now() + BELIEVED_MS })
    else believed.delete(key)
    if (believed.size > 10_000) believed.clear()
  }

  const believe = async (secret: string, find: (secret: string) => Promise<Known | null>): Promise<Known | null> => {
    const key = sha256(secret).toString('base64')
    const kept = believed.get(key)
    if (kept && kept.until > performance.now()) return kept.known
    // Who knocks often while this is being found out waits for the same answer; what was forgotten meanwhile is not kept.
    const answer = asking.get(key) ?? find(secret)
    asking.set(key, answer)
    try {
      const known = await answer
      if (asking.get(key) === answer) keep(key, known)
      return known
    } finally {
      if (asking.get(key) === answer) asking.delete(key)
    }
  }

  const knownFrom = async (request: FastifyRequest): Promise<{ known: Known; cookie: string | null } | null> => {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (bearer) {
      const known = await believe(bearer, byToken)
      return known ? { known, cookie: null } : null
    }
    const cookie = request.cookies[COOKIE]
    const known = cookie ? await believe(cookie, bySession) : null
    return known && cookie ? { known, cookie } : null
  }

  return {
    /** Forget what is believed: after somebody signed out or rights changed. */
    forget: () => {
      believed.clear()
      asking.clear()
    },
    knownFrom,
    whoIs: async (request: FastifyRequest, endpoint: Endpoint, reply: FastifyReply): Promise<Actor> => {
      if (endpoint.open) return NOBODY
      const found = await knownFrom(request)
      if (!found) throw new Problem(notSignedIn)
      const { token } = found.known
      if (token) refuseTooMany(rateOf(token.id, token.rateLimit), reply)
      const writes = !endpoint.route.startsWith('GET')
      if (writes && found.cookie && !sameText(String(request.headers['x-csrf-token'] ?? ''), csrfTokenOf(found.cookie))) throw new Problem(csrfMissing)
      return found.known.actor
    },
  }
}
export type Door = ReturnType<typeof createDoor>
