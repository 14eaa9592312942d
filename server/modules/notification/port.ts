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

/** The server says of an address that it takes nothing for it, and never will (RFC 5321, 4.2.2). */
const isRefusedForGood = (error: unknown): boolean => {
  const { responseCode = 0, command = '' } = (error instanceof Error ? error : {}) as { readonly responseCode?: number; readonly command?: string }
  return command === 'RCPT TO' && responseCode >= 550 && responseCode <= 553
}

/** What becomes of a mail, with an address that is refused for good as one it never can go to. */
export const orRefused = (sending: Promise<string | null>): Promise<string | null> => sending.catch((error: unknown) => {
  if (isRefusedForGood(error)) return 'recipient'
  throw error
})

/** Sends mail to customers, about a case: from the mailbox they wrote to, so that their answers find the case. */
export interface PostOffice {
  /** @returns null when it went out, or why it never can. @throws when it may be tried again. */
  send(mail: Mail, about: { readonly organizationId: string; readonly complaintId: string }): Promise<string | null>
}
