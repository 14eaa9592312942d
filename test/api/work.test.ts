import { SMTPServer } from 'smtp-server'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Database } from '#kernel/db.ts'
import { sealOnce } from '#kernel/seal.ts'
import { verifyEvents } from '#kernel/verify.ts'
import { sweepClocks } from '#modules/clock/sweep.ts'
import { sweepPromises } from '#modules/promise/sweep.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { openJobs } from '#test/jobs.ts'
import { ownDatabase } from '#test/own-database.ts'
import { onDatabase } from '#test/steps.ts'
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
let manager: Client & { id: string }
let database: Database

beforeAll(async () => {
  await new Promise<void>((ready) => { smtp.listen(0, '127.0.0.1', () => ready()) })
  const address = smtp.server.address()
  w = await openWorld({ SMTP_URL: `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` })
  clerk = await w.person('小李', 'S01', 'clerk')
  database = connect(w.url, 4, () => undefined)
})
afterAll(async () => {
  await database.end()
  await w.close()
  await new Promise<void>((closed) => { smtp.close(() => closed()) })
})

/** Transactions of other test files on the same server hold relay and sealer back: they are asked again until it is done. */
const until = async (done: () => Promise<boolean>) => {
  for (let i = 0; i < 200 && !await done(); i++) await new Promise((next) => setTimeout(next, 100))
}

test('a clock that runs out rings once, however many sweep at once, and tells the named position', async () => {
  manager = await w.person('陈店长', 'S01', 'shopManager')
  const c = await register(w, clerk)
  w.travel(3 * HOUR)
  const { perform } = w.composed.doors
  await Promise.all([sweepClocks(database.db, perform, w.now), sweepClocks(database.db, perform, w.now), sweepClocks(database.db, perform, w.now)])
  await sweepClocks(database.db, perform, w.now)
  const shown = await clerk.get(`/complaints/${c.id}`)
  const breached = shown.body.timeline.filter((e: { name: string }) => e.name === 'clock.breached')
  expect(breached).toHaveLength(1)
  expect(shown.body.clocks.find((k: { kind: string }) => k.kind === 'acknowledgement')).toMatchObject({ state: 'late' })
  const notices = await manager.get('/notifications')
  expect(notices.body.items.filter((n: { name: string }) => n.name === 'clockBreached')).toHaveLength(1)
  await clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' })
  expect((await clerk.get(`/complaints/${c.id}`)).body.clocks.find((k: { kind: string }) => k.kind === 'acknowledgement')).toMatchObject({ state: 'breached' })
})

test('notices are read one by one, or all up to the newest one has seen; nobody else\'s', async () => {
  const of = async (who: typeof clerk) => (await who.get('/notifications')).body as { items: { id: string; readAt: string | null }[]; unread: number }
  for (let i = 0; i < 3; i++) await register(w, clerk, { customer: { name: '何女士', phone: `1370013710${i}` } })
  w.travel(3 * HOUR)
  await sweepClocks(database.db, w.composed.doors.perform, w.now)
  const before = await of(manager)
  const [newest, second, ...older] = before.items.filter((n) => !n.readAt)
  const others = (await of(clerk)).unread
  expect(older.length).toBeGreaterThan(0)
  await manager.post('/notifications/read', { ids: [second?.id] })
  expect((await of(manager)).unread).toBe(before.unread - 1)
  await manager.post('/notifications/read', { upTo: older[0]?.id })
  expect((await of(manager)).items.filter((n) => !n.readAt).map((n) => n.id)).toEqual([newest?.id])
  await manager.post('/notifications/read', { upTo: newest?.id })
  expect((await of(manager)).unread).toBe(0)
  expect((await of(clerk)).unread).toBe(others)
})

test('a promise whose time has passed is broken, told once, and can still be kept', async () => {
  const c = await register(w, clerk, { customer: { name: '周先生', phone: '13700137000' } })
  const made = await clerk.post(`/complaints/${c.id}/promises`, { text: '今天回电', dueAt: new Date(w.now().getTime() + HOUR).toISOString() })
  expect(made.status).toBe(201)
  w.travel(2 * HOUR)
  await sweepPromises(database.db, w.composed.doors.perform, w.now)
  await sweepPromises(database.db, w.composed.doors.perform, w.now)
  const broken = await clerk.get(`/complaints/${c.id}`)
  expect(broken.body.promises).toMatchObject([{ state: 'broken' }])
  expect(broken.body.timeline.filter((e: { name: string }) => e.name === 'promise.broken')).toHaveLength(1)
  expect((await clerk.post(`/promises/${made.body.id}/keep`, { result: '已回电' })).body).toMatchObject({ state: 'kept' })
})

test('a deadline explains itself without a gap', async () => {
  const c = await register(w, clerk, { customer: { name: '孙女士', phone: '13600136000' } })
  const shown = await clerk.get(`/complaints/${c.id}`)
  for (const clock of shown.body.clocks as { id: string; dueAt: string; startedAt: string }[]) {
    const { status, body } = await clerk.get(`/clocks/${clock.id}`)
    expect(status).toBe(200)
    expect(body.periods[0].from).toBe(clock.startedAt)
    expect(body.periods.at(-1).to).toBe(clock.dueAt)
    for (const [i, p] of body.periods.entries()) if (i > 0) expect(p.from).toBe(body.periods[i - 1].to)
  }
})

test('jobs are relayed once and letters go out once, also when the relay runs twice', async () => {
  const jobs = await openJobs(w)
  try {
    const c = await register(w, clerk, { customer: { name: '吴女士', phone: '13500135000', email: 'wu@example.com' } })
    await clerk.post(`/complaints/${c.id}/messages`, { kind: 'reply', text: '吴女士，您好，我们已收到。' })
    await until(async () => {
      await Promise.all([jobs.relay(), jobs.relay()])
      return letters.some((l) => l.to === 'wu@example.com')
    })
    await new Promise((next) => setTimeout(next, 300))
    const own = letters.filter((l) => l.to === 'wu@example.com')
    expect(own).toHaveLength(1)
    expect(own[0]?.text).toContain(Buffer.from('吴女士，您好，我们已收到。').toString('base64'))
  } finally {
    await jobs.close()
  }
})

test('nobody is mailed at an address made up for examples once mail leaves this machine; why is kept', async () => {
  const far = await openWorld({ SMTP_URL: 'smtp://mail.wenguo.invalid:2525' })
  const jobs = await openJobs(far)
  try {
    const someone = await far.person('小李', 'S01', 'clerk')
    // At any hour of the day.
    for (const who of [far.admin, someone]) await who.put('/me/notices', { choices: {}, quiet: null, digest: 'off', digestAt: '08:30', timeZone: null })
    const c = await register(far, someone, { customer: { name: '吴女士', phone: '13500135000', email: 'wu@demo.example' } })
    await someone.post(`/complaints/${c.id}/messages`, { kind: 'reply', text: '我们已收到。' })
    await someone.post(`/complaints/${c.id}/promises`, { text: '回电', dueAt: new Date(far.now().getTime() + HOUR).toISOString(), ownerId: (await far.admin.get('/session')).body.person.id })
    const kept = () => onDatabase(far, async (db) => {
      await db.query('set role wenguo_system')
      return (await db.query(`select recipient, state, problem, sent_at from notification.mail union all select address, state, problem, null from channel.message where medium = 'mail' order by recipient`)).rows
    })
    await until(async () => {
      await jobs.relay()
      await far.composed.messages.round()
      await far.composed.messages.idle()
      return (await kept()).filter((row) => row.state !== 'waiting').length === 3
    })
    const why = (domain: string) => `${domain} is reserved for examples (RFC 2606, RFC 6761)`
    const owner = (await far.admin.get('/people')).body.items.find((one: { id: string }) => one.id === someone.id).email
    // The owner of the case is to hear that the customer's address takes nothing.
    expect(await kept()).toEqual([
      ...['admin@example.com', owner].sort().map((recipient) => ({ recipient, state: 'dead', problem: 'undeliverable', sent_at: null })), { recipient: 'wu@demo.example', state: 'undeliverable', problem: why('demo.example'), sent_at: null },
    ])
    expect((await far.admin.get('/channels/messages?lane=mail')).body.items[0].answer).toBe(why('example.com'))
  } finally {
    await jobs.close()
    await far.close()
  }
})

test('events are sealed, verified, and an altered one is named', async () => {
  await until(async () => {
    await sealOnce(database.db, w.now())
    return (await verifyEvents(database.db)).unsealed === 0
  })
  const clean = await verifyEvents(database.db)
  expect(clean).toMatchObject({ fault: null, unsealed: 0 })
  expect(clean.sealed).toBeGreaterThan(20)
  const url = new URL(w.url)
  const owner = new URL((await ownDatabase()).owner)
  owner.pathname = url.pathname
  const client = new pg.Client({ connectionString: owner.href })
  await client.connect()
  const { rows: [altered] } = await client.query("select id from kernel.event where name = 'complaint.registered' limit 1")
  await client.query('alter table kernel.event disable trigger append_only')
  await client.query('update kernel.event set actor_id = null where id = $1', [altered.id])
  await client.query('alter table kernel.event enable trigger append_only')
  await client.end()
  expect((await verifyEvents(database.db)).fault).toContain(altered.id)
})
