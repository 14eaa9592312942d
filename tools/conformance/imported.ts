import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Product } from './product.ts'

const Stored = z.object({ id: z.string() })
const Preview = z.object({ reading: z.record(z.string(), z.unknown()), columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })) })
const Import = z.object({ state: z.string(), counts: z.object({ rows: z.int(), bad: z.int(), done: z.int(), duplicates: z.int() }), problem: z.string().nullable() })
const Complaint = z.object({ id: z.string(), state: z.string(), receivedAt: z.string(), closedAt: z.string().nullable() })
const Rows = z.object({ items: z.array(z.object({ no: z.int(), cells: z.array(z.string()), complaint: Complaint.nullable() })), next: z.string().nullable() })

/** How a table is to be understood: part → names of columns, how its dates are written, where they were written. */
export interface Meaning { readonly columns: Readonly<Record<string, readonly string[]>>; readonly dates: Readonly<Record<string, string>>; readonly timeZone: string; readonly values: Readonly<Record<string, Readonly<Record<string, string>>>> }

/** One complaint as the product has it, with the row it came from. */
export interface Imported { readonly cell: (column: string) => string; readonly complaint: z.infer<typeof Complaint> }
export interface Came { readonly counts: z.infer<typeof Import>['counts']; readonly complaints: readonly Imported[] }

const BOUNDARY = 'conformance-boundary'

const asked = async <T extends z.ZodType>(product: Product, method: 'GET' | 'POST', url: string, shape: T, body?: object): Promise<z.output<T>> => {
  const answer = await product.app.inject({ method, url: `/api/v1${url}`, headers: { ...product.headers }, ...(body && { payload: body }) })
  if (answer.statusCode >= 300) throw new Error(`${method} ${url} was answered ${answer.statusCode}: ${answer.body.slice(0, 300)}`)
  return shape.parse(answer.json())
}

const uploaded = async (product: Product, file: string): Promise<string> => {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="table.csv"\r\ncontent-type: text/csv\r\n\r\n`
  const answer = await product.app.inject({
    method: 'POST', url: '/api/v1/files', headers: { ...product.headers, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }, payload: Buffer.concat([Buffer.from(head), await readFile(file), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
  })
  return Stored.parse(answer.json()).id
}

/** A shop of its own where the clock on the wall is the one the table was written by. */
const placeIn = async (product: Product, timeZone: string): Promise<string> => {
  const code = `T${String(Math.abs([...timeZone].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 99_991, 7)))}`
  const { items } = await asked(product, 'GET', '/units', z.object({ items: z.array(Stored.extend({ code: z.string() })) }))
  const known = items.find((unit) => unit.code === code)
  return known?.id ?? (await asked(product, 'POST', '/units', Stored, { code, name: timeZone, kind: 'shop', parentId: product.unitId, timeZone })).id
}

export interface Beginning { readonly names: readonly string[]; readonly samples: readonly string[] }

const begun = async (product: Product, file: string): Promise<string> =>
  (await asked(product, 'POST', '/imports', Stored, { fileId: await uploaded(product, file), target: 'complaints', source: 'otherSystem' })).id

/** How the beginning of a table reads. */
export const beginningOf = async (product: Product, file: string): Promise<Beginning> => {
  const { columns } = await asked(product, 'GET', `/imports/${await begun(product, file)}/preview`, Preview)
  return { names: columns.map(({ name }) => name), samples: columns.flatMap(({ samples }) => samples) }
}

const rowsOf = async (product: Product, id: string, names: readonly string[]): Promise<Imported[]> => {
  const found: Imported[] = []
  let cursor = ''
  do {
    const page = await asked(product, 'GET', `/imports/${id}/rows?outcome=imported&limit=1000${cursor && `&cursor=${cursor}`}`, Rows)
    found.push(...page.items.flatMap(({ cells, complaint }) => (complaint ? [{ complaint, cell: (column: string) => cells[names.indexOf(column)] ?? '' }] : [])))
    cursor = page.next ?? ''
  } while (cursor)
  return found
}

/** Takes a table over as a person would, step by step through the API, and reads back what has become of it. */
export const bringTable = async (product: Product, file: string, meaning: Meaning): Promise<Came> => {
  const id = await begun(product, file)
  const { reading, columns } = await asked(product, 'GET', `/imports/${id}/preview`, Preview)
  const names = columns.map(({ name }) => name)
  const at = (part: string, wanted: readonly string[]) => [part, wanted.map((name) => names.indexOf(name)).filter((column) => column >= 0)] as const
  const mapping = { columns: Object.fromEntries(Object.entries(meaning.columns).map(([part, wanted]) => at(part, wanted))), dates: meaning.dates, channel: 'automatic', unitId: await placeIn(product, meaning.timeZone), values: meaning.values }
  await asked(product, 'POST', `/imports/${id}/check`, Import, { reading, mapping })
  await product.settle()
  await asked(product, 'POST', `/imports/${id}/run`, Import)
  await product.settle()
  const { state, counts, problem } = await asked(product, 'GET', `/imports/${id}`, Import)
  if (state !== 'imported' || problem) throw new Error(`${path.basename(file)} is ${state}: ${problem ?? ''}`)
  return { counts, complaints: await rowsOf(product, id, names) }
}
