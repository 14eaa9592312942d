import type { Locale } from '#contract/common.ts'

/** Who acts. `units`: whose cases are seen; `caseId`: the one case a complainant sees through the portal. */
export interface Actor {
  readonly kind: 'person' | 'portal' | 'system'
  readonly id: string | null
  readonly name: string
  readonly organizationId: string
  readonly units: 'all' | readonly string[]
  readonly confidential: boolean
  /** Whom a person answers to, near and far: complaints about them are kept from the person as those about the person are. */
  readonly answersTo?: readonly string[]
  /** Sees who complains where that is protected. */
  readonly identity?: boolean
  readonly caseId?: string
  /** Of a token that may not do everything its owner may. */
  readonly scopes?: readonly string[]
  readonly locale: Locale
  may(permission: string): boolean
}

/** Our own clockwork within one organisation: sweeps, relayed jobs, first run. */
export const systemActor = (organizationId: string, locale: Locale = 'zh-CN'): Actor => ({
  kind: 'system', id: null, name: 'system', organizationId, units: 'all', confidential: true, identity: true, locale, may: () => true,
})

/** `remedy.propose` is allowed by itself, by `remedy.*` and by `*`. */
export const allows = (permissions: Iterable<string>): ((permission: string) => boolean) => {
  const granted = new Set(permissions)
  return (permission) => granted.has(permission) || granted.has(`${permission.split('.')[0]}.*`) || granted.has('*')
}

/** Stable name of a caller for idempotency keys. */
export const callerOf = (actor: Actor): string => `${actor.kind}:${actor.id ?? actor.caseId ?? actor.organizationId}`

/** Whose complaints are kept from the actor, as the row policies read them; empty for a person means that it is not known, and keeps all of them. */
export const aboveSetting = ({ kind, id, answersTo }: Actor): string => (kind === 'person' && id && answersTo ? [id, ...answersTo].join(',') : '')

/** The units as the row policies read them. */
export const unitsSetting = (units: Actor['units']): string => (units === 'all' ? '*' : units.join(','))
