export interface Mail { readonly id: string; readonly to: string; readonly subject: string; readonly text: string }

/** Sends mail; absent when no SMTP server is set. */
export interface Mailer { send(mail: Mail): Promise<void>; close(): void }
