import { Email, LETTER, LINE, type Locale } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import { words } from '#kernel/i18n.ts'
import { type Instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { addMessage } from '#modules/communication/commands.ts'
import { mailReturned } from '#modules/communication/commands/ways.ts'
import { lockComplaint, lockStanding, subjectOf } from '#modules/complaint/commands/lock.ts'
import { type NewFile, addFile, takeFiles } from '#modules/files/commands.ts'
import { registerAll, whoReceives } from '#modules/intake/commands.ts'
import { tell } from '#modules/notification/commands.ts'
import { type Thread, isThanks } from '../rules/judge.ts'

/** What of a mail goes into a case. */
export interface Content {
  readonly from: { readonly name: string | null; readonly address: string | null }
  readonly subject: string; readonly words: string; readonly receivedAt: Instant
  readonly files: readonly NewFile[]; readonly refused: readonly { readonly name: string; readonly why: string }[]
}

/** Who writes to us from outside: sees nothing, and knows nothing of our forms. */
export const writer = (organizationId: string, unitId: string, locale: Locale): Actor =>
  ({ kind: 'portal', id: null, name: '', organizationId, units: [unitId], confidential: false, identity: true, locale, may: () => true })

const CUT = '…'
const bounded = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - CUT.length).toWellFormed().replace(/\ufffd$/, '')}${CUT}` : text)

const ANSWERS = /^\s*((re|fw|fwd|aw|sv|回复|回覆|答复|答覆|转发|轉寄|轉發)\s*(\[\d+\])?\s*[:：]\s*)+/iu

/** The subject first, where it says what the text does not: many write everything into it. */
const pointText = ({ subject, words: written }: Content, empty: string): string => {
  const said = subject.replace(ANSWERS, '').trim()
  const text = written.trim()
  if (!text) return bounded(said || empty, LETTER)
  return bounded(said && !text.includes(said) ? `${said}\n\n${text}` : text, LETTER)
}

/** Names the bytes that lie in the store; nobody's, until the case takes them. */
const nameFiles = async (tx: Tx, who: Actor, files: readonly NewFile[]): Promise<string[]> => {
  const ids: string[] = []
  for (const file of files) ids.push((await addFile.run({ ...tx, actor: who }, file)).id)
  return ids
}

/** The source belongs to the mail: the sweep of loose files passes it by. */
export const keepSource = async (tx: Tx, mailId: string, { sha256, bytes }: { readonly sha256: string; readonly bytes: number }): Promise<void> => {
  const who = { ...tx.actor, id: null }
  const { id } = await addFile.run({ ...tx, actor: who }, { sha256, bytes, name: 'mail.eml', mediaType: 'message/rfc822', preview: false })
  await takeFiles(tx, [id], mailId, null)
}

const customerOf = async (tx: Tx, { from }: Content, nameless: string) => {
  const email = Email.safeParse(from.address).data ?? null
  const name = bounded(from.name?.trim() || from.address || nameless, LINE)
  const found = email ? await tx.db.selectFrom('customer.customer').select('id').where('organization_id', '=', tx.actor.organizationId).where('email_key', '=', email.toLowerCase()).where('merged_into', 'is', null).orderBy('id').limit(2).execute() : []
  // Two customers with one address: whose it is, a person finds out.
  return { ...(found.length === 1 && found[0] ? { id: found[0].id } : {}), name, email }
}

/** What was not kept beside the mail is named in the case, for whoever works on it. */
const noteRefused = async (tx: Tx, complaintId: string, locale: Locale, { refused }: Content) => {
  if (!refused.length) return
  const list = refused.map(({ name, why }) => `- ${name}: ${words(locale, ['files', 'refusals', why], { name, most: 25 }) ?? why}`).join('\n')
  await addMessage(tx, await lockComplaint(tx, complaintId), { kind: 'note', text: bounded(words(locale, ['mailbox', 'notes', 'refusedFiles'], { list }) ?? list, LETTER), via: 'email' })
}

const houseLocale = async (tx: Tx): Promise<Locale> =>
  (await tx.db.selectFrom('identity.organization').select('locale').where('organization_id', '=', tx.actor.organizationId).executeTakeFirstOrThrow()).locale as Locale

/** A mail becomes a complaint, owned by who answers first. `accusedIds`: whom it is about; they are still to be named, and nobody is given it until then. */
export const asComplaint = async (tx: Tx, content: Content, unitId: string, theirs: Locale, accusedIds: readonly string[] = []): Promise<{ id: string; number: string; urgency: string }> => {
  const locale = await houseLocale(tx)
  const said = (name: string) => words(locale, ['mailbox', 'intake', name]) ?? name
  const who = writer(tx.actor.organizationId, unitId, theirs)
  const fileIds = await nameFiles(tx, who, content.files)
  const [registered] = await registerAll(tx, [{ actor: who, namedLater: true, input: {
    channel: 'email', unitId, receivedAt: iso(content.receivedAt), customer: await customerOf(tx, content, said('nameless')), points: [{ text: pointText(content, said('onlyFiles')) }],
    receiver: { name: said('receiver'), position: said('position') }, signedOff: true, fileIds, ...(accusedIds.length && { accusedIds: [...accusedIds] }),
  } }])
  if (!registered) throw new Error('nothing was registered')
  await noteRefused(tx, registered.id, locale, content)
  const complaint = await lockComplaint(tx, registered.id)
  await tell(tx, { to: await whoReceives(tx, unitId), name: 'mailComplaint', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { id: registered.id, number: registered.number, urgency: registered.urgency }
}

/** A mail becomes what the customer wrote in a case. A closed one stays closed: whoever looks after it decides, and nobody is disturbed for thanks (H6). */
export const asMessage = async (tx: Tx, content: Content, complaintId: string): Promise<string> => {
  const locale = await houseLocale(tx)
  const complaint = await lockComplaint(tx, complaintId)
  const fileIds = await nameFiles(tx, { ...tx.actor, id: null }, content.files)
  const text = bounded(content.words.trim() || content.subject.trim() || (words(locale, ['mailbox', 'intake', 'onlyFiles']) ?? ''), LETTER)
  const messageId = await addMessage(tx, complaint, { kind: 'fromCustomer', text, fileIds, via: 'email', uploader: null })
  await noteRefused(tx, complaintId, locale, content)
  const closed = complaint.state !== 'open'
  if (closed && isThanks(content.words)) return messageId
  await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : await whoReceives(tx, complaint.unit_id), name: closed ? 'customerWroteClosed' : 'customerWrote', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return messageId
}

const MOST_REPORT = 1_500
const LATE = /delay|延迟|延遲/i

/** A letter of ours came back: whoever looks after the case has to reach the customer another way. */
export const noteBounce = async (tx: Tx, { words: report, subject }: Content, { complaintId, mailId }: Pick<Thread, 'complaintId' | 'mailId'>): Promise<void> => {
  const complaint = await lockStanding(tx, complaintId)
  const text = words(await houseLocale(tx), ['mailbox', 'notes', 'bounced'], { report: bounded(report.trim(), MOST_REPORT) }) ?? report
  await addMessage(tx, complaint, { kind: 'note', text, via: 'email' })
  // What is only late may still arrive.
  if (!LATE.test(subject)) await mailReturned(tx, complaint, { mailId })
  await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : await whoReceives(tx, complaint.unit_id), name: 'mailBounced', subject: subjectOf(complaint), payload: { number: complaint.number } })
}
