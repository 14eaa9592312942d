import { z } from 'zod'
import { WholeMail } from '#contract/mailbox.ts'
import { Client } from '#test/app.ts'
import { honestly } from '#test/puzzle.ts'
import type { RoundTrip } from './naughty.ts'
import type { Lazy, Product } from './product.ts'
import { roundTrip } from './round-trip.ts'

/** A way in for a text, by name. */
export interface Door { readonly name: string; readonly trip: RoundTrip }

const Receipt = z.object({ number: z.string(), code: z.string() })
const Shown = z.object({ points: z.array(z.object({ text: z.string() })) })

let visitors = 0
/** Everybody comes from an address of their own. */
const nextAddress = () => { visitors += 1; return `198.18.${Math.floor(visitors / 250)}.${visitors % 250}` }

/** Told through the portal and looked up again; null when it was refused by name. */
const portal = (product: Lazy): RoundTrip => async (text) => {
  const visitor = new Client((await product.ask()).app)
  const ip = nextAddress()
  const told = await honestly(visitor, '/portal/complaints', { place: 'S01', name: text.slice(0, 200) || '客人', phone: null, text, wants: text.slice(0, 4_000), locale: 'zh-CN' }, ip)
  if (told.status === 422) return null
  const { number, code } = Receipt.parse(told.body)
  const seen = await visitor.get<unknown>(`/portal/complaints/${number}`, { 'x-case-code': code, 'x-forwarded-for': ip })
  return Shown.parse(seen.body).points[0]?.text ?? null
}

const encoded = (text: string) => `=?UTF-8?B?${Buffer.from(text.slice(0, 40)).toString('base64')}?=`
const folded = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n')

let mails = 0
/** A raw mail with the text as sender, subject, words, page, and name and words of an attachment. */
const rawMail = (text: string): Buffer => {
  mails += 1
  const part = (head: string, body: string) => `--part\r\n${head}\r\ncontent-transfer-encoding: base64\r\n\r\n${folded(Buffer.from(body))}\r\n`
  const said = encoded(text.replace(/[\r\n]/g, ' '))
  const name = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '')).slice(0, 200)
  const head = [
    `From: ${said} <sender-${mails}@example.com>`, 'To: complaints@wenguo.cn', `Subject: ${said}`, `Message-ID: <hostile-${mails}@example.com>`, 'Date: Sun, 22 Nov 2026 09:00:00 +0800', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=part', '', '',
  ].join('\r\n')
  return Buffer.from(`${head}${part('content-type: text/html; charset=utf-8', `<p>投诉如下</p>${text}`)}${part(`content-type: text/plain; charset=utf-8\r\ncontent-disposition: attachment; filename*=UTF-8''${name}.txt`, text)}--part--\r\n`)
}

/** A mail is taken or held with a reason, soon, and is shown as words only; its source leaves so that nothing of it runs. */
const judgeMail = async (product: Product, id: string): Promise<string | null> => {
  const answer = await product.app.inject({ url: `/api/v1/mails/${id}`, headers: product.headers })
  const mail = WholeMail.parse(answer.json())
  if (mail.reason === null && mail.verdict !== 'complaint' && mail.verdict !== 'message') return 'no reason is given'
  const source = await product.app.inject({ url: `/api/v1/mails/${id}/source`, headers: product.headers })
  const safe = String(source.headers['content-disposition']).startsWith('attachment') && String(source.headers['content-security-policy']).startsWith('sandbox')
  return safe ? null : 'its source may run'
}

/** Sent as a mail; what a page of a mail said is read as words, so only that it came and how is judged. */
export const byMail = (product: Lazy): RoundTrip => async (text) => {
  const running = await product.ask()
  const id = await running.receive(rawMail(text))
  const fault = id === null ? 'it was known already' : await judgeMail(running, id)
  return fault ?? text
}

export const doorsOf = (product: Lazy): readonly Door[] => [{ name: 'staff', trip: roundTrip(product) }, { name: 'portal', trip: portal(product) }, { name: 'mail', trip: byMail(product) }]
