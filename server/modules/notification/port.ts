export interface Mail { readonly id: string; readonly to: string; readonly subject: string; readonly text: string }

/** Sends mail; absent when no SMTP server is set. */
export interface Mailer {
  /** @returns null when it went out, or why it never can. @throws when it may be tried again. */
  send(mail: Mail): Promise<string | null>
  close(): void
}
