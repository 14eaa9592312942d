import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { agreedOn, askFor, payOut } from '#test/payout.ts'
import { cancelAgreed, got, investigated, onDatabase, propose, refused } from '#test/steps.ts'
import { PNG, upload } from '#test/story.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

const DAY = 24 * 3_600_000
let w: World
let clerk: Person
let mate: Person
let manager: Person
let away: Person
let finance: Person
let cashier: Person
let director: Person
let bigs = 0

beforeAll(async () => {
  ({ w, clerk, mate, manager, away } = await openCounter())
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
  cashier = await w.person('财务吴', 'FIN', 'financeOfficer')
  director = await w.person('林经理', 'HQ', 'serviceManager')
})
afterAll(() => w.close())

/** As the wall of the shops shows it. */
const day = (days = 0) => new Date(w.now().getTime() + days * DAY + 8 * 3_600_000).toISOString().slice(0, 10)
const key = () => ({ 'idempotency-key': crypto.randomUUID() })
const together = async (calls: readonly Promise<any>[]) => (await Promise.all(calls.map(async (call) => { const { status, body } = await call; return status < 300 ? String(status) : `${status} ${String(body.type).replace('/problems/', '')}` }))).sort()

/** Something in money that was agreed with a customer: the task of it. */
const due = async (amountFen = 10_000, kind = 'refund') => {
  const { c, tasks: [task] } = await agreedOn(w, clerk, [{ kind, amountFen }])
  return { c, task }
}
/** Beyond what a clerk commits: the director said yes. */
const dueBig = async (amountFen: number) => {
  const c = await investigated(w, clerk, { customer: { name: '大客户', phone: `1352222${1_000 + bigs++}` } })
  const made = await got(propose(clerk, c, amountFen), 201)
  const yes = await got<any>(director.post(`/remedies/${made.id}/approve`, { version: made.version, comment: '' }))
  await got(clerk.post(`/remedies/${made.id}/offer`, { version: yes.version }))
  await got(clerk.post(`/remedies/${made.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  const [task] = (await got<any>(finance.get(`/tasks?complaintId=${c.id}`))).items
  return { c, task }
}
const setLimit = async (limitFen: number) => { const { version } = await got<any>(w.admin.get('/payout-rule')); expect(await got(w.admin.put<any>('/payout-rule', { limitFen, version }))).toMatchObject({ limitFen }) }
const asked = async (change: Record<string, unknown> = {}, amountFen = 10_000) => { const { c, task } = await due(amountFen); return { c, task, one: await got(askFor(clerk, task, change), 201) } }
const approve = (who: Client, one: any) => who.post<any>(`/payouts/${one.id}/approve`, { version: one.version })
const approved = async (change: Record<string, unknown> = {}, amountFen = 10_000) => { const { c, task, one } = await asked(change, amountFen); return { c, task, one: await got(approve(finance, one)) } }
const pay = (who: Client, one: any, reference: string, headers = {}) => who.post<any>(`/payouts/${one.id}/payment`, { version: one.version, reference, on: day() }, headers)
const taskOf = async (c: { id: string }) => (await got<any>(finance.get(`/tasks?complaintId=${c.id}`))).items[0]
const BANK = { way: 'bank', account: '6222 0210 0112 3456 789', bank: '工行杭州分行', payee: '王女士' }

describe('money that was agreed', () => {
  test('is asked for, approved by another and paid with a reference: then its task is done', async () => {
    const { c, task } = await due()
    const one = await got(askFor(clerk, task, BANK), 201)
    expect(one).toMatchObject({ state: 'asked', amountFen: 10_000, agreedFen: 10_000, paidFen: 0, payee: '王女士', askedBy: { id: clerk.id }, number: `${c.number}-Z1`, may: { withdraw: null } })
    expect(await taskOf(c)).toMatchObject({ state: 'begun' })
    expect((await got<any>(finance.get('/notifications'))).items.map((n: any) => n.name)).toContain('payoutAsked')
    expect((await got<any>(finance.get('/desk'))).items).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'payout', id: one.id })]))
    const yes = await got(approve(finance, one))
    expect(yes).toMatchObject({ state: 'approved', decided: { by: { id: finance.id } } })
    const slip = (await upload(cashier, 'slip.png', PNG)).json<{ id: string }>().id
    const paid = await got(cashier.post<any>(`/payouts/${one.id}/payment`, { version: yes.version, reference: 'ICBC-1', on: day(), evidence: [slip] }))
    expect(paid).toMatchObject({ state: 'paid', paidFen: 10_000, paid: { by: { id: cashier.id }, on: day(), reference: 'ICBC-1', evidence: [{ id: slip }] } })
    expect(await taskOf(c)).toMatchObject({ state: 'done', reference: 'ICBC-1', doneBy: { id: cashier.id }, evidence: [{ id: slip }] })
    const shown = await got<any>(clerk.get(`/complaints/${c.id}`))
    expect(shown.stage).toBe('closing')
    expect(shown.timeline.map((e: any) => e.name)).toEqual(expect.arrayContaining(['payout.asked', 'payout.approved', 'payout.paid', 'settlement.taskDone', 'settlement.executed']))
    expect(JSON.stringify(shown.timeline)).not.toContain('6222')
    expect((await got<any>(clerk.get('/notifications'))).items.map((n: any) => n.name)).toContain('payoutPaid')
  })

  test('goes nowhere by who asked, and beyond the own limit to who has the authority', async () => {
    const { one } = await asked()
    expect(await refused(approve(clerk, one))).toBe('403 identity/not-allowed')
    const { task } = await due()
    const own = await got(askFor(finance, task), 201)
    expect(await refused(approve(finance, own))).toBe('403 payout/own')
    expect(await got(approve(cashier, own))).toMatchObject({ state: 'approved' })
    await setLimit(500_000)
    const big = await dueBig(600_000)
    const much = await got(askFor(clerk, big.task), 201)
    expect(much.may.approve).not.toBeNull()
    expect(await refused(approve(finance, much))).toBe('403 authority/above-limit')
    expect(await refused(approve(manager, much))).toBe('403 authority/above-limit')
    expect(await got(approve(director, much))).toMatchObject({ state: 'approved', decided: { by: { id: director.id } } })
    await setLimit(1_000_000)
  })

  test('a manager approves by their own authority, not by the limit of who pays', async () => {
    const there = await w.person('别店店长', 'S02', 'shopManager')
    const { one } = await asked()
    expect(await refused(approve(there, one))).toBe('404 kernel/not-found')
    expect(await got(approve(manager, one))).toMatchObject({ state: 'approved', decided: { by: { id: manager.id } } })
    const big = await dueBig(300_000)
    expect(await refused(approve(manager, await got(askFor(clerk, big.task), 201)))).toBe('403 authority/above-limit')
  })

  test('the limit of finance is set by who may, and counts from then on', async () => {
    const rule = await got<any>(w.admin.get('/payout-rule'))
    expect(rule.limitFen).toBe(1_000_000)
    expect(await refused(finance.put('/payout-rule', { limitFen: 1, version: rule.version }))).toBe('403 identity/not-allowed')
    const both = await Promise.all([5_000, 6_000].map((limitFen) => w.admin.put<any>('/payout-rule', { limitFen, version: rule.version })))
    expect(both.map((a) => a.status).sort()).toEqual([200, 409])
    const { one } = await asked()
    expect(await refused(approve(finance, one))).toBe('403 authority/above-limit')
    expect(await got(approve(manager, one))).toMatchObject({ state: 'approved' })
    await setLimit(1_000_000)
  })

  test('is refused in words where something is wrong', async () => {
    const { c, task } = await due()
    expect(await refused(askFor(clerk, task, { amountFen: 10_001 }))).toBe('409 payout/above-agreed')
    expect(await refused(askFor(clerk, task, { way: 'bank', account: null }))).toBe('422 payout/account-missing')
    expect(await refused(askFor(clerk, task, { way: 'bank', account: '不是账号' }))).toBe('422 payout/account-odd')
    expect(await refused(askFor(clerk, task, { way: 'alipay', account: ' ' }))).toBe('422 payout/account-missing')
    expect(await refused(askFor(clerk, task, { amountFen: 0 }))).toBe('422 kernel/invalid-input')
    expect(await refused(askFor(clerk, (await due(100, 'gift')).task))).toBe('409 payout/not-money')
    const one = await got(askFor(clerk, task), 201)
    expect(await refused(pay(finance, one, 'EARLY-1'))).toBe('409 payout/not-to-pay')
    const yes = await got(approve(finance, one))
    expect(await refused(approve(cashier, one))).toBe('409 payout/not-asked')
    expect(await refused(finance.post(`/payouts/${one.id}/payment`, { version: yes.version, reference: 'L-1', on: day(2) }))).toBe('422 payout/paid-later')
    expect(await refused(finance.post(`/payouts/${one.id}/payment`, { version: one.version, reference: 'L-1', on: day() }))).toBe('409 kernel/stale-version')
    expect(await refused(cancelAgreed(clerk, c.id, '不要了'))).toBe('409 settlement/payout-under-way')
    await got(clerk.post(`/payouts/${one.id}/withdrawal`, { version: yes.version, reason: '顾客改了主意' }))
    expect(await refused(clerk.post(`/payouts/${one.id}/withdrawal`, { version: yes.version + 1, reason: '再撤' }))).toBe('409 payout/over')
    await got(cancelAgreed(clerk, c.id, '不要了'))
    expect(await refused(askFor(clerk, task))).toBe('409 settlement/task-done')
  })

  test('was paid on no day before it was agreed, nor tomorrow; before it was asked for it may be', async () => {
    const { task } = await due()
    const agreedOnDay = day()
    w.travel(2 * DAY)
    const one = await got(askFor(clerk, task), 201)
    const yes = await got(approve(finance, one))
    expect(yes.firstOn).toBe(agreedOnDay)
    const payment = (on: string) => finance.post<any>(`/payouts/${one.id}/payment`, { version: yes.version, reference: 'EARLY-2', on })
    for (const on of ['1900-01-01', day(-3)]) {
      const early = await payment(on)
      expect([early.status, early.body.type, early.body.title]).toEqual([422, '/problems/payout/paid-early', expect.stringContaining(agreedOnDay)])
    }
    expect(await refused(payment(day(1)))).toBe('422 payout/paid-later')
    expect(await got(payment(agreedOnDay))).toMatchObject({ state: 'paid', paid: { on: agreedOnDay } })
    w.travel(-2 * DAY)
  })

  test('that failed or was returned is asked for again; what is paid in parts never passes what was agreed', async () => {
    const { c, task } = await due()
    const first = await got(askFor(clerk, task, { amountFen: 4_000 }), 201)
    expect(await refused(askFor(mate, task, { amountFen: 4_000 }))).toBe('409 payout/alive')
    expect(await got(finance.post<any>(`/payouts/${first.id}/return`, { version: first.version, comment: '账号不对' }))).toMatchObject({ state: 'returned', decided: { note: '账号不对' } })
    const second = await got(approve(finance, await got(askFor(clerk, task, { amountFen: 4_000 }), 201)))
    expect(await got(finance.post<any>(`/payouts/${second.id}/failure`, { version: second.version, reason: '银行退回' }))).toMatchObject({ state: 'failed', ended: { why: '银行退回' } })
    await payOut(task, { asks: clerk, approves: finance, amountFen: 4_000 })
    expect(await taskOf(c)).toMatchObject({ state: 'begun' })
    expect(await refused(askFor(clerk, task, { amountFen: 6_001 }))).toBe('409 payout/above-agreed')
    expect(await payOut(task, { asks: clerk, approves: finance, amountFen: 6_000 })).toMatchObject({ paidFen: 10_000, agreedFen: 10_000 })
    expect(await taskOf(c)).toMatchObject({ state: 'done' })
    expect(await refused(askFor(clerk, task, { amountFen: 1 }))).toBe('409 settlement/task-done')
  })

  test('what was paid of an agreement that is dropped stays a cost of the case', async () => {
    const { c, task } = await due()
    await payOut(task, { asks: clerk, approves: finance, amountFen: 3_000 })
    await got(cancelAgreed(clerk, c.id, '顾客改要换货'))
    expect((await got<any>(clerk.get(`/complaints/${c.id}/liability`))).costFen).toBe(3_000)
  })

  test('in cash is handed over at the counter for a signature, by who looks after the case', async () => {
    const { c, one } = await approved({ way: 'cash' })
    expect(await refused(pay(finance, one, 'CASH-1'))).toBe('409 payout/cash-by-hand')
    expect(await refused(clerk.post(`/payouts/${one.id}/hand-over`, { version: one.version, receiptId: crypto.randomUUID() }))).toBe('422 communication/file-unknown')
    const receiptId = (await upload(clerk, 'signed.png', PNG)).json<{ id: string }>().id
    expect(await got(clerk.post<any>(`/payouts/${one.id}/hand-over`, { version: one.version, receiptId }))).toMatchObject({ state: 'paid', paid: { by: { id: clerk.id }, on: day(), reference: null, evidence: [{ id: receiptId }] } })
    expect(await taskOf(c)).toMatchObject({ state: 'done', evidence: [{ id: receiptId }] })
    const other = await approved()
    expect(await refused(clerk.post(`/payouts/${other.one.id}/hand-over`, { version: other.one.version, receiptId }))).toBe('409 payout/not-cash')
  })
})

describe('money leaves once', () => {
  test('however many ask at once: one payout is alive', async () => {
    const { c, task } = await due()
    const outcome = await together([...Array(6)].map((_, at) => askFor([clerk, mate, manager][at % 3] as Client, task)))
    expect(outcome).toEqual(['201', ...Array(5).fill('409 payout/alive')])
    expect((await got<any>(finance.get(`/payouts?complaintId=${c.id}`))).items).toHaveLength(1)
  })

  test('however many pay at once, with the same keys and with others', async () => {
    const { c, one } = await approved()
    const same = key()
    const outcome = await together([pay(finance, one, 'ONCE-1', same), pay(finance, one, 'ONCE-1', same), pay(finance, one, 'ONCE-1', key()), pay(finance, one, 'ONCE-2', key()), pay(cashier, one, 'ONCE-3', key()), pay(cashier, one, 'ONCE-1', key()), pay(cashier, one, 'ONCE-4', key())])
    const paid = outcome.filter((o) => o === '200')
    expect(paid.length === 1 || paid.length === 2).toBe(true)
    expect(outcome.filter((o) => o !== '200' && o !== '409 payout/not-to-pay')).toEqual([])
    const shown = await got<any>(clerk.get(`/complaints/${c.id}`))
    expect([shown.timeline.filter((e: any) => e.name === 'payout.paid').length, shown.timeline.filter((e: any) => e.name === 'settlement.taskDone').length]).toEqual([1, 1])
    expect(await onDatabase(w, async (client) => { await client.query('set role wenguo_system'); return (await client.query('select paid_fen::int as paid, agreed_fen::int as agreed from payout.due where task_id = $1', [one.taskId])).rows })).toEqual([{ paid: 10_000, agreed: 10_000 }])
  })

  test('one reference proves one payout of a way, however it is written; many at once: one', async () => {
    const ready = [await approved(), await approved(), await approved()]
    const outcome = await together(ready.map(({ one }, at) => pay(at % 2 ? cashier : finance, one, ['tx 2026-77', 'TX202677', 'ＴＸ２０２６７７'][at] as string)))
    expect(outcome).toEqual(['200', '409 payout/reference-taken', '409 payout/reference-taken'])
    const alipay = await approved({ way: 'alipay', account: '13800138000' })
    expect(await got(pay(finance, alipay.one, 'TX202677'))).toMatchObject({ state: 'paid' })
    const other = await w.otherOrganization()
    expect((await got<any>(other.get('/payouts'))).items).toEqual([])
  })

  test('the database itself lets no sum pass what was agreed, and no second one live', async () => {
    const { task } = await asked()
    await onDatabase(w, async (client) => {
      await client.query('set role wenguo_system')
      await expect(client.query('update payout.due set paid_fen = agreed_fen + 1 where task_id = $1', [task.id])).rejects.toThrow(/check/)
      await expect(client.query("insert into payout.payout (organization_id, id, complaint_id, task_id, unit_id, number, amount_fen, way, payee, needed_rank, state, asked_at) select organization_id, gen_random_uuid(), complaint_id, task_id, unit_id, number || 'x', amount_fen, way, payee, needed_rank, state, asked_at from payout.payout where task_id = $1", [task.id])).rejects.toThrow(/payout_alive/)
    })
  })
})

describe('whose eyes', () => {
  test('accounts are for who pays; others see the last figures', async () => {
    const { one, c } = await asked(BANK)
    expect((await got<any>(finance.get(`/payouts/${one.id}`))).account).toBe(BANK.account)
    for (const who of [clerk, mate, manager]) expect(await got<any>(who.get(`/payouts/${one.id}`))).toMatchObject({ account: '••••6789', payee: '王女士' })
    expect(JSON.stringify(await got<any>(clerk.get(`/payouts?complaintId=${c.id}`)))).not.toContain('6222')
  })

  test('of a complainant whose identity is kept the payee is told to who pays alone', async () => {
    const { one, c } = await asked(BANK)
    await got(clerk.post(`/complaints/${c.id}/identity`, { identity: 'protected', reason: '本人要求' }))
    expect(await got<any>(mate.get(`/payouts/${one.id}`))).toMatchObject({ payee: null, bank: null })
    expect(await got<any>(finance.get(`/payouts/${one.id}`))).toMatchObject({ payee: '王女士', account: BANK.account })
  })

  test('another shop, another organisation and another role get nowhere', async () => {
    const { one, task } = await approved()
    const other = await w.otherOrganization()
    for (const who of [away, other]) {
      expect(await refused(who.get(`/payouts/${one.id}`))).toBe('404 kernel/not-found')
      expect((await got<any>(who.get('/payouts'))).items).toEqual([])
      expect(await refused(askFor(who, task))).toBe('404 kernel/not-found')
    }
    expect(await refused(other.post(`/payouts/${one.id}/payment`, { version: one.version, reference: 'X', on: day() }))).toBe('404 kernel/not-found')
    expect(await refused(pay(clerk, one, 'CLERK-1'))).toBe('403 identity/not-allowed')
    expect(await refused(pay(manager, one, 'MANAGER-1'))).toBe('403 identity/not-allowed')
  })
})

test('what was paid is as events say it; a sum or an account altered by hand is named', async () => {
  const altered = async () => (await verdictOn(w)).rows.altered
  expect(await altered()).toEqual([])
  const { one } = await approved(BANK)
  await onDatabase(w, async (client) => {
    await client.query('set role wenguo_system')
    await client.query("update payout.payout set account = '6222000000000000' where id = $1", [one.id])
  })
  expect(await altered()).toEqual([`payout ${one.number} was altered (content)`])
})

describe('where the firm asks for nothing of what was agreed before a case ends', () => {
  const SUMMARY = { cause: '一', effect: '二', improvement: '三' }
  const end = async (c: { readonly id: string }) => { const { version } = await got<any>(clerk.get(`/complaints/${c.id}`)); return clerk.post<any>(`/complaints/${c.id}/close`, { version, outcome: 'withdrawn', reason: '顾客说不用了', summary: SUMMARY }) }
  beforeAll(async () => {
    const { published } = await got<any>(w.admin.get('/tables/closing'))
    const { version } = await got<any>(w.admin.put('/tables/closing/draft', { version: 0, rules: published.rules.filter((rule: any) => !['tasks', 'notice', 'follow-up'].includes(rule.id)), examples: [] }))
    await got(w.admin.post('/tables/closing/draft/send', { version, note: '' }))
    await got(director.post('/tables/closing/draft/approve', { version: version + 1 }), 201)
  })

  test('money that was promised and asked for keeps it open until it is paid or taken back: asked, approved, and for every end', async () => {
    const { c, one } = await asked()
    const refusal = await end(c)
    expect([refusal.status, refusal.body.type, refusal.body.title]).toEqual([409, '/problems/payout/under-way', expect.stringContaining(one.number)])
    const { endings } = await got<any>(clerk.get(`/complaints/${c.id}`))
    for (const { gates } of endings) expect(gates).toContainEqual({ gate: 'money', words: expect.stringContaining(one.number) })
    const yes = await got<any>(approve(finance, one))
    expect(await refused(end(c))).toBe('409 payout/under-way')
    await got(clerk.post(`/payouts/${one.id}/withdrawal`, { version: yes.version, reason: '顾客不要了' }))
    expect((await end(c)).status).toBe(200)
    expect(await refused(askFor(clerk, { id: one.taskId, amountFen: 10_000 }))).toBe('409 complaint/not-open')
  })

  test('asked for and closed at once: one of them comes too late', async () => {
    const { c, task } = await due()
    const { version } = await got<any>(clerk.get(`/complaints/${c.id}`))
    const close = clerk.post<any>(`/complaints/${c.id}/close`, { version, outcome: 'withdrawn', reason: '顾客说不用了', summary: SUMMARY })
    const [first, second] = await together([askFor(clerk, task), close])
    expect([['201', '409 kernel/stale-version'], ['201', '409 payout/under-way'], ['200', '409 complaint/not-open']]).toContainEqual([first, second])
  })
})
