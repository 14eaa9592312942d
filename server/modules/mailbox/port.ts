import type { Security, TroubleCode } from '#contract/mailbox.ts'
import type { Instant } from '#kernel/time.ts'

export interface MailServer { readonly host: string; readonly port: number; readonly security: Security; readonly user: string; readonly password: string; /** In place of the password (XOAUTH2, RFC 7628). */ readonly accessToken?: string }

/** Why there is no connection; `said`: the server's own words. */
export class MailTrouble extends Error {
  readonly code: TroubleCode
  readonly said: string | null
  constructor(code: TroubleCode, said: string | null) {
    super(said ? `${code}: ${said}` : code)
    this.code = code
    this.said = said
  }
}

/** One mail as the server has it. `source`: its bytes, or only its beginning where it is longer than `MOST_MAIL_BYTES`. */
export interface Letter { readonly uid: number; readonly arrivedAt: Instant; readonly bytes: number; readonly source: Uint8Array }

/** An open folder. Everything throws MailTrouble when the connection is gone. */
export interface Folder {
  readonly uidValidity: number
  /** Uids behind `after` of what came since then, oldest first. */
  list(after: number, since: Instant | null): Promise<readonly number[]>
  /** Null: it is gone meanwhile, or came before `since`. */
  take(uid: number, since: Instant | null): Promise<Letter | null>
  /** Marks as read. What cannot be marked (a folder that is only to be read) stays as it is. */
  flag(uids: readonly number[]): Promise<void>
  /** Until something new comes, `ms` have passed, or it is told to stop. */
  wait(ms: number, stop: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** `stop`: cuts the connection off, whatever it does at that moment. */
export interface Imap { open(server: MailServer, folder: string, stop: AbortSignal): Promise<Folder> }

export interface Tokens { readonly accessToken: string; /** Null: the one before goes on. */ readonly refreshToken: string | null; readonly seconds: number }
/** `said`: in the provider's words; `over`: what was shown is good for nothing any more. */
export type Granted = Tokens | { readonly refused: string; readonly over: boolean }
/** Asks the provider for tokens (RFC 6749, 4.1.3 and 6). Null: it could not be reached or understood now. */
export type AskForTokens = (tokenUrl: string, form: Readonly<Record<string, string>>) => Promise<Granted | null>

/** Whether one gets in and may send; nothing is sent. @throws MailTrouble */
export type TrySending = (server: MailServer) => Promise<void>

/** Longer mails are held with their beginning alone. */
export const MOST_MAIL_BYTES = 40 * 1_048_576

export interface Party { readonly name: string | null; readonly address: string | null }
export interface Attachment { readonly name: string; readonly content: Uint8Array }

/** What is read of a mail: text that PostgreSQL can store. `headers`: by lower-case name, in their order. */
export interface ReadMail {
  readonly from: Party; readonly to: readonly Party[]; readonly subject: string; readonly sentAt: string | null; readonly messageId: string | null
  /** What it answers and refers to, oldest first, without brackets. */
  readonly refs: readonly string[]
  readonly headers: Readonly<Record<string, readonly string[]>>
  /** What was newly written, and the rest (quoted, signature). */
  readonly words: string; readonly quoted: string
  readonly attachments: readonly Attachment[]
  /** Message ids that stand anywhere in its beginning: a bounce names the mail that came back. */
  readonly named: readonly string[]
}

export interface MailReader {
  /** Reads a source within ten seconds, in a thread of its own. Null when it cannot be read in that time and memory. */
  read(source: Uint8Array): Promise<ReadMail | null>
  close(): void
}
