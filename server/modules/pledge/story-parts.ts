import { linkUnknown, notAPicture } from '#contract/pledge.ts'
import { fileUnknown } from '#contract/files.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { takeFiles } from '#modules/files/commands.ts'
import { findFile } from '#modules/files/queries.ts'

export interface StoryLink { readonly kind: 'complaint' | 'feedback'; readonly id: string }

/** Who links a case or feedback sees it. */
export const refuseLinks = async (tx: Tx, links: readonly StoryLink[]): Promise<void> => {
  for (const [i, { kind, id }] of links.entries()) {
    const found = kind === 'complaint' ? tx.db.selectFrom('complaint.complaint').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).select('id').executeTakeFirst()
      : tx.db.selectFrom('feedback.feedback').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).select('id').executeTakeFirst()
    if (!await found) throw new Problem(linkUnknown, {}, `links/${i}/id`)
  }
}

/** What a browser shows by itself. */
const PICTURES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']

/** A picture just uploaded by who writes; one that was there before may stay. A picture of a case never becomes public this way. */
export const takePicture = async (tx: Tx, storyId: string, fileId: string | null, before: string | null): Promise<void> => {
  if (fileId === before || !fileId) return
  const file = await findFile(readerOf(tx.db), tx.actor.organizationId, fileId)
  if (file && !PICTURES.includes(file.mediaType)) throw new Problem(notAPicture, {}, 'fileId')
  if ((await takeFiles(tx, [fileId], storyId)).length === 0) throw new Problem(fileUnknown, {}, 'fileId')
}
