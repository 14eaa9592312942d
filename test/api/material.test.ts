import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '#kernel/root.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { readCsv } from '#test/csv.ts'
import { aComplaint } from '#test/story.ts'
import { got } from '#test/steps.ts'

/** Real material lies beside the project where it may be used; its texts are never copied here. */
const DATA = join(ROOT, '../shared/data')
const there = existsSync(DATA)
const read = (file: string) => readFileSync(join(DATA, file), 'utf8')

let w: World
let clerk: Client & { id: string }

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

/** Ten at a time, in order. */
const inTens = async <T, R>(all: readonly T[], work: (one: T, i: number) => Promise<R>): Promise<R[]> => {
  const done: R[] = []
  for (let i = 0; i < all.length; i += 10) done.push(...await Promise.all(all.slice(i, i + 10).map((one, k) => work(one, i + k))))
  return done
}

test('the reader of tables knows quotes, commas, line breaks and a mark at the beginning', () => {
  expect(readCsv('\ufeffa,b,c\r\n1,"x, ""y""\nz",\r\n"",2,3\n')).toEqual([{ a: '1', b: 'x, "y"\nz', c: '' }, { a: '', b: '2', c: '3' }])
  expect(readCsv('a,b\n1,2')).toEqual([{ a: '1', b: '2' }])
})

describe.skipIf(!there)('with the material beside the project', () => {
  const strings = there ? (JSON.parse(read('security/naughty_strings.json')) as { strings: string[] }).strings : []
  const mayBeRefused = (text: string) => text === '' || text.includes('\u0000') || !text.isWellFormed()

  const whole = strings.filter((text) => !mayBeRefused(text))

  test('515 naughty strings come back byte for byte as complaint and note, or are refused by name', async () => {
    expect(strings).toHaveLength(515)
    for (const text of strings.filter(mayBeRefused)) {
      const { status, body } = await clerk.post('/complaints', await aComplaint(w, { points: [{ text }] }))
      expect({ text, status, named: body.errors?.[0]?.pointer }).toEqual({ text, status: 422, named: '#/points/0/text' })
    }
    const tens = Array.from({ length: Math.ceil(whole.length / 10) }, (_, i) => whole.slice(i * 10, i * 10 + 10))
    for (const texts of tens) {
      const made = await got(clerk.post('/complaints', await aComplaint(w, { points: texts.map((text) => ({ text, wants: text })), customer: { name: '顾客', phone: null } })), 201)
      for (const text of texts) await got(clerk.post(`/complaints/${made.id}/messages`, { kind: 'note', text }), 201)
      const c = await got(clerk.get(`/complaints/${made.id}`))
      expect([c.points.map((p: { text: string }) => p.text), c.points.map((p: { wants: string }) => p.wants), c.messages.map((m: { text: string }) => m.text)]).toEqual([texts, texts, texts])
    }
  }, 180_000)

  test('and as names of customers', async () => {
    const names = whole.filter((text) => text.length <= 200)
    const made = await inTens(names, async (name) => (await got(clerk.post('/complaints', await aComplaint(w, { customer: { name, phone: null } })), 201)).customer)
    expect(made.map((customer) => customer.name)).toEqual(names)
    const kept = new Map<string, string>()
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { id: string; name: string }[]; next: string | null } = await got(clerk.get(`/customers?limit=200&cursor=${cursor}`))
      for (const { id, name } of page.items) kept.set(id, name)
      cursor = page.next
    }
    expect(made.map(({ id }) => kept.get(id))).toEqual(names)
  }, 180_000)

  test('515 naughty strings as a question get an answer', async () => {
    const asked = strings.filter((text) => text.length <= 200 && text.isWellFormed())
    const answers = await inTens(asked, async (text) => ({ text, status: (await clerk.get(`/complaints?q=${encodeURIComponent(text)}&limit=1`)).status, customers: (await clerk.get(`/customers?q=${encodeURIComponent(text)}&limit=1`)).status }))
    expect(answers.filter((a) => a.status !== (a.text.includes('\u0000') ? 422 : 200) || a.customers !== a.status)).toEqual([])
    expect(asked.length).toBeGreaterThan(450)
  }, 180_000)
})

interface Entered { readonly id: string; readonly body: string; readonly code: string }

/** By hand, in the test: which of the pack's categories stands for each of the classes people gave. */
const CATEGORY: Record<string, string> = { 劳动和社会保障: 'refundSlow', 城乡建设: 'craft', 教育文体: 'competence', 卫生计生: 'productSafety', 交通运输: 'delivery', 商贸旅游: 'overcharged', 环境保护: 'surface' }

/** Pieces of two to four characters from the beginning, the middle and the end, each within one run of Han text. */
const piecesOf = (body: string, i: number): string[] => {
  const runs = (body.match(/\p{sc=Han}{4,}/gu) ?? []).filter((run) => [...run].length >= 4)
  return [0, Math.floor(runs.length / 2), runs.length - 1].flatMap((at, k) => {
    const characters = [...(runs[at] ?? '')]
    const from = (i + k) % Math.max(1, characters.length - 3)
    return characters.length ? [characters.slice(from, from + 2 + ((i + k) % 3)).join('')] : []
  })
}
/** Pieces cut anywhere, through words and numbers too, as long as no blank stands in them and a run of Han text reaches in. */
const cutsOf = (body: string, i: number): string[] => [...body.matchAll(/[^\s\p{sc=Han}]\p{sc=Han}{2,3}|[\p{L}\p{N}]\p{sc=Han}{2}[^\s\p{sc=Han}]/gu)].map(([piece]) => piece).filter((_, k) => k % 7 === i % 7).slice(0, 3)

const ids = async (q: string): Promise<string[]> => {
  const found: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: { id: string }[]; next: string | null } = await got(clerk.get(`/complaints?limit=200&q=${encodeURIComponent(q)}&cursor=${cursor}`))
    found.push(...page.items.map((item) => item.id))
    cursor = page.next
  }
  return found
}

describe.skipIf(!there)('messages of citizens', () => {
  const rows = there ? readCsv(read('complaints/zh_gov_messages_labelled.csv')) : []
  const traditional = there ? readCsv(read('complaints/zhHant_derived.csv')) : []
  let entered: Entered[] = []

  test('are read whole from their table', () => {
    expect(rows).toHaveLength(456)
    expect(traditional).toHaveLength(52)
    for (const row of rows) expect(CATEGORY[row.level1 ?? '']).toBeDefined()
  })

  test('a hundred of them are registered, classified and shown as they were written', async () => {
    const pack = await got(clerk.get('/pack'))
    expect(Object.values(CATEGORY).filter((code) => !pack.categories.some((c: { code: string }) => c.code === code))).toEqual([])
    entered = await inTens(rows.slice(0, 100), async (row) => {
      const body = row.body ?? ''
      const c = await got(clerk.post('/complaints', await aComplaint(w, { channel: 'letter', receivedAt: row.created_at, customer: { name: row.user, phone: null }, points: [{ text: body, wants: row.title }] })), 201)
      const code = CATEGORY[row.level1 ?? ''] ?? ''
      const classified = await got(clerk.post(`/complaints/${c.id}/classify`, { version: 1, pointId: c.points[0].id, categoryCode: code }))
      expect(classified.points[0]).toMatchObject({ text: body, wants: row.title, categoryCode: code })
      expect(Date.parse(classified.receivedAt)).toBe(Date.parse(row.created_at ?? ''))
      return { id: c.id, body, code }
    })
  }, 180_000)

  test('each is found again by two to four characters of it, with every other that holds them and nothing else', async () => {
    const asked = entered.flatMap((e, i) => piecesOf(e.body, i).map((piece) => ({ id: e.id, piece })))
    expect(asked.length).toBeGreaterThan(250)
    const missed = (await inTens(asked, async ({ id, piece }) => ({ id, piece, found: await ids(piece) }))).filter(({ id, piece, found }) => {
      const holding = entered.filter((e) => e.body.includes(piece)).map((e) => e.id)
      return !found.includes(id) || holding.some((h) => !found.includes(h))
    })
    expect(missed).toEqual([])
    const [first] = asked
    const found = await ids(first?.piece ?? '')
    for (const id of found) expect(JSON.stringify(await got(clerk.get(`/complaints/${id}`)))).toContain(first?.piece)
  }, 180_000)

  test('and by pieces cut through words, numbers and stops', async () => {
    const asked = entered.flatMap((e, i) => cutsOf(e.body, i).map((piece) => ({ id: e.id, piece })))
    expect(asked.length).toBeGreaterThan(100)
    const missed = (await inTens(asked, async ({ id, piece }) => ({ id, piece, found: await ids(piece) }))).filter(({ id, found }) => !found.includes(id))
    expect(missed.map((m) => m.piece)).toEqual([])
  })

  test('the list counts them by category', async () => {
    for (const code of new Set(Object.values(CATEGORY))) {
      const listed = (await got(clerk.get(`/complaints?categoryCode=${code}&limit=200`))).items.map((i: { id: string }) => i.id).sort()
      expect({ code, listed }).toEqual({ code, listed: entered.filter((e) => e.code === code).map((e) => e.id).sort() })
    }
    expect((await got(clerk.get('/complaints?categoryCode=clasp&limit=200'))).items).toEqual([])
    const [one] = entered
    const both = (await got(clerk.get(`/complaints?categoryCode=${one?.code}&q=${encodeURIComponent(piecesOf(one?.body ?? '', 0)[0] ?? '')}`))).items
    expect(both.map((i: { id: string }) => i.id)).toContain(one?.id)
  })

  test('fifty-two in Traditional characters are found in Traditional characters', async () => {
    const kept = await inTens(traditional, async (row) => ({ body: row.body ?? '', c: await got(clerk.post('/complaints', await aComplaint(w, { channel: 'letter', receivedAt: row.created_at, customer: { name: row.user, phone: null }, points: [{ text: row.body }] })), 201) }))
    const asked = kept.flatMap(({ body, c }, i) => piecesOf(body, i).map((piece) => ({ id: c.id, piece })))
    expect(new Set(asked.map((a) => a.id)).size).toBeGreaterThanOrEqual(50)
    const missed = (await inTens(asked, async ({ id, piece }) => ({ piece, found: (await ids(piece)).includes(id) }))).filter((a) => !a.found)
    expect(missed).toEqual([])
  })
})
