import type { TemplateKind } from '#contract/channel.ts'
import type { Locale } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { type Reader, readerOf, sql } from '#kernel/db.ts'
import { formatInstant } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'
import { type Query, query } from '#kernel/query.ts'
import { DAY, type Instant, iso, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { codeIsOut, linkIsOut as agreementLinkIsOut } from '#modules/agreement/commands/links.ts'
import { lockComplaint, lockStanding } from '#modules/complaint/commands/lock.ts'
import { waysOf } from '#modules/complaint/queries/ways.ts'
import { noteTexted } from '#modules/telling/commands.ts'
import { noteNotTexted } from '#modules/telling/commands/otherwise.ts'
import { linkIsOut } from '#modules/questionnaire/commands/link.ts'
import type { Texting } from '#modules/complaint/port.ts'
import { openChannels } from '../queries/reach.ts'
import { type Values, templateFor } from '../rules/filled.ts'
import { mobileOf } from '../rules/mobile.ts'
import { GIVEN_UP, type Said, queue } from './queue.ts'

export type Letter = Extract<TemplateKind, 'receipt' | 'lostCode' | 'extension' | 'completion' | 'newHandler' | 'update' | 'questionnaire' | 'agreement' | 'signCode'>

const aboutCase = (read: Reader, organizationId: string, complaintId: string) => read.selectFrom('complaint.complaint as c')
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id')).innerJoin('identity.organization as o', 'o.organization_id', 'c.organization_id')
  .leftJoin('identity.person as p', (j) => j.onRef('p.organization_id', '=', 'c.organization_id').onRef('p.id', '=', 'c.owner_id'))
  .select(['c.number', 'c.locale', 'c.complainant_name', 'c.complainant_phone', 'u.phone', 'n.name as unit', 'n.phone as unit_phone', 'n.time_zone', 'o.name as house', 'o.locale as house_locale', 'p.name as handler', 'p.phone as handler_phone'])
  .where('c.organization_id', '=', organizationId).where('c.id', '=', complaintId).executeTakeFirst()

/** What anybody can bring about by typing somebody else's number, or by pressing again behind a link. */
const BY_ANYBODY: readonly Letter[] = ['receipt', 'lostCode', 'signCode']
/** So many of them reach one number in a day: nobody is pelted with our letters, at our cost. */
const MOST_A_DAY = 5

/** The gateway that takes a letter in a language. */
export const gatewayFor = async (read: Reader, organizationId: string, letter: TemplateKind, locale: Locale) => (await openChannels(read, organizationId)).find((one) => one.medium === 'sms' && templateFor(one.templates, letter, locale))

export const isPelted = async (read: Reader, address: string, now: Instant): Promise<boolean> => {
  const { rows: [row] } = await sql<{ n: number }>`select channel.letters_to(${address}, ${plusMs(now, -DAY)}) as n`.execute(read.raw)
  return (row?.n ?? 0) >= MOST_A_DAY
}

interface Reached { readonly lane: string; readonly address: string; readonly locale: Locale; readonly timeZone: string; readonly values: Values }

const mobileWithGateway = async (read: Reader, organizationId: string, complaintId: string, letter: Letter) => {
  const about = await aboutCase(read, organizationId, complaintId)
  // Who complains under another name than the record's is not that customer: their SMS goes where they said, or nowhere.
  const address = mobileOf(about?.complainant_phone ?? (about?.complainant_name ? null : about?.phone))
  if (!about || !address) return null
  const locale = (about.locale ?? about.house_locale) as Locale
  const gateway = await gatewayFor(read, organizationId, letter, locale)
  return gateway ? { about, address, locale, gateway } : null
}

/** By which gateway, at which mobile and in which language a letter reaches the customer; null where there is no gateway, no approved template for it, no mobile, or too many went to it today. */
export const reachBySms = async (read: Reader, organizationId: string, complaintId: string, letter: Letter, now: Instant): Promise<Reached | null> => {
  const found = await mobileWithGateway(read, organizationId, complaintId, letter)
  if (!found || (BY_ANYBODY.includes(letter) && await isPelted(read, found.address, now))) return null
  const { about, address, locale, gateway } = found
  return { lane: gateway.id, address, locale, timeZone: about.time_zone, values: { number: about.number, house: about.house, unit: about.unit, phone: about.handler_phone ?? about.unit_phone ?? '', handler: about.handler ?? about.unit } }
}

export interface ToCustomer { readonly complaintId: string; readonly letter: Letter; /** What happened: told of once. */ readonly because: string; readonly code?: string; readonly until?: Instant; /** Asked for anew: where it was given up before it is tried once more. */ readonly again?: boolean }

/** By what each try of a letter is known: the first by what happened, another by its number besides. One that goes or went is tried no more. */
const onceOf = async (tx: Tx, { complaintId, letter, because, again }: ToCustomer): Promise<string> => {
  const first = `${letter}:${because}`
  if (!again) return first
  const { rows } = await sql<{ once: string; state: string }>`select once, state from channel.message where organization_id = ${tx.actor.organizationId} and complaint_id = ${complaintId} and person_id is null and (once = ${first} or once like ${`${first}:%`})`.execute(tx.db)
  const alive = rows.find(({ state }) => !GIVEN_UP.includes(state))
  return alive?.once ?? (rows.length ? `${first}:${rows.length + 1}` : first)
}
/** What happened, of which a try tells. */
const becauseOf = (message: { readonly kind: string; readonly once: string }): string => message.once.slice(message.kind.length + 1).split(':')[0] ?? ''

/** A letter of the house to the customer by SMS, where it can go. @returns whether it goes, or went: not where it was given up before. */
export const writeToCustomer = async (tx: Tx, asked: ToCustomer): Promise<boolean> => {
  const { complaintId, letter, code, until } = asked
  const reached = await reachBySms(readerOf(tx.db), tx.actor.organizationId, complaintId, letter, tx.now)
  if (!reached) return false
  const { lane, address, locale, timeZone } = reached
  const values: Values = { ...reached.values, ...(code && { code }), ...(until && { until: formatInstant(iso(until), locale, timeZone) }) }
  const said: Said = { title: words(locale, ['channel', 'kinds', letter]) ?? letter, text: '', url: null, locale, template: letter, values }
  return await queue(tx, [{ lane, medium: 'sms', kind: letter, complaintId, address, said, once: await onceOf(tx, asked), pressing: letter === 'lostCode' || letter === 'signCode' }]) > 0
}

/** Letters that may have a template of their own. */
const TEMPLATE_OF: Readonly<Record<string, Letter>> = { receipt: 'receipt', handler: 'newHandler', extension: 'extension', notice: 'completion' }

/** Where a letter goes by SMS, by its own template or by the one that says there is news. */
export const mobileForNews: Texting = async (read, organizationId, complaintId, letter) => {
  const own = letter ? TEMPLATE_OF[letter] : undefined
  const found = (own ? await mobileWithGateway(read, organizationId, complaintId, own) : null) ?? await mobileWithGateway(read, organizationId, complaintId, 'update')
  return found?.address ?? null
}

/** Whether a letter of that kind can go to the customer of a case by SMS; asked with the right to what it is about. */
export const byText = (letter: Letter, permission = 'questionnaire.read'): Query<{ complaintId: string }, boolean> => query(permission, async (read, actor, { complaintId }, now) => (await reachBySms(read, actor.organizationId, complaintId, letter, now)) !== null)

/** The link to a questionnaire; once it lies here it lies readable nowhere else. */
export const textQuestionnaire = command('channel.textQuestionnaire', async (tx, { linkId }: { linkId: string }) => {
  const link = await tx.db.selectFrom('questionnaire.link').select(['complaint_id', 'token', 'until']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', linkId).executeTakeFirst()
  if (!link?.token) return
  const goes = await writeToCustomer(tx, { complaintId: link.complaint_id, letter: 'questionnaire', because: linkId, code: link.token, until: link.until })
  await linkIsOut(tx, linkId, goes ? null : 'noChannel')
})

/** The link to an agreement, and the code by which they show who they are there. */
export const textAgreement = command('channel.textAgreement', async (tx, { linkId }: { linkId: string }) => {
  const link = await tx.db.selectFrom('agreement.link').select(['complaint_id', 'token', 'until']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', linkId).executeTakeFirst()
  if (!link?.token) return
  const goes = await writeToCustomer(tx, { complaintId: link.complaint_id, letter: 'agreement', because: linkId, code: link.token, until: link.until })
  await agreementLinkIsOut(tx, linkId, goes ? null : 'noChannel')
})
export const textSignCode = command('channel.textSignCode', async (tx, { linkId: codeId }: { linkId: string }) => {
  const code = await tx.db.selectFrom('agreement.code').select(['complaint_id', 'token', 'until']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', codeId).executeTakeFirst()
  if (!code?.token) return
  const goes = await writeToCustomer(tx, { complaintId: code.complaint_id, letter: 'signCode', because: codeId, code: code.token, until: code.until })
  await codeIsOut(tx, codeId, goes ? null : 'noChannel')
})

/** Who complained by mail has a receipt of the mailbox. */
const mailboxAnswers = async (tx: Tx, complaintId: string): Promise<boolean> =>
  await tx.db.selectFrom('mailbox.mail').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('receipt', 'is not', null).limit(1).executeTakeFirst() !== undefined

/** Beside a letter that goes by mail an SMS goes as well, unless they asked for one way, or one failed: then, and where no mail reaches them, a letter goes one way, and where that is SMS it is sent for the letter itself. Of a receipt there is no other. */
const goesBeside = async (tx: Tx, complaintId: string, letter: Letter): Promise<boolean> => {
  if (letter === 'receipt' && await mailboxAnswers(tx, complaintId)) return false
  const { directed, goes } = await waysOf(readerOf(tx.db), tx.actor.organizationId, complaintId, letter === 'receipt' ? letter : undefined)
  return !directed || (letter === 'receipt' && goes === 'sms')
}

export const tellCustomer = command('channel.tellCustomer', async (tx, input: ToCustomer) => { if (await goesBeside(tx, input.complaintId, input.letter)) await writeToCustomer(tx, input) })

const untilOf = async (tx: Tx, complaintId: string): Promise<Instant | undefined> =>
  (await tx.db.selectFrom('clock.extension').select('until').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', '=', 'approved').orderBy('id', 'desc').limit(1).executeTakeFirst())?.until

/** A letter that goes by SMS: by a template of its own, else by the one that says there is news. Where it goes nobody has to ring them up; where they asked for another way meanwhile it goes that. */
export const textLetter = command('channel.textLetter', async (tx, { complaintId, messageId, letter }: { complaintId: string; messageId: string; letter: string }) => {
  const { id } = await lockStanding(tx, complaintId)
  const stands = await tx.db.selectFrom('communication.message').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', messageId).where('goes', '=', 'sms').executeTakeFirst()
  if (!stands) return
  const own = TEMPLATE_OF[letter]
  const until = own === 'extension' ? await untilOf(tx, id) : undefined
  const written = (own && await writeToCustomer(tx, { complaintId: id, letter: own, because: messageId, again: true, ...(until && { until }) })) || await writeToCustomer(tx, { complaintId: id, letter: 'update', because: messageId, again: true })
  if (written) await noteTexted.run(tx, { messageId })
})

/** What says that the number is no way to them; a telephone that is off for days says it as little as a message that the provider refuses. */
const NUMBER_GONE = ['recipient']

const isTriedAnew = async (tx: Tx, complaintId: string, once: string, because: string): Promise<boolean> => {
  const { rows } = await sql`select 1 from channel.message where organization_id = ${tx.actor.organizationId} and complaint_id = ${complaintId} and person_id is null and once like ${`%:${because}%`} and once <> ${once} and state <> all (${[...GIVEN_UP]}::text[]) limit 1`.execute(tx.db)
  return rows.length > 0
}

/** A letter that did not arrive takes another way. */
export const goOtherwise = command('channel.goOtherwise', async (tx, { complaintId, messageId }: { complaintId: string; messageId: string }) => {
  await lockComplaint(tx, complaintId)
  const message = await tx.db.selectFrom('channel.message').select(['medium', 'kind', 'address', 'once', 'problem', 'state']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', messageId).executeTakeFirst()
  if (message?.medium !== 'sms' || message.state !== 'dead' || !message.address) return
  const because = becauseOf(message)
  // The job came again, and the letter was tried anew meanwhile.
  if (await isTriedAnew(tx, complaintId, message.once, because)) return
  await noteNotTexted.run(tx, { complaintId, address: message.address, because, gone: NUMBER_GONE.includes(message.problem ?? '') })
})

/** The new due time of an extension, as it was granted. */
export const tellOfExtension = command('channel.tellOfExtension', async (tx, { complaintId, extensionId }: { complaintId: string; extensionId: string }) => {
  const row = await tx.db.selectFrom('clock.extension').select('until').where('organization_id', '=', tx.actor.organizationId).where('id', '=', extensionId).executeTakeFirst()
  if (row && await goesBeside(tx, complaintId, 'extension')) await writeToCustomer(tx, { complaintId, letter: 'extension', because: extensionId, until: row.until })
})

/** What was said to the customers of these cases is kept; to which number, no longer. */
export const forgetNumbers = async (tx: Tx, complaintIds: readonly string[]): Promise<void> => {
  if (!complaintIds.length) return
  const letters = () => tx.db.updateTable('channel.message').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', 'in', [...complaintIds]).where('person_id', 'is', null).where('medium', '=', 'sms')
  await letters().set({ state: 'dropped', done_at: tx.now }).where('state', '=', 'waiting').execute()
  await letters().set({ address: null, asked_at: null }).execute()
}
