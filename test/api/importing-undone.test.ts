import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepAbsences } from '#modules/identity/sweep.ts'
import { type World, openWorld } from '#test/app.ts'
import type { Person } from '#test/counter.ts'
import { type Machinery, bring, checked, machineryOf, rowsOf, taken } from '#test/importing.ts'
import { got, onDatabase } from '#test/steps.ts'

let w: World
let m: Machinery
let officer: Person

beforeAll(async () => {
  w = await openWorld()
  m = machineryOf(w)
  officer = await w.person('周专员', 'HQ', 'complaintOfficer')
})
afterAll(async () => { await m.close(); await w.close() })

const bytes = (...lines: string[]) => Buffer.from(lines.join('\r\n'))
const HEAD = '编号,日期,姓名,电话,内容'
const told = () => ({ columns: { externalId: [0], receivedAt: [1], customerName: [2], phone: [3], text: [4] }, dates: { receivedAt: 'ymd' }, channel: 'phone' })

describe('an import undone where the unit gives out at once', () => {
  const DAY = 86_400_000
  const day = (n: number) => new Date(w.now().getTime() + n * DAY + 8 * 3_600_000).toISOString().slice(0, 10)
  let one: Person
  let other: Person
  let manager: Person
  beforeAll(async () => {
    [one, other, manager] = [await w.person('小褚', 'S02', 'clerk'), await w.person('小卫', 'S02', 'clerk'), await w.person('马店长', 'S02', 'shopManager')]
    await got(manager.put(`/units/${await w.unitId('S02')}/giving-out`, { way: 'automatic', receiverKeeps: true, mostOpen: null }))
  })
  const brought = async (name: string, count: number) => {
    const id = await bring(officer, `${name}.csv`, bytes(HEAD, ...Array.from({ length: count }, (_, i) => `${name}-${i},2026-03-02,客人${name}${i},,第${i}件`)))
    await checked(officer, m, id, { ...told(), unitId: await w.unitId('S02') })
    await taken(officer, m, id)
    return { id, rows: await rowsOf(officer, id) as { complaint: { id: string } }[] }
  }
  const ownerOf = async (row: { complaint: { id: string } }) => (await got(officer.get(`/complaints/${row.complaint.id}`))).owner.id as string
  const undone = async (id: string) => {
    await got(officer.post(`/imports/${id}/undo`))
    await m.settle()
    return got(officer.get(`/imports/${id}`))
  }
  const passedOn = async (from: Person, to: Person) => {
    const { version } = await got(w.admin.get('/away-rule'))
    await got(w.admin.put('/away-rule', { way: 'deputy', version }))
    await got(w.admin.post(`/people/${from.id}/absence`, { from: day(0), until: day(90), deputyId: to.id }))
    await sweepAbsences(w.db, w.composed.doors.perform, w.now)
    const { absence } = (await got(w.admin.get('/people'))).items.find((p: { id: string }) => p.id === from.id)
    return () => got(w.admin.post(`/people/${from.id}/absence/cancel`, { absenceId: absence.id }))
  }

  test('all of it goes, whoever was chosen for it', async () => {
    const { id, rows } = await brought('U', 4)
    expect(new Set(await Promise.all(rows.map(ownerOf)))).toEqual(new Set([one.id, other.id]))
    expect(await undone(id)).toMatchObject({ state: 'undone', counts: { done: 4, kept: 0 } })
    for (const row of rows) expect((await officer.get(`/complaints/${row.complaint.id}`)).status).toBe(404)
  })

  test('also where a number was found to be gone meanwhile', async () => {
    const { id, rows } = await brought('W', 2)
    const ids = rows.map((row) => row.complaint.id)
    await onDatabase(w, async (db) => {
      await db.query('set role wenguo_system')
      await db.query(`insert into complaint.unreached (organization_id, complaint_id, way, address, at) select organization_id, id, 'sms', 'x', now() from complaint.complaint where id = any ($1)`, [ids])
    })
    expect(await undone(id)).toMatchObject({ state: 'undone', counts: { done: 2, kept: 0 } })
    for (const one of ids) expect((await officer.get(`/complaints/${one}`)).status).toBe(404)
  })

  test('what was to be said to the customer of a handler goes with it; of whom has heard it, the case stays, and says why', async () => {
    const { id, rows } = await brought('V', 4)
    const before = await Promise.all(rows.map(ownerOf))
    const back = await passedOn(one, other)
    const passed = rows.filter((_, i) => before[i] === one.id)
    expect(passed).toHaveLength(2)
    const [first] = passed
    const shown = await got(officer.get(`/complaints/${first?.complaint.id}`))
    expect(shown).toMatchObject({ owner: { id: other.id }, messages: [{ kind: 'reply', via: 'handler' }] })
    await onDatabase(w, async (db) => {
      await db.query('set role wenguo_system')
      await db.query(`insert into notification.mail (organization_id, id, recipient, subject, body, state, attempts, at, sent_at) select organization_id, id, 'a@b.example.cn', 's', body, 'sent', 1, at, at from communication.message where complaint_id = $1`, [first?.complaint.id])
      // One that a gateway is carrying out is as good as said; one that waits is not.
      await db.query(`insert into channel.message (organization_id, id, lane, medium, kind, complaint_id, address, said, once, pressing, state, attempts, next_at, made_at) select organization_id, gen_random_uuid(), gen_random_uuid()::text, 'sms', 'newHandler', id, '13700000000', '{}', id::text, false, 'waiting', 0, now() + interval '1 day', now() from complaint.complaint where id = $1`, [passed[1]?.complaint.id])
    })
    expect(await undone(id)).toMatchObject({ state: 'undone', counts: { done: 4, kept: 1 } })
    const kept = await rowsOf(officer, id, '&outcome=kept')
    expect(kept.map((row) => [row.complaint.id, row.faults.map((fault: { words: string }) => fault.words)])).toEqual([[first?.complaint.id, [expect.stringMatching(/^顾客已经收到通知/)]]])
    await onDatabase(w, async (db) => {
      await db.query('set role wenguo_system')
      expect((await db.query('select from channel.message where complaint_id = $1', [passed[1]?.complaint.id])).rowCount).toBe(0)
    })
    expect((await officer.get(`/complaints/${passed[1]?.complaint.id}`)).status).toBe(404)
    await back()
  })

  test('also one that is on its way by SMS stays', async () => {
    const { id, rows: [row] } = await brought('X', 1)
    await onDatabase(w, async (db) => {
      await db.query('set role wenguo_system')
      await db.query(`insert into channel.message (organization_id, id, lane, medium, kind, complaint_id, address, said, once, pressing, state, attempts, next_at, made_at) select organization_id, gen_random_uuid(), gen_random_uuid()::text, 'sms', 'newHandler', id, '13700000000', '{}', id::text, false, 'sent', 1, now(), now() from complaint.complaint where id = $1`, [row?.complaint.id])
    })
    expect(await undone(id)).toMatchObject({ state: 'undone', counts: { done: 1, kept: 1 } })
  })

  test('looking an order up is no work on a case', async () => {
    const { id, rows: [row] } = await brought('Y', 1)
    await got(one.post('/order-lookups', { by: 'order', value: 'Y-0', complaintId: row?.complaint.id }), 201)
    expect(await undone(id)).toMatchObject({ state: 'undone', counts: { done: 1, kept: 0 } })
  })

  test('what a customer has written keeps the case; so does what else hangs on it, and the others go', async () => {
    const { id, rows } = await brought('W', 4)
    const [first, second, third] = rows.map((row) => row.complaint.id)
    await onDatabase(w, async (db) => {
      await db.query('set role wenguo_system')
      const wrote = (caseId: string | undefined, kind: string) => db.query(`insert into communication.message (organization_id, id, complaint_id, kind, body, via, at) select organization_id, gen_random_uuid(), id, $2, '请快点', 'email', now() from complaint.complaint where id = $1 returning organization_id, id`, [caseId, kind])
      await wrote(first, 'fromCustomer')
      const { rows: [{ organization_id, id: letter }] } = await wrote(second, 'reply')
      await db.query('insert into communication.attachment (organization_id, complaint_id, message_id, file_id) values ($1, $2, $3, gen_random_uuid())', [organization_id, second, letter])
      await wrote(third, 'note')
    })
    expect(await undone(id)).toMatchObject({ state: 'undone', counts: { done: 4, kept: 3 } })
    const kept = await rowsOf(officer, id, '&outcome=kept')
    expect(new Map(kept.map((row) => [row.complaint.id, row.faults.map((fault: { code: string }) => fault.code)]))).toEqual(new Map([[first, ['customerWrote']], [second, ['customerWrote']], [third, ['notUndone']]]))
    expect((await rowsOf(officer, id, '&outcome=undone'))).toHaveLength(1)
    await onDatabase(w, async (db) => {
      await db.query('set role wenguo_system')
      expect((await db.query('select from communication.message where complaint_id = any ($1) and body = $2', [[first, second, third], '请快点'])).rowCount).toBe(3)
    })
  })
})
