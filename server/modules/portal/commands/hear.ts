import { command } from '#kernel/command.ts'
import type { Wish } from '#contract/telling.ts'
import { wishTelling } from '#modules/telling/commands.ts'

/** The complainant wants to hear more of what changes, or less. */
export const hear = command('portal.hear', (tx, input: { readonly complaintId: string; readonly wish: Wish }) => wishTelling.run(tx, input))
