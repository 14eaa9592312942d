import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { type Beginning, beginningOf } from './imported.ts'
import type { Lazy, Product } from './product.ts'
import { type Case, judged, type Outcome, type Recogniser } from './suite.ts'

const Entry = z.object({ file: z.string(), upload_as_filename: z.string(), expected: z.string() })
type Entry = z.infer<typeof Entry>
const Manifest = z.object({ files: z.array(Entry).min(1) })
const Kept = z.object({ id: z.string() })
const Refusal = z.object({ type: z.string(), title: z.string().min(1), errors: z.array(z.object({ pointer: z.literal('#/file'), detail: z.string().min(1) })).min(1) })

/** Files to be uploaded under a name, with what should come of it in words. */
export function uploads(product: Lazy): Recogniser {
  return (content, folder) => Manifest.safeParse(content).data?.files.flatMap((entry): Case[] => [
    { id: entry.file, run: async () => (asTable(entry) ? judgeTable(entry, await beginningOf(await product.ask(), path.join(folder, entry.file))) : judge(entry, await outcome(await product.ask(), entry, folder))) },
    { id: `${entry.file}-portal`, run: async () => judgeOtherDoor(entry, await inParts(await product.ask(), entry, folder)) },
    { id: `${entry.file}-mail`, run: async () => judgeOtherDoor(entry, await attached(await product.ask(), entry, folder)) },
  ]) ?? null
}

/** What is said of the columns of a table: `header is 编号, …; leading zeros kept`. */
const asTable = ({ expected }: Entry): string | undefined => /^header is ([^,;]+)/.exec(expected)?.[1]?.trim()

function judgeTable(entry: Entry, { names, samples }: Beginning): Outcome {
  const zeros = !/leading zeros/.test(entry.expected) || samples.some((sample) => /^0\d/.test(sample))
  return judged(names[0] === asTable(entry) && zeros, entry.expected, [...names, ...samples])
}

/** `refused` by name with a reason; `kept` whole and only ever handed out so that nothing of it runs; otherwise what went wrong. */
interface Came { readonly is: 'refused' | 'kept' | 'wrong'; readonly how: string }

function judge({ expected }: Entry, came: Came): Outcome {
  const told = `${came.is}: ${came.how}`
  if (came.is === 'wrong') return judged(false, expected, told)
  if (/^accepted/.test(expected)) return judged(came.is === 'kept', expected, told)
  if (/reject|refus|^if /i.test(expected)) return judged(true, expected, told)
  // What is said of the name of a file that we do not take cannot be seen.
  if (/^stored/.test(expected)) return came.is === 'kept' ? judged(true, expected, told) : { status: 'skipped', reason: `not taken, so its name is never shown (${came.how})` }
  return { status: 'skipped', reason: 'what becomes of it is told by no rule here' }
}

/** Through the other doors a file is kept or refused by name like at the first; a control that is good is kept. */
function judgeOtherDoor({ expected }: Entry, came: Came): Outcome {
  return judged(came.is !== 'wrong' && (came.is === 'kept' || !/^accepted/.test(expected)), expected, `${came.is}: ${came.how}`)
}

const Begun = z.object({ id: z.string(), key: z.string() })
const Part = z.object({ file: Kept.nullable() })

/** Without a name and in parts, as a phone sends it. */
async function inParts({ app }: Product, entry: Entry, folder: string): Promise<Came> {
  const bytes = await readFile(path.join(folder, entry.file))
  const url = '/api/v1/portal/uploads'
  const begun = Begun.parse((await app.inject({ method: 'POST', url, headers: { 'x-forwarded-for': '198.19.0.1' }, payload: { name: entry.upload_as_filename, bytes: bytes.length } })).json())
  const answer = await app.inject({ method: 'PATCH', url: `${url}/${begun.id}`, headers: { 'x-upload-key': begun.key, 'upload-offset': '0', 'content-type': 'application/partial-upload', 'x-forwarded-for': '198.19.0.1' }, payload: bytes })
  if (answer.statusCode === 200) return Part.parse(answer.json()).file ? { is: 'kept', how: '200' } : { is: 'wrong', how: 'neither kept nor refused' }
  const refusal = Refusal.safeParse(answer.json()).data
  return refusal ? { is: 'refused', how: `${answer.statusCode} ${refusal.type}` } : { is: 'wrong', how: `PATCH was answered ${answer.statusCode}` }
}

const Attached = z.object({ attachments: z.array(z.object({ name: z.string(), refused: z.string().nullable() })) })

/** As what is attached to a mail. */
async function attached(product: Product, entry: Entry, folder: string): Promise<Came> {
  const bytes = await readFile(path.join(folder, entry.file))
  const mail = ['From: sender@example.com', 'To: complaints@wenguo.cn', `Subject: ${entry.file}`, `Message-ID: <${entry.file}@example.com>`, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=part', '', '--part', 'Content-Type: text/plain; charset=utf-8', '', '投诉，见附件', '--part',
    'Content-Type: application/octet-stream', 'Content-Transfer-Encoding: base64', `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(entry.upload_as_filename)}`, '', bytes.toString('base64').replace(/.{76}/g, '$&\r\n'), '--part--', ''].join('\r\n')
  const id = await product.receive(Buffer.from(mail))
  const answer = await product.app.inject({ url: `/api/v1/mails/${id}`, headers: product.headers })
  const [file] = Attached.parse(answer.json()).attachments
  if (!file) return { is: 'wrong', how: 'the mail has lost it' }
  return file.refused ? { is: 'refused', how: file.refused } : { is: 'kept', how: 'attached' }
}

const BOUNDARY = 'conformance-boundary'
const quoted = (name: string) => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

async function outcome(product: Product, entry: Entry, folder: string): Promise<Came> {
  const bytes = await readFile(path.join(folder, entry.file))
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${quoted(entry.upload_as_filename)}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const answer = await product.app.inject({
    method: 'POST', url: '/api/v1/files', headers: { ...product.headers, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }, payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
  })
  if (answer.statusCode === 201) return handedOut(product, Kept.parse(answer.json()).id, bytes)
  const refusal = Refusal.safeParse(answer.json()).data
  return refusal && [413, 415, 422].includes(answer.statusCode) ? { is: 'refused', how: `${answer.statusCode} ${refusal.type}` } : { is: 'wrong', how: `POST /files was answered ${answer.statusCode}` }
}

/** Kinds a page may show; all else leaves as an attachment. */
const SHOWN = /^(image\/(jpeg|png|webp|gif|avif)|audio\/|video\/)/

async function handedOut(product: Product, id: string, bytes: Buffer): Promise<Came> {
  const answers = [await download(product, id, ''), await download(product, id, '?inline=1')]
  const faults = answers.flatMap((answer) => CHECKS.filter(({ holds }) => !holds(answer, bytes)).map(({ otherwise }) => otherwise))
  return faults.length > 0 ? { is: 'wrong', how: [...new Set(faults)].join(', ') } : { is: 'kept', how: '201' }
}

interface Download { readonly status: number; readonly bytes: Buffer; header(name: string): string }

async function download(product: Product, id: string, how: string): Promise<Download> {
  const { statusCode, headers, rawPayload } = await product.app.inject({ url: `/api/v1/files/${id}${how}`, headers: product.headers })
  return { status: statusCode, bytes: rawPayload, header: (name) => String(headers[name]) }
}

const CHECKS: readonly { readonly otherwise: string; readonly holds: (answer: Download, bytes: Buffer) => boolean }[] = [
  { otherwise: 'other bytes came back', holds: ({ status, bytes }, sent) => status === 200 && bytes.equals(sent) },
  { otherwise: 'the kind may be guessed', holds: ({ header }) => header('x-content-type-options') === 'nosniff' },
  { otherwise: 'it may run', holds: ({ header }) => header('content-security-policy').startsWith('sandbox') },
  { otherwise: 'an unsafe name', holds: ({ header }) => /^(attachment|inline); filename\*=UTF-8''[\w.~%!-]+$/.test(header('content-disposition')) },
  { otherwise: 'shown in the page', holds: ({ header }) => header('content-disposition').startsWith('attachment') || SHOWN.test(header('content-type')) },
]
