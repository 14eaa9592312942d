import { command } from '#kernel/command.ts'
import { type Changing, setIdentity } from '#modules/complaint/commands/identity.ts'

/** The complainant does not want to be known any more, or does again. */
export const protect = command('portal.protect', (tx, input: Omit<Changing, 'reason'>) => setIdentity(tx, input))
