import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepAbsences } from '#modules/identity/sweep.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import type { Person } from '#test/counter.ts'
import { merge, unmerge } from '#test/merging.ts'
import { got } from '#test/steps.ts'
import { register } from '#test/story.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
let w: World
let clerk: Person
let there: Person
let manager: Person
let officer: Person

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  there = await w.person('小王', 'S02', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
})
afterAll(() => w.close())

const show = (who: Client, id: string) => got<any>(who.get(`/complaints/${id}`))
let phone = 13_910_000_000
const somebody = (name = '钱女士') => ({ name, phone: String(phone++) })

describe('what comes apart again', () => {
  const lying = async (id: string) => (await got<any>(officer.get('/triage'))).items.find((i: any) => i.complaintId === id)
  const waiting = async () => (await got<any>(officer.get('/triage/waits'))).items.reduce((sum: number, one: any) => sum + one.waiting, 0)
  const fromPortal = async (phone: string) => {
    const { number } = await got<any>(w.visitor.post('/portal/complaints', { place: 'S01', locale: 'zh-CN', name: '郁女士', phone, text: '项链断了', wants: '修好' }), 201)
    return (await got<any>(officer.get(`/complaints?q=${number}`))).items[0] as { id: string }
  }

  test('and lay with nobody, lies with nobody, and it is measured again', async () => {
    const phone = '13922210001'
    const [kept, gone] = [await fromPortal(phone), await fromPortal(phone)]
    const before = await waiting()
    await got(merge(manager, kept, gone))
    expect(await waiting()).toBe(before - 1)
    await got(unmerge(manager, kept, gone))
    expect(await waiting()).toBe(before)
    expect(await lying(gone.id)).toMatchObject({ owner: null })
  })

  test('was passed on while somebody is away: it comes back to them when they do, also where they came back meanwhile', async () => {
    const [left, deputy] = [await w.person('小姜', 'S01', 'clerk'), await w.person('小唐', 'S01', 'clerk')]
    const day = (n: number) => new Date(w.now().getTime() + n * DAY + 8 * HOUR).toISOString().slice(0, 10)
    await got(w.admin.put('/away-rule', { way: 'deputy', version: 0 }))
    const ownerOf = async (c: { id: string }) => (await show(officer, c.id)).owner.id
    for (const meanwhile of [true, false]) {
      const customer = somebody()
      const [kept, gone] = [await register(w, clerk, { customer }), await register(w, left, { customer })]
      await got(w.admin.post(`/people/${left.id}/absence`, { from: day(0), until: day(60), deputyId: deputy.id, comesBack: true }))
      await sweepAbsences(w.db, w.composed.doors.perform, w.now)
      expect(await ownerOf(gone)).toBe(deputy.id)
      const back = async () => {
        const { absence } = (await got<any>(w.admin.get('/people'))).items.find((one: any) => one.id === left.id)
        await got(w.admin.post(`/people/${left.id}/absence/cancel`, { absenceId: absence.id }))
      }
      await got(merge(manager, kept, gone))
      if (meanwhile) await back()
      await got(unmerge(manager, kept, gone))
      if (!meanwhile) {
        expect(await ownerOf(gone)).toBe(deputy.id)
        await back()
      }
      expect([meanwhile, await ownerOf(gone)]).toEqual([meanwhile, left.id])
    }
    await got(w.admin.put('/away-rule', { way: 'tell', version: 1 }))
  })
})

test('whoever sees a case for two reasons goes on seeing it when one is over', async () => {
  const customer = somebody()
  const [kept, gone] = [await register(w, clerk, { customer }), await register(w, clerk, { customer })]
  await got(officer.post(`/complaints/${gone.id}/assign`, { version: (await show(officer, gone.id)).version, toPersonId: there.id, tell: 'none' }))
  const { id } = await got<any>(clerk.post(`/complaints/${kept.id}/handovers`, { toPersonId: there.id, story: '请接手' }), 201)
  await got(merge(manager, kept, gone))
  await got(there.post(`/handovers/${id}/decline`, { reason: '走不开' }))
  expect((await there.get(`/complaints/${kept.id}`)).status).toBe(200)
  await got(unmerge(manager, kept, gone))
  expect((await there.get(`/complaints/${kept.id}`)).status).toBe(404)
})

test('sight given by two merged cases lasts until both are taken apart', async () => {
  const customer = somebody()
  const kept = await register(w, clerk, { customer })
  const two = [await register(w, there, { customer, unitId: await w.unitId('S02') }), await register(w, there, { customer, unitId: await w.unitId('S02') })]
  for (const gone of two) await got(merge(officer, kept, gone))
  const seen: number[] = []
  for (const gone of two) {
    await got(unmerge(officer, kept, gone))
    seen.push((await there.get(`/complaints/${kept.id}`)).status)
  }
  expect(seen).toEqual([200, 404])
})
