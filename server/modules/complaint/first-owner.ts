import type { Actor } from '#kernel/actor.ts'

/** How a unit gives out what comes in; whether who received it in person keeps it. */
export interface GivingOut { readonly gives_out: string; readonly receiver_keeps: boolean }
interface Come { readonly actor: Actor; readonly brought?: { readonly closedAt: unknown }; readonly input: { readonly accusedIds?: readonly string[] | undefined; readonly confidential?: boolean | undefined; readonly channel: string } }

/**
 * Whoever received it looks after it (E1). Where the unit gives cases out, what nobody received in person lies with nobody yet: what a machine or a file
 * brought, and all of it where the unit wants that. What ended elsewhere stays with who brought it. `toGive`: somebody is to be chosen at once; not
 * where it is, or may be, about people of the firm, nor a letter, which who leads looks at first.
 */
export const firstOwner = ({ actor, brought, input }: Come, unit: GivingOut): { readonly ownerId: string | null; readonly toGive: boolean } => {
  if (unit.gives_out === 'hand' || brought?.closedAt) return { ownerId: actor.id, toGive: false }
  const ownerId = unit.receiver_keeps && !brought && !actor.scopes ? actor.id : null
  return { ownerId, toGive: ownerId === null && unit.gives_out === 'automatic' && !input.accusedIds?.length && !input.confidential && input.channel !== 'letter' }
}
