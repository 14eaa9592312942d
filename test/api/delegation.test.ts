import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshCase } from '#test/approvals.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, onDatabase, propose, refused } from '#test/steps.ts'
import type { Registered } from '#test/story.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

type Person = Client & { id: string }
const DAY = 86_400_000
let w: World
let clerk: Person
let colleague: Person
let manager: Person
let director: Person
let general: Person
beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  colleague = await w.person('小张', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  director = await w.person('客服经理', 'HQ', 'serviceManager')
  general = await w.person('总经理', 'GMO', 'generalManager')
})
afterAll(() => w.close())

const say = (who: Client, p: { id: string; version: number }) => who.post<any>(`/remedies/${p.id}/approve`, { version: p.version, comment: '' })
const waiting = async (fen: number, who: Client = clerk) => { const c = await freshCase(w, who); return { c, p: await got<any>(propose(who, c, fen), 201) } }
const notices = async (who: Client, c: Registered) => (await got<any>(who.get('/notifications'))).items.filter((n: any) => n.complaintId === c.id).map((n: any) => n.name) as string[]
const day = (ms: number) => new Date(w.now().getTime() + ms).toISOString().slice(0, 10)
const lend = (who: Client, toId: string, more: Record<string, unknown> = {}) => who.post<any>('/delegations', { toId, fromOn: day(-DAY), untilOn: day(5 * DAY), mostFen: 100_000, reason: '月底忙', ...more })

test('lets somebody decide up to an amount, for those days, until it is ended', async () => {
  const one = await got<any>(lend(manager, colleague.id), 201)
  expect(one).toMatchObject({ from: { id: manager.id }, to: { id: colleague.id }, state: 'now', mayEnd: true })
  const [small, large] = [await waiting(90_000), await waiting(110_000)]
  expect(await notices(colleague, small.c)).toEqual(['approvalAsked'])
  expect(await notices(colleague, large.c)).toEqual([])
  expect(await refused(say(colleague, large.p))).toBe('403 authority/above-limit')
  expect((await got(say(colleague, small.p))).approvals[0]).toMatchObject({ by: { id: colleague.id }, asDeputyOf: { id: manager.id }, delegated: true, via: 'page' })
  // One's own limit is not raised by it, and what one proposes oneself is not decided by it.
  expect((await waiting(90_000, colleague)).p.state).toBe('awaitingApproval')
  const own = await waiting(90_000, manager)
  expect(own.p.state).toBe('approved')
  const later = await waiting(90_000)
  await got(colleague.post(`/delegations/${one.id}/end`))
  expect(await refused(say(colleague, later.p))).toBe('403 authority/above-limit')
  expect((await got<any>(manager.get('/delegations'))).items.find((d: any) => d.id === one.id)).toMatchObject({ state: 'ended', mayEnd: false })
})

test('over its days it lends nothing, and what was lent is not lent on', async () => {
  await got(lend(manager, colleague.id, { fromOn: day(2 * DAY) }), 201)
  const { p } = await waiting(90_000)
  expect(await refused(say(colleague, p))).toBe('403 authority/above-limit')
  expect(await refused(lend(colleague, clerk.id))).toMatch(/^403 /)
  expect(await refused(lend(manager, manager.id))).toBe('422 authority/delegate-is-self')
  expect(await refused(lend(manager, colleague.id, { fromOn: day(3 * DAY) }))).toBe('409 authority/delegation-twice')
  expect(await refused(lend(manager, colleague.id, { fromOn: day(9 * DAY), untilOn: day(8 * DAY) }))).toMatch(/^422 /)
})

test('is nobody else’s business', async () => {
  const one = await got<any>(lend(director, general.id), 201)
  expect((await got<any>(manager.get('/delegations'))).items.map((d: any) => d.id)).not.toContain(one.id)
  expect(await refused(manager.post(`/delegations/${one.id}/end`))).toBe('403 authority/delegation-not-yours')
  const other = await w.otherOrganization()
  expect(await refused(other.post(`/delegations/${one.id}/end`))).toBe('404 kernel/not-found')
  expect((await got<any>(other.get('/delegations'))).items).toEqual([])
})

test('is vouched for: what is lent, to whom and until when is not altered by hand', async () => {
  const one = await got<any>(lend(director, general.id, { fromOn: day(10 * DAY), untilOn: day(12 * DAY) }), 201)
  expect((await verdictOn({ url: w.url })).rows.altered).toEqual([])
  await onDatabase(w, async (client) => { await client.query('set role wenguo_system'); await client.query('update authority.delegation set most_fen = 99900000 where id = $1', [one.id]) })
  expect((await verdictOn({ url: w.url })).rows.altered).toEqual([expect.stringMatching(/^delegation until .* was altered \(mostFen\)$/)])
})
