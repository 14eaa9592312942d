import { createTransport } from 'nodemailer'
import type { Mailer } from '#modules/notification/port.ts'

/** Mail through the SMTP server of `SMTP_URL`. The id makes a mail that is sent again recognisable as the same. */
export const smtpMailer = (url: string, from: string): Mailer => {
  const transport = createTransport(url)
  return {
    send: async ({ id, to, subject, text }) => { await transport.sendMail({ from, to, subject, text, messageId: `<${id}@wenguo>`, headers: { 'Auto-Submitted': 'auto-generated' } }) },
    close: () => transport.close(),
  }
}
