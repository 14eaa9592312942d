import { createTransport, type Transporter } from 'nodemailer'
import type { MailServer } from '#modules/mailbox/port.ts'
import type { Mail, Mailer } from '#modules/notification/port.ts'
import { addressOf, troubleOf } from './host.ts'
import { isLoopback, isReserved } from './reserved.ts'

const headersOf = ({ id, thread, byPerson }: Mail) => ({
  messageId: thread ? `<${thread.messageId}>` : `<${id}@wenguo>`,
  ...(thread?.replyTo ? { replyTo: thread.replyTo } : {}),
  ...(thread?.refs.length ? { inReplyTo: `<${thread.refs.at(-1)}>`, references: thread.refs.map((ref) => `<${ref}>`) } : {}),
  // RFC 3834: other programs are not to answer what no person wrote. An answer to somebody's mail bears another mark than a notice.
  ...(byPerson ? {} : { headers: { 'Auto-Submitted': thread ? 'auto-replied' : 'auto-generated', 'X-Auto-Response-Suppress': 'All' } }),
})

/** Demonstrations and tests are full of made-up addresses: what leaves this machine never goes to one. */
const whyNever = (to: string, staysHere: boolean): string | null => {
  const domain = to.slice(to.lastIndexOf('@') + 1)
  return !staysHere && isReserved(domain) ? `${domain} is reserved for examples (RFC 2606, RFC 6761)` : null
}

const sendBy = async (transport: Transporter, from: string, mail: Mail): Promise<void> => {
  await transport.sendMail({ from, to: { name: '', address: mail.to }, subject: mail.subject, text: mail.text, ...headersOf(mail) })
}

/** A server that says nothing for so long says nothing: the library would wait for ten minutes, and the mail be sent by the next meanwhile. */
const PATIENCE_MS = 20_000

/** Mail through the SMTP server of `SMTP_URL`. The id makes a mail that is sent again recognisable as the same. */
export const smtpMailer = (url: string, from: string): Mailer => {
  const transport = createTransport({ url, connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS })
  const staysHere = isLoopback(new URL(url).hostname)
  return {
    send: async (mail) => {
      const never = whyNever(mail.to, staysHere)
      if (!never) await sendBy(transport, from, mail)
      return never
    },
    close: () => transport.close(),
  }
}

const transportOf = async ({ host, port, security, user, password, accessToken }: MailServer, insideAllowed: boolean) => createTransport({
  host: await addressOf(host, insideAllowed), port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none', tls: { servername: host }, auth: accessToken ? { type: 'OAuth2', user, accessToken } : { user, pass: password },
  connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS,
})

/** Mail through a mailbox's own server, a connection for each: it leaves from the address that is answered to. */
export const serverMailer = (insideAllowed: boolean) => async (server: MailServer, from: string, mail: Mail): Promise<string | null> => {
  const never = whyNever(mail.to, isLoopback(server.host))
  if (never) return never
  const transport = await transportOf(server, insideAllowed)
  try {
    await sendBy(transport, from, mail)
    return null
  } finally {
    transport.close()
  }
}

/** Whether one gets in and may send; nothing is sent. @throws MailTrouble */
export const trySending = (insideAllowed: boolean) => async (server: MailServer): Promise<void> => {
  try {
    const transport = await transportOf(server, insideAllowed)
    await transport.verify().finally(() => transport.close())
  } catch (error) {
    throw troubleOf(error)
  }
}
