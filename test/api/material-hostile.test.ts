import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unmarked } from '#kernel/csv-cell.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { readCsv } from '#test/csv.ts'
import { hasMaterial, materialFiles, materialTexts } from '#test/hostile.ts'
import { begin, part } from '#test/resumable.ts'
import { got } from '#test/steps.ts'
import { aComplaint, upload } from '#test/story.ts'

let w: World
let clerk: Client & { id: string }
beforeAll(async () => {
  w = await openWorld({}, { puzzleBase: 1 })
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

describe.skipIf(!hasMaterial)('with the hostile material beside the project', () => {
  const all = materialTexts()
  const tens = Array.from({ length: Math.ceil(all.length / 10) }, (_, i) => all.slice(i * 10, i * 10 + 10))

  test('every payload told at the portal or written down by staff is kept as words and shown as they were', async () => {
    expect(all.length).toBeGreaterThan(500)
    for (const [n, texts] of tens.entries()) {
      const from = { 'x-forwarded-for': `198.51.${Math.floor(n / 250)}.${n % 250}` }
      const told = await got(w.visitor.post('/portal/complaints', { place: `S0${1 + n % 2}`, name: texts[0]?.slice(0, 200), phone: null, text: texts.join('\n'), wants: texts.join('\n').slice(0, 4_000), locale: 'zh-CN' }, from), 201)
      const seen = await w.visitor.get(`/portal/complaints/${told.number}`, { 'x-case-code': told.code, ...from })
      expect([String(seen.headers['content-type']).split(';')[0], seen.headers['x-content-type-options'], seen.body.points[0].text]).toEqual(['application/json', 'nosniff', texts.join('\n')])
      const made = await got(clerk.post('/complaints', await aComplaint(w, { points: texts.map((text) => ({ text, wants: text })), customer: { name: texts[0]?.slice(0, 200), phone: null } })), 201)
      expect((await got(clerk.get(`/complaints/${made.id}`))).points.map((p: { text: string; wants: string }) => [p.text, p.wants])).toEqual(texts.map((text) => [text, text]))
    }
  }, 480_000)

  test('what a spreadsheet program would work out leaves as text, and comes back as it was', async () => {
    const formulas = all.filter((text) => text.length <= 200 && !/[\r\n]/.test(text)).filter((text, i) => /^[\s]*[=+\-@＝＋－＠]/.test(text) || i % 40 === 0)
    const unitId = await w.unitId('S01')
    for (const text of formulas) {
      const { id } = await got(clerk.post('/feedback', { kind: 'suggestion', unitId, text, channel: 'walkIn' }), 201)
      await got(clerk.post('/thanks', { feedbackId: id, what: text, worthFen: 1, givenTo: text, givenOn: w.now().toISOString().slice(0, 10), receipt: text }), 201)
    }
    const rows = readCsv((await clerk.get<Buffer>('/thanks/table')).body.toString())
    expect(rows.filter((row) => Object.values(row).some((cell) => /^[\s]*[=+\-@＝＋－＠]/.test(cell)))).toEqual([])
    expect(rows.map((row) => unmarked(row['谢礼'] ?? '')).sort()).toEqual([...formulas].sort())
  }, 240_000)

  test.each(materialFiles())('%s is refused with its name, or kept under a plain one and never run', async (name, bytes) => {
    const begun = await begin(w.visitor, '/portal/uploads', name, bytes.length)
    const sent = await part(w.visitor, '/portal/uploads', begun, 0, bytes)
    for (const { status, body } of [await upload(clerk, encodeURI(name), bytes), await upload(w.visitor, encodeURI(name), bytes, '/portal/files')].map((a) => ({ status: a.statusCode, body: a.json<Record<string, string>>() })).concat({ status: sent.status, body: (sent.body.file ?? sent.body) as never })) {
      expect([200, 201, 415]).toContain(status)
      if (status === 415) expect(body['title']).not.toMatch(/\/problems|undefined/)
      else expect(body['name']).not.toMatch(/[/\\]/)
    }
  })
})
