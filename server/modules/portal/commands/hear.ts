import { command } from '#kernel/command.ts'
import type { TellBy } from '#contract/tell-by.ts'
import type { Wish } from '#contract/telling.ts'
import { wishTelling } from '#modules/telling/commands.ts'

/** The complainant wants to hear more of what changes, or less, or another way. */
export const hear = command('portal.hear', (tx, input: { readonly complaintId: string; readonly wish?: Wish | undefined; readonly tellBy?: TellBy | undefined }) => wishTelling.run(tx, input))
