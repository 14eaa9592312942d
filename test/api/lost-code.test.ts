import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { openJobs } from '#test/jobs.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const HOUR = 3_600_000
const letters: { to: string; text: string }[] = []
const smtp = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData: (stream, session, done) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => { letters.push({ to: session.envelope.rcptTo.map((r) => r.address).join(), text: Buffer.concat(chunks).toString() }); done() })
  },
})

let w: World
let clerk: Client & { id: string }
let jobs: Awaited<ReturnType<typeof openJobs>>

beforeAll(async () => {
  await new Promise<void>((ready) => { smtp.listen(0, '127.0.0.1', () => ready()) })
  const at = smtp.server.address()
  w = await openWorld({ SMTP_URL: `smtp://127.0.0.1:${typeof at === 'object' && at ? at.port : 0}`, BASE_URL: 'https://care.example.com' })
  clerk = await w.person('小李', 'S01', 'clerk')
  jobs = await openJobs(w)
})
afterAll(async () => {
  await jobs.close()
  await w.close()
  await new Promise<void>((closed) => { smtp.close(() => closed()) })
})

const from = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}` })
const ask = (number: string, contact: string, ip: number) => w.visitor.post('/portal/lost-code', { number, contact, locale: 'zh-CN' }, from(ip))
const submitted = (change: Record<string, unknown> = {}) => got(w.visitor.post('/portal/complaints', { place: 'S01', name: '林女士', phone: '13700137009', text: '项链断了', wants: '换新', locale: 'zh-CN', ...change }), 201) as Promise<{ number: string; code: string }>
const opens = async (number: string, code: string, ip: number) => (await w.visitor.get(`/portal/complaints/${number}`, { 'x-case-code': code, ...from(ip) })).status
const caseOf = async (number: string) => got(clerk.get(`/complaints/${(await got(clerk.get(`/complaints?q=${number}`))).items[0].id}`))

/** The link of the next letter to somebody. */
const linkTo = async (to: string): Promise<string> => {
  for (let i = 0; i < 200; i++) {
    await jobs.relay()
    const letter = letters.find((l) => l.to === to)
    const plain = letter && Buffer.from(letter.text.split('\r\n\r\n').slice(1).join('\n').replace(/\s/g, ''), 'base64').toString()
    const token = /renew=([\w-]+)/.exec(`${letter?.text.replaceAll('=\r\n', '').replaceAll('=3D', '=') ?? ''}${plain ?? ''}`)?.[1]
    if (token) return token
    await new Promise((next) => setTimeout(next, 50))
  }
  throw new Error(`no letter to ${to}`)
}

describe('who lost the code', () => {
  test('gets a link at the mail on record, and by it a new code, once; the old one opens nothing any more', async () => {
    const { number, code } = await submitted({ email: 'lin@shop.test', phone: null })
    expect(await ask(number, ' LIN@shop.test ', 1)).toMatchObject({ status: 200, body: { done: true } })
    expect(await opens(number, code, 1)).toBe(200)
    const token = await linkTo('lin@shop.test')
    const renewed = await Promise.all(Array.from({ length: 4 }, () => w.visitor.post('/portal/codes', { token }, from(1))))
    expect(renewed.map((r) => r.status).sort()).toEqual([201, 404, 404, 404])
    const fresh = renewed.find((r) => r.status === 201)?.body
    expect(fresh).toMatchObject({ number, code: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/) })
    expect([await opens(number, code, 2), await opens(number, fresh.code, 2)]).toEqual([404, 200])
    const timeline = JSON.stringify((await caseOf(number)).timeline)
    expect(timeline).toContain('顾客丢了查询码，申请新的（寄到登记的邮箱）')
    expect(timeline).toContain('发了新的查询码，旧的作废（凭邮件里的链接）')
    const kept = await onDatabase(w, async (client) => {
      await client.query('set role wenguo_system')
      return JSON.stringify([(await client.query('select * from portal.code_request')).rows, (await client.query('select * from notification.mail')).rows, (await client.query('select payload from kernel.event')).rows])
    })
    expect(kept).not.toContain(token)
  })

  test('finds the link worth nothing after an hour', async () => {
    const { number } = await submitted({ email: 'late@shop.test', phone: null })
    await ask(number, 'late@shop.test', 3)
    const token = await linkTo('late@shop.test')
    w.travel(HOUR + 1000)
    expect(await refused(w.visitor.post('/portal/codes', { token }, from(3)))).toBe('404 portal/link-over')
    expect(await refused(w.visitor.post('/portal/codes', { token: 'x'.repeat(43) }, from(3)))).toBe('404 portal/link-over')
  })

  test('is rung back by the handler where only a phone is known, whatever way the number is written', async () => {
    const c = await register(w, clerk, { customer: { name: '何先生', phone: '13700137010' } })
    await ask(c.number.toLowerCase(), '+86 137-0013-7010', 4)
    expect(JSON.stringify((await got(clerk.get(`/complaints/${c.id}`))).timeline)).toContain('要打电话给顾客')
    expect((await got(clerk.get('/notifications'))).items[0]).toMatchObject({ complaintId: c.id, words: `投诉 ${c.number} 的顾客丢了查询码，没有邮箱可寄。请拨打登记的电话，核对身份后给新的。` })
    expect(letters.some((l) => l.text.includes(c.number))).toBe(false)
  })

  test('gets the same answer after the same time whether anything is on record or not; a number alone moves nothing', async () => {
    const { number, code } = await submitted({ email: 'same@shop.test' })
    const guesses: [string, string][] = [[number, 'same@shop.test'], [number, 'other@shop.test'], [number, '13900000000'], ['S01-20990101-0001', 'same@shop.test'], [number, number], ['%', '%'], [number, "' or true --"]]
    const answers = await Promise.all(guesses.map(async ([n, contact], i) => {
      const begun = performance.now()
      const { status, body } = await ask(n, contact, 20 + i)
      return { status, body, ms: performance.now() - begun }
    }))
    for (const { ms, ...answer } of answers) {
      expect(answer).toEqual({ status: 200, body: { done: true } })
      expect(ms).toBeGreaterThan(980)
      expect(ms).toBeLessThan(3_000)
    }
    await linkTo('same@shop.test')
    expect(letters.filter((l) => /(same|other)@shop/.test(l.to)).map((l) => l.to)).toEqual(['same@shop.test'])
    expect(await opens(number, code, 5)).toBe(200)
  })

  test('cannot have letters sent by the dozen, nor try phones by the hundred', async () => {
    const { number } = await submitted({ email: 'many@shop.test', phone: null })
    await Promise.all(Array.from({ length: 6 }, (_, i) => ask(number, 'many@shop.test', 40 + i)))
    expect((await caseOf(number)).timeline.filter((e: { name: string }) => e.name === 'portal.codeAsked')).toHaveLength(3)
    const tries = await Promise.all(Array.from({ length: 22 }, (_, i) => ask(number, `1390000${String(1000 + i)}`, 60)))
    expect(tries.filter((a) => a.status === 429)).toHaveLength(2)
  })
})

describe('staff who know whom they speak with', () => {
  test('give a new code, with how they knew and a note', async () => {
    const c = await register(w, clerk)
    const fresh = await got(clerk.post(`/complaints/${c.id}/portal-code`, { identified: 'phone', note: '报了订单号和姓名' }), 201)
    expect([await opens(c.number, c.portalCode, 6), await opens(c.number, fresh.code, 6)]).toEqual([404, 200])
    const shown = await got(clerk.get(`/complaints/${c.id}`))
    expect(JSON.stringify(shown.timeline)).toContain('电话核对过身份')
    expect(JSON.stringify(shown)).not.toContain(fresh.code)
  })

  test('only of their own unit and organisation, and only with the permission', async () => {
    const c = await register(w, clerk)
    const body = { identified: 'phone', note: 'x' }
    const other = await w.person('王店员', 'S02', 'clerk')
    const finance = await w.person('财务周', 'FIN', 'financeOfficer')
    expect(await refused(other.post(`/complaints/${c.id}/portal-code`, body))).toBe('404 kernel/not-found')
    expect(await refused((await w.otherOrganization()).post(`/complaints/${c.id}/portal-code`, body))).toBe('404 kernel/not-found')
    expect(await refused(finance.post(`/complaints/${c.id}/portal-code`, body))).toBe('403 identity/not-allowed')
    expect(await refused(w.visitor.post(`/complaints/${c.id}/portal-code`, body))).toBe('401 identity/not-signed-in')
    expect(await opens(c.number, c.portalCode, 7)).toBe(200)
  })
})
