/** Where a mail stands in a conversation. Ids without brackets; `refs`: what it answers, oldest first. */
export interface InThread { readonly messageId: string; readonly refs: readonly string[]; readonly replyTo: string | null }

export interface Mail {
  readonly id: string; readonly to: string; readonly subject: string; readonly text: string
  /** A person wrote it; else it says of itself that a program did. */
  readonly byPerson?: boolean
  readonly thread?: InThread
}

/** Why nothing went out where there is no server to send it; that says nothing about the address. */
export const NO_SERVER = 'no mail server is set'

/** Sends mail; absent when no SMTP server is set. */
export interface Mailer {
  /** @returns null when it went out, or why it never can. @throws when it may be tried again. */
  send(mail: Mail): Promise<string | null>
  close(): void
}

/** Why a mail does not go whose address may be a good one: the mailbox is full, or the server takes nothing from us. */
export const REFUSED = 'refused'

/** What a server refuses for its policy, or ours (RFC 3463, 3.8), says nothing about the address. */
const OF_POLICY = /^\d{3}[ -]5\.7\./
/** The server says of an address that there is none, and never will be (RFC 5321, 4.2.2); of a full mailbox (552) it says no such thing. */
const GONE: readonly number[] = [550, 551, 553]

const refusalOf = (error: unknown): 'recipient' | typeof REFUSED | null => {
  const { responseCode = 0, command = '', response = '' } = (error instanceof Error ? error : {}) as { readonly responseCode?: number; readonly command?: string; readonly response?: string }
  if (command !== 'RCPT TO' || responseCode < 550 || responseCode > 553) return null
  return GONE.includes(responseCode) && !OF_POLICY.test(response) ? 'recipient' : REFUSED
}

/** What becomes of a mail, with an address that is refused for good as one it never can go to. `REFUSED`: this mail is, and nothing is said of the address. */
export const orRefused = (sending: Promise<string | null>): Promise<string | null> => sending.catch((error: unknown) => {
  const refused = refusalOf(error)
  if (refused) return refused
  throw error
})

/** Sends mail to customers, about a case: from the mailbox they wrote to, so that their answers find the case. */
export interface PostOffice {
  /** @returns null when it went out, or why it never can. @throws when it may be tried again. */
  send(mail: Mail, about: { readonly organizationId: string; readonly complaintId: string }): Promise<string | null>
}
