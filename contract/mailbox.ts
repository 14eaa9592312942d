import { z } from 'zod'
import { Done, Email, Id, Instant, LINE, Nothing, PersonRef, notFound, optionalText, page, text } from './common.ts'
import { notAPhone } from './customer.ts'
import { receivedInFuture, unitNotYours, unitUnknown } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { AccusedIds, KeptAtOnce, nobodyIndependent, personUnknown } from './kept.ts'

/** The server's name or address lies inside: this machine, a private network. */
export const hostInside = refusal('mailbox/host-inside', 422)
export const passwordMissing = refusal('mailbox/password-missing', 422)
export const watchedAlready = refusal('mailbox/watched-already', 409)
/** The account is entered with a consent of its owner, and there is none (yet, or any more). */
export const consentMissing = refusal('mailbox/consent-missing', 409)
/** Begun by somebody else, too long ago, or used already. */
export const consentOver = refusal('mailbox/consent-over', 409)
/** The provider did not give what was asked for; `said`: in its own words. */
export const consentRefused = refusal('mailbox/consent-refused', 422)
/** An address of a provider that is none, or lies inside. */
export const authorityOdd = refusal('mailbox/authority-odd', 422)
export const tooManyMailboxes = refusal('mailbox/too-many', 409)
export const mailboxPaused = refusal('mailbox/paused', 409)
/** Somebody has decided on this mail meanwhile, or it is in a case. */
export const mailDecided = refusal('mailbox/decided', 409)
export const caseUnknown = refusal('mailbox/case-unknown', 422)
export const nothingInIt = refusal('mailbox/nothing-in-it', 422)

/** `tls`: from the first byte (993, 465); `starttls`: begun plain, then secured or given up; `none`: readable on the way. */
export const Security = z.enum(['tls', 'starttls', 'none'])
export type Security = z.infer<typeof Security>
const Port = z.int().min(1).max(65_535)
const Password = optionalText(500)

/** Who lets programs into mailboxes by a consent instead of a password (OAuth 2, RFC 6749). */
export const Provider = z.enum(['microsoft', 'google', 'other'])
export type Provider = z.infer<typeof Provider>
interface Known { readonly authorizeUrl: string; readonly tokenUrl: string; readonly scope: string; /** What else its page is asked with. */ readonly extra: Readonly<Record<string, string>>; readonly imap: string; readonly smtp: readonly [host: string, port: number, security: 'tls' | 'starttls'] }
/** Where they are; `{tenant}` is the firm's directory there. Others are typed. */
export const PROVIDERS: Readonly<Record<Exclude<Provider, 'other'>, Known>> = {
  microsoft: {
    authorizeUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize', tokenUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
    scope: 'offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send', extra: {}, imap: 'outlook.office365.com', smtp: ['smtp.office365.com', 587, 'starttls'],
  },
  // Without `prompt` and `access_type` Google gives the token that lasts only the first time.
  google: { authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth', tokenUrl: 'https://oauth2.googleapis.com/token', scope: 'https://mail.google.com/', extra: { access_type: 'offline', prompt: 'consent' }, imap: 'imap.gmail.com', smtp: ['smtp.gmail.com', 465, 'tls'] },
}
/** Where our page stands that a provider sends people back to. */
export const CONSENT_PATH = '/settings/mailboxes/consent'
const Authority = {
  provider: Provider, clientId: text(200), /** Of Microsoft: the directory's id or name; `common` where it is empty. */ tenant: optionalText(100).default(''),
  /** Of others. */ authorizeUrl: optionalText(500).default(''), tokenUrl: optionalText(500).default(''), scope: optionalText(500).default(''),
}

/** Empty passwords on a change keep the one before. */
const Server = z.strictObject({ host: text(253), port: Port, security: Security, user: text(254), password: Password })
const Fields = {
  address: Email, unitId: Id, folder: text(LINE), receiving: Server,
  /** How replies leave from the same address; null: through the server of the installation. */
  sending: Server.nullable(),
  /** `new`: only what comes from now on; `all`: also what lies there already. */
  begin: z.enum(['new', 'all']),
  /** The account is entered with a consent of its owner instead of a password. An empty secret on a change keeps the one before. */
  oauth: z.strictObject({ ...Authority, clientSecret: optionalText(500).default('') }).nullable().default(null),
}
export const MailboxFields = z.strictObject(Fields)
export type MailboxFields = z.infer<typeof MailboxFields>

/** Why there is no connection. `said`: the server's own words, if it said any. */
export const TroubleCode = z.enum(['unresolved', 'inside', 'connection', 'timeout', 'tls', 'signIn', 'folder', 'protocol', 'consent'])
export type TroubleCode = z.infer<typeof TroubleCode>
export const Trouble = z.object({ code: TroubleCode, said: z.string().nullable() })
export type Trouble = z.infer<typeof Trouble>

const ShownServer = z.object({ host: z.string(), port: z.int(), security: Security, user: z.string() })
export const Mailbox = z.object({
  id: Id, address: z.string(), unitId: Id, unitName: z.string(), folder: z.string(), receiving: ShownServer, sending: ShownServer.nullable(), begin: z.enum(['new', 'all']), madeBy: PersonRef, madeAt: Instant,
  pausedAt: Instant.nullable(), trouble: Trouble.nullable(), troubleSince: Instant.nullable(), oauth: z.object({ ...Authority, consentedAt: Instant.nullable(), consentedBy: PersonRef.nullable() }).nullable(),
  seenAt: Instant.nullable(), lastMailAt: Instant.nullable(), held: z.int(),
})
export type Mailbox = z.infer<typeof Mailbox>

const OfMailbox = z.strictObject({ id: Id })
/** `redirectUri`: what is entered at a provider as the place to come back to. */
export const mailboxes = endpoint('GET /mailboxes', Nothing, z.object({ items: z.array(Mailbox), next: z.null(), redirectUri: z.string() }))
const definition = [hostInside, passwordMissing, authorityOdd, watchedAlready, notFound]
export const createMailbox = endpoint('POST /mailboxes', MailboxFields, z.object({ id: Id }), { status: 201, refuses: [...definition, tooManyMailboxes] })
export const changeMailbox = endpoint('PUT /mailboxes/:id', z.strictObject({ id: Id, ...Fields }), Done, { refuses: definition })
export const pauseMailbox = endpoint('POST /mailboxes/:id/pause', OfMailbox, Done, { refuses: [mailboxPaused] })
export const resumeMailbox = endpoint('POST /mailboxes/:id/resume', OfMailbox, Done, { refuses: [consentMissing] })
/** Where whoever owns the account says yes; good for ten minutes, for who asked. */
export const beginConsent = endpoint('POST /mailboxes/:id/consent', OfMailbox, z.object({ url: z.string() }), { refuses: [consentMissing] })
/** With what the provider sent back. From then on the mailbox is read. */
export const giveConsent = endpoint('POST /mailboxes/consents', z.strictObject({ state: text(200), code: text(4_000) }), z.object({ id: Id, address: z.string() }), { refuses: [consentOver, consentRefused] })
/** Nothing more is read; what came stays. */
export const removeMailbox = endpoint('POST /mailboxes/:id/remove', OfMailbox, Done)
/** Tries both servers and changes nothing. `mailboxId`: empty passwords are those kept of it. `waiting`: mails that would be taken now. */
export const testMailbox = endpoint('POST /mailboxes/test', z.strictObject({ mailboxId: Id.nullable(), ...Fields }), z.object({ receiving: Trouble.nullable(), sending: Trouble.nullable(), waiting: z.int().nullable() }), { refuses: [hostInside, passwordMissing, authorityOdd, consentMissing, notFound] })

/** What became of a mail. `held`: a person looks at it; `ignored`: not answered and in no case, but kept. */
export const Verdict = z.enum(['complaint', 'message', 'held', 'ignored'])
export type Verdict = z.infer<typeof Verdict>
export const MailReason = z.enum([
  'bounce', 'autoReply', 'own', 'duplicate', 'dismissed',
  'bulk', 'report', 'encrypted', 'unreadable', 'tooLarge', 'noSender', 'empty', 'otherSender', 'numberOnly', 'senderTooMany', 'mailboxTooMany', 'refused',
])
export type MailReason = z.infer<typeof MailReason>

const Party = z.object({ name: z.string().nullable(), address: z.string().nullable() })
const CaseRef = z.object({ id: Id, number: z.string(), state: z.string() })
export type CaseRef = z.infer<typeof CaseRef>
export const Mail = z.object({
  id: Id, mailboxId: Id, mailboxAddress: z.string(), unitId: Id, verdict: Verdict, reason: MailReason.nullable(), from: Party, subject: z.string(), receivedAt: Instant, beginning: z.string(), files: z.int(),
  complaint: CaseRef.nullable(), proposed: CaseRef.nullable(), decidedBy: PersonRef.nullable(), decidedAt: Instant.nullable(), note: z.string().nullable(),
})
export type Mail = z.infer<typeof Mail>
export const MailFile = z.object({ name: z.string(), bytes: z.int(), /** Why it was not kept beside the mail; null: it was. It is in the source in any case. */ refused: z.string().nullable() })
export type MailFile = z.infer<typeof MailFile>
/** `text`: what was newly written; `quoted`: the rest of what was readable. Plain text, whatever the mail was. */
export const WholeMail = Mail.extend({ to: z.array(Party), sentAt: Instant.nullable(), messageId: z.string().nullable(), text: z.string(), quoted: z.string(), attachments: z.array(MailFile), bytes: z.int(), sha256: z.string() })
export type WholeMail = z.infer<typeof WholeMail>

export const MailList = z.enum(['held', 'ignored', 'taken'])
export type MailList = z.infer<typeof MailList>
/** Newest first. `taken`: complaints and messages. */
export const mails = endpoint('GET /mails', z.strictObject({ list: MailList.optional(), mailboxId: Id.optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Mail))
export const mail = endpoint('GET /mails/:id', z.strictObject({ id: Id }), WholeMail)
/** Byte for byte as it came. */
export const mailSource = endpoint('GET /mails/:id/source', z.strictObject({ id: Id }), z.unknown())

const ReleasedMail = z.object({ complaintId: Id, number: z.string(), kept: KeptAtOnce.optional() })
export type ReleasedMail = z.infer<typeof ReleasedMail>
/** `accusedIds`: members of staff it is about; whoever answers to one of them does not see it any more, and the answer says who looks after it. */
export const releaseMail = endpoint('POST /mails/:id/release', z.strictObject({ id: Id, unitId: Id.optional(), accusedIds: AccusedIds.optional() }), ReleasedMail,
  { refuses: [mailDecided, nothingInIt, unitUnknown, unitNotYours, notAPhone, receivedInFuture, personUnknown, nobodyIndependent] })
/** As what the customer wrote in a case: `number` as it stands in its heading. */
export const attachMail = endpoint('POST /mails/:id/attach', z.strictObject({ id: Id, number: text(40) }), WholeMail, { refuses: [mailDecided, caseUnknown, nothingInIt] })
export const ignoreMail = endpoint('POST /mails/:id/ignore', z.strictObject({ id: Id, note: optionalText(LINE).optional() }), WholeMail, { refuses: [mailDecided] })
