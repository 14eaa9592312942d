import { sql } from '#kernel/db.ts'
import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { ContactChanged, IdentityChanged } from '#modules/complaint/events.ts'

const follow = async (tx: Tx, events: readonly { readonly payload: { readonly complaintId: string } }[]) => {
  for (const { payload: { complaintId } } of events) await sql`select containment.follow_identity(${complaintId}::uuid)`.execute(tx.db)
}

export const reactions = [
  // Who changes it may see no order at all: the complainant in the portal, a clerk of another shop.
  whenever(IdentityChanged, follow),
  whenever(ContactChanged, follow),
]
