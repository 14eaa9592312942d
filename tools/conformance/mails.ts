import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { WholeMail } from '#contract/mailbox.ts'
import type { Lazy, Product } from './product.ts'
import { type Case, judged, type Outcome, type Recogniser } from './suite.ts'

const Party = z.tuple([z.string().nullable(), z.string().nullable()])
/** What is known of a mail: of some nothing, of others one thing or the other. */
const Known = z.object({
  from: z.array(Party), to: z.array(Party), date: z.string(), subject: z.string(), message_id: z.string(), attachment_names: z.array(z.string()),
  from_name: z.string(), from_address: z.string(), body_text_normalised: z.string(), is_bounce: z.boolean(), winmail_files: z.array(z.string()),
}).partial()
type Known = z.infer<typeof Known>

const Entry = z.object({ file: z.string(), tags: z.array(z.string()).default([]), expected: Known.optional().catch(undefined), expected_by_origin_test_suite: Known.optional().catch(undefined) })
const Manifest = z.object({ messages: z.array(Entry).min(1) })
type Entry = z.infer<typeof Entry>

/** Files of mails, each with what is known of it. */
export function mails(product: Lazy): Recogniser {
  return (content, folder) => Manifest.safeParse(content).data?.messages.map((entry): Case => ({ id: entry.file, run: async () => judge(entry, await readFile(path.join(folder, entry.file)), await product.ask()) })) ?? null
}

const MOST_MS = 10_000

async function judge(entry: Entry, bytes: Buffer, product: Product): Promise<Outcome> {
  const begun = performance.now()
  const id = await product.receive(bytes)
  const ms = performance.now() - begun
  // The same mail under two names is one mail.
  if (id === null) return judged(ms <= MOST_MS, 'taken once', 'known already')
  const answer = await product.app.inject({ url: `/api/v1/mails/${id}`, headers: product.headers })
  const mail = WholeMail.safeParse(answer.json()).data
  if (!mail) return judged(false, 'a mail', answer.json())
  const faults = [
    ...(ms > MOST_MS ? [`took ${Math.round(ms)} ms`] : []), ...await faultsOfSource(product, mail, bytes), ...faultsOfVerdict(entry, mail),
    ...[entry.expected, entry.expected_by_origin_test_suite].flatMap((known) => (known ? faultsOf(known, mail) : [])),
  ]
  const came = { verdict: mail.verdict, reason: mail.reason, from: mail.from, subject: mail.subject }
  return judged(faults.length === 0, entry.expected ?? entry.expected_by_origin_test_suite ?? 'accepted or held with a reason', faults.length ? { faults, ...came } : came)
}

async function faultsOfSource(product: Product, mail: WholeMail, bytes: Buffer): Promise<string[]> {
  const { rawPayload } = await product.app.inject({ url: `/api/v1/mails/${mail.id}/source`, headers: product.headers })
  return rawPayload.equals(bytes) && mail.sha256 === createHash('sha256').update(bytes).digest('hex') ? [] : ['the source is not byte for byte as it came']
}

const BY_PROGRAMS = ['dsn-or-report', 'auto-submitted', 'auto-reply-header', 'arf-complaint', 'from-mailer-daemon']

function faultsOfVerdict(entry: Entry, mail: WholeMail): string[] {
  const taken = mail.verdict === 'complaint' || mail.verdict === 'message'
  const byProgram = entry.expected?.is_bounce === true || entry.tags.some((tag) => BY_PROGRAMS.includes(tag))
  return [...(!taken && mail.reason === null ? ['no reason is given'] : []), ...(taken && byProgram ? ['a program is answered'] : [])]
}

const bare = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, '')
const same = (a: string | null | undefined, b: string | null | undefined) => bare(a) === bare(b)
const sameParty = ([name, address]: z.infer<typeof Party>, party: { readonly name: string | null; readonly address: string | null } | undefined) => same(name, party?.name) && same(address, party?.address)

/** One check for each thing that can be known; those that do not hold. */
function faultsOf(known: Known, mail: WholeMail): string[] {
  const names = mail.attachments.map((file) => file.name)
  const checks: readonly [string, boolean][] = [
    ['from', known.from === undefined || known.from.some((party) => sameParty(party, mail.from))],
    ['from_name', known.from_name === undefined || same(known.from_name, mail.from.name)],
    ['from_address', known.from_address === undefined || same(known.from_address, mail.from.address)],
    ['to', known.to === undefined || known.to.every((party) => mail.to.some((one) => sameParty(party, one)))],
    ['subject', known.subject === undefined || same(known.subject, mail.subject)],
    ['date', known.date === undefined || (mail.sentAt !== null && Date.parse(known.date) === Date.parse(mail.sentAt))],
    ['message_id', known.message_id === undefined || same(known.message_id, mail.messageId)],
    ['attachment_names', known.attachment_names === undefined || known.attachment_names.every((name) => names.some((one) => same(one, name)))],
    ['body_text_normalised', known.body_text_normalised === undefined || bare(`${mail.text}${mail.quoted}`).includes(bare(known.body_text_normalised))],
    // What was packed is opened; a body in rich text is read as words.
    ['winmail_files', known.winmail_files === undefined || known.winmail_files.every((name) => names.some((one) => same(one, name)) || (/\.rtf$/i.test(name) && bare(`${mail.text}${mail.quoted}`) !== ''))],
  ]
  return checks.flatMap(([name, holds]) => (holds ? [] : [`${name}: ${JSON.stringify(known[name as keyof Known])}`]))
}
