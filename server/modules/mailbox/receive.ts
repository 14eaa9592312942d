import { Readable } from 'node:stream'
import type { MailFile, MailReason } from '#contract/mailbox.ts'
import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import type { NewFile } from '#modules/files/commands.ts'
import type { FileStore } from '#modules/files/port.ts'
import { keep } from '#modules/files/receive.ts'
import type { Reread } from './commands/decide.ts'
import { type Incoming, takeMail } from './commands/take.ts'
import { type Attachment, type Letter, MOST_MAIL_BYTES, type MailReader } from './port.ts'

interface Given { readonly perform: Perform; readonly store: FileStore; readonly reader: MailReader; readonly clock: () => Instant }
interface Where { readonly organizationId: string; readonly mailboxId: string; readonly uidValidity: number }

/** `kind-not-taken` of `/problems/files/kind-not-taken`: the word of the refusal. */
const wordOf = (problem: Problem): string => problem.refusal.type.split('/').at(-1) ?? ''

const keepOne = async (store: FileStore, { name, content }: Attachment): Promise<{ kept: NewFile } | { why: string }> => {
  try {
    return { kept: await keep(store, Readable.from([Buffer.from(content)]), name) }
  } catch (error) {
    if (error instanceof Problem) return { why: wordOf(error) }
    throw error
  }
}

const keepAll = async (store: FileStore, attachments: readonly Attachment[]) => {
  const files: NewFile[] = []
  const told: MailFile[] = []
  for (const attachment of attachments) {
    const came = await keepOne(store, attachment)
    if ('kept' in came) files.push(came.kept)
    told.push({ name: attachment.name, bytes: attachment.content.byteLength, refused: 'why' in came ? came.why : null })
  }
  return { files, told }
}

const bytesOf = async (stream: Readable): Promise<Buffer> => Buffer.concat(await stream.toArray())

/** What is done with a source: stored as it is, read, its attachments stored by the rules of uploads. All of it lies there before anything names it. */
export const receiver = ({ perform, store, reader, clock }: Given) => {
  const understood = async (source: Uint8Array, whole: boolean) => {
    const mail = await reader.read(source)
    const { attachments = [], ...read } = mail ?? {}
    return { read: mail ? read as Incoming['read'] : null, ...await keepAll(store, whole ? attachments : []) }
  }

  return {
    /** One mail of a mailbox, once. What the registration refuses is held: a person sees why. */
    take: async ({ organizationId, mailboxId, uidValidity }: Where, letter: Letter) => {
      const tooLarge = letter.bytes > MOST_MAIL_BYTES
      const kept = await store.put(Readable.from([Buffer.from(letter.source)]), MOST_MAIL_BYTES, async () => undefined)
      const { read, files, told } = await understood(letter.source, !tooLarge)
      const mail = {
        mailboxId, uidValidity, uid: letter.uid, arrivedAt: Number.isNaN(letter.arrivedAt.getTime()) ? clock() : letter.arrivedAt,
        sha256: kept.sha256, bytes: kept.bytes, read, files, attachments: told, why: tooLarge ? 'tooLarge' as const : null,
      }
      const caller = { actor: systemActor(organizationId), requestId: 'mailbox' }
      const once = (why: MailReason | null = mail.why) => perform(takeMail, caller, { ...mail, why }).then(({ output }) => output)
      // One that cannot be taken must not keep those behind it waiting.
      return once().catch((error: unknown) => (error instanceof Problem ? once('refused') : once().catch(() => once('refused'))))
    },
    /** A mail that was held, read again: its attachments are stored now that a case takes them. */
    reread: async (sha256: string): Promise<Reread> => {
      const { read, files, told } = await understood(await bytesOf(await store.open(sha256)), true)
      return { read, files, refused: told.flatMap(({ name, refused }) => (refused ? [{ name, why: refused }] : [])) }
    },
  }
}
export type Receiver = ReturnType<typeof receiver>
