import { sql } from '#kernel/db.ts'
import { restingNow } from '#kernel/each.ts'

/** `only`: of this organisation, be it ready or not. Else of every one that is ready: what is being made moves a clock of its own and rings its own bells. */
export interface Whose { readonly only?: string }

interface Narrowed<Q> { where(condition: ReturnType<typeof sql<boolean>>): Q }

/** Narrows what is due to those whose turn it is, without what could not be done a moment ago. Every such table has `organization_id` and `id`. */
export const swept = <Q extends Narrowed<Q>>(due: Q, { only }: Whose): Q => {
  const rest = restingNow()
  const theirs = only ? due.where(sql<boolean>`organization_id = ${only}::uuid`) : due.where(sql<boolean>`organization_id not in (select o.organization_id from identity.organization o where o.making_until > now())`)
  return rest.length ? theirs.where(sql<boolean>`id <> all (${rest}::uuid[])`) : theirs
}
