import type { Security } from '#contract/mailbox.ts'
import type { Reader } from '#kernel/db.ts'
import type { Mailing } from '#modules/complaint/port.ts'
import { query } from '#kernel/query.ts'
import { unitAndAbove } from '#modules/identity/queries/units.ts'
import type { MailServer } from '../port.ts'

/** How a mail about a case leaves. `refs`: the conversation so far; `subject`: of the mail it answers. */
interface Letterhead { readonly mailboxId: string | null; readonly address: string | null; readonly server: MailServer | null; readonly refs: readonly string[]; readonly subject: string | null }

const living = (read: Reader, organizationId: string) => read.selectFrom('mailbox.mailbox').selectAll().where('organization_id', '=', organizationId).where('removed_at', 'is', null)
type Row = Awaited<ReturnType<ReturnType<typeof living>['execute']>>[number]

/** The mailbox the customer wrote to, else that of the case's unit or of the nearest above. */
const mailboxOf = async (read: Reader, organizationId: string, unitId: string, wroteTo: string | undefined): Promise<Row | undefined> => {
  const all = await living(read, organizationId).orderBy('id').execute()
  const near = await unitAndAbove(read, organizationId, unitId)
  return all.find((m) => m.id === wroteTo) ?? near.map((unit) => all.find((m) => m.unit_id === unit)).find((m) => m !== undefined)
}

const serverOf = (m: Row | undefined): MailServer | null => (m?.smtp_host && m.smtp_port && m.smtp_user
  ? { host: m.smtp_host, port: m.smtp_port, security: m.smtp_security as Security, user: m.smtp_user, password: m.smtp_password ?? '' } : null)

const MOST_REFS = 20
const ANSWER = /^\s*(re|回复|回覆|答复|答覆)\s*[:：]/iu

export const signingKey = query('mailbox.letterhead', async (read, actor, _input: Record<string, never>): Promise<Uint8Array | null> =>
  (await read.selectFrom('mailbox.signing_key').select('secret').where('organization_id', '=', actor.organizationId).executeTakeFirst())?.secret ?? null)

interface Last { readonly mailbox_id: string; readonly message_id: string | null; readonly refs: readonly string[]; readonly subject: string }

const lastMail = (read: Reader, organizationId: string, complaintId: string): Promise<Last | undefined> => read.selectFrom('mailbox.mail').select(['mailbox_id', 'message_id', 'refs', 'subject'])
  .where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id', 'desc').limit(1).executeTakeFirst()

/** Mail programs put together what has the same subject; the number is for people. */
const subjectOf = (last: Last | undefined, number: string): string | null => {
  if (!last?.subject) return null
  const answer = `${ANSWER.test(last.subject) ? '' : 'Re: '}${last.subject}`
  return answer.includes(number) ? answer : `${answer} [${number}]`
}

/** Whether a mail about a case can leave: through the server of the installation, or from its mailbox. */
export const mailsAbout = (house: boolean): Mailing => async (read, organizationId, complaintId) => {
  if (house) return true
  const found = await read.selectFrom('complaint.complaint').select('unit_id').where('organization_id', '=', organizationId).where('id', '=', complaintId).executeTakeFirst()
  if (!found) return false
  const last = await lastMail(read, organizationId, complaintId)
  return serverOf(await mailboxOf(read, organizationId, found.unit_id, last?.mailbox_id)) !== null
}

export const letterhead = query('mailbox.letterhead', async (read, actor, { complaintId }: { complaintId: string }): Promise<Letterhead> => {
  const of = actor.organizationId
  const found = await read.selectFrom('complaint.complaint').select(['unit_id', 'number']).where('organization_id', '=', of).where('id', '=', complaintId).executeTakeFirst()
  if (!found) return { mailboxId: null, address: null, server: null, refs: [], subject: null }
  const last = await lastMail(read, of, complaintId)
  const mailbox = await mailboxOf(read, of, found.unit_id, last?.mailbox_id)
  const refs = last ? [...last.refs, ...(last.message_id ? [last.message_id] : [])].slice(-MOST_REFS) : []
  return { mailboxId: mailbox?.id ?? null, address: mailbox?.address ?? null, server: serverOf(mailbox), refs, subject: subjectOf(last, found.number) }
})

/** At which people write to us. */
export const addressesOf = async (read: Reader, organizationId: string): Promise<string[]> =>
  (await living(read, organizationId).execute()).map(({ address }) => address)
