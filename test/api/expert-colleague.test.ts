import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepAbsences } from '#modules/identity/sweep.ts'
import type { Client } from '#test/app.ts'
import { type Experts, openExperts, together } from '#test/experts.ts'
import { got, refused } from '#test/steps.ts'
import type { Registered } from '#test/story.ts'

let x: Experts
beforeAll(async () => { x = await openExperts() }, 120_000)
afterAll(() => x.w.close())

const of = (c: Registered, personId: string) => ({ outsiderId: null, personId, accreditation: 'GAC 1001', questions: [{ pointId: x.pointOf(c), code: 'damageCause', text: '为什么断' }], feeFen: 0 })
const askedOf = async (c: Registered, who: { readonly id: string }) => got<any>(x.commission(x.clerk, c, of(c, who.id)), 201)
const onDesk = async (who: Client) => (await got<any>(who.get('/desk'))).items.filter((item: any) => item.kind === 'opinion')

describe('a colleague who is asked', () => {
  test('finds it on the desk with its day, until it is signed; nobody else does', async () => {
    const { clerk, mate, manager } = x
    const c = await x.disputed('craft')
    const one = await askedOf(c, mate)
    expect(await onDesk(mate)).toMatchObject([{ id: one.id, complaintId: c.id, number: one.number, customerName: '孙慧敏', what: '足金项链一条，请鉴定材质', dueAt: one.dueAt, state: 'calm' }])
    for (const other of [clerk, manager]) expect(await onDesk(other)).toEqual([])
    await got(mate.post(`/opinions/${one.id}/report`, { version: one.version, summary: '断口有砂眼', answers: x.answers(one, 'byMake') }))
    expect(await onDesk(mate)).toEqual([])
  })

  test('only once there is something to do: not before the customer has agreed, and not when it was taken back', async () => {
    const { clerk, expert } = x
    const c = await x.disputed()
    const one = await got<any>(x.commission(clerk, c, { outsiderId: null, personId: expert.id, accreditation: 'GAC 7', feeFen: 0 }), 201)
    expect(await onDesk(expert)).toEqual([])
    const agreed = await got<any>(x.agree(one))
    expect(await onDesk(expert)).toHaveLength(1)
    await got(clerk.post(`/opinions/${one.id}/withdraw`, { version: agreed.version, reason: '不做了' }))
    expect(await onDesk(expert)).toEqual([])
  })
})

describe('a colleague who leaves', () => {
  test('is not retired over it; with the rest of the work it goes back to who asked, who asks somebody else; goods come back by their receipts', async () => {
    const { w, clerk } = x
    const leaver = await w.person('鉴定师高', 'S01', 'clerk')
    const c = await x.disputed('craft')
    const goods = await got<any>(clerk.post(`/complaints/${c.id}/goods`, { kind: 'jewellery', what: '断链', condition: '断成两截', returnBy: x.later(20), place: '柜台', unsignedWhy: '快递寄来' }), 201)
    const one = await askedOf(c, leaver)
    const sent = await got<any>(clerk.post(`/opinions/${one.id}/goods`, { version: one.version, way: 'out', items: [{ id: goods.id, version: goods.version }] }))
    const gone = await w.admin.post<any>(`/people/${leaver.id}/retire`, {})
    expect([gone.status, gone.body.type, gone.body.title]).toEqual([409, '/problems/identity/open-opinions', expect.stringContaining(c.number)])
    expect((await got<any>(w.admin.get(`/people/${leaver.id}/work`))).items).toContainEqual({ kind: 'opinions', count: 1 })
    await got(w.admin.post(`/people/${leaver.id}/pass-on`, { toId: x.mate.id }))
    const back = await x.oneOf(one.id)
    expect(back).toMatchObject({ state: 'withdrawn', version: sent.version + 1, out: [goods.id], ended: { why: '', by: { name: expect.any(String) } } })
    expect([await x.told(clerk, 'expertHandedBack'), await x.told(x.mate, 'expertHandedBack')]).toEqual([1, 0])
    const { timeline } = await got<any>(clerk.get(`/complaints/${c.id}`))
    expect(timeline.filter((e: any) => e.name === 'expert.handedBack')).toHaveLength(1)
    await got(w.admin.post(`/people/${leaver.id}/retire`, {}))

    const { version } = await got<any>(clerk.get(`/goods/${goods.id}`))
    const returned = await got<any>(clerk.post(`/opinions/${one.id}/goods`, { version: back.version, way: 'back', items: [{ id: goods.id, version }], place: '柜台' }))
    expect(returned.out).toEqual([])
    expect(await refused(clerk.post(`/opinions/${one.id}/goods`, { version: returned.version, way: 'out', items: [{ id: goods.id, version: version + 1 }] }))).toBe('409 expert/over')
    expect(await askedOf(c, x.mate)).toMatchObject({ number: `${c.number}-J2`, state: 'asked' })
  }, 60_000)

  test('over a case that is kept from who retires them: they learn that there is one, and not which', async () => {
    const { w } = x
    const [head, officer] = [await w.person('另一位管理员', 'HQ', 'administrator'), await w.person('投诉专员乔', 'HQ', 'complaintOfficer')]
    const leaver = await w.person('鉴定师田', 'S01', 'clerk')
    const c = await x.disputed('craft')
    await askedOf(c, leaver)
    await got(officer.post(`/complaints/${c.id}/accused`, { personIds: [head.id], reason: '投诉的就是他本人' }))
    const told = async (who: Client) => (await who.post<any>(`/people/${leaver.id}/retire`, {})).body
    expect(await told(w.admin)).toMatchObject({ type: '/problems/identity/open-opinions', title: expect.stringContaining(c.number) })
    const kept = await told(head)
    expect(kept.type).toBe('/problems/identity/open-opinions')
    expect(JSON.stringify(kept)).not.toContain(c.number)
  }, 60_000)

  test('while they sign: it is signed, or it goes back, never both', async () => {
    const { w, clerk } = x
    const leaver = await w.person('鉴定师罗', 'S01', 'clerk')
    const c = await x.disputed('craft')
    const one = await askedOf(c, leaver)
    const outcomes = await together([leaver.post(`/opinions/${one.id}/report`, { version: one.version, summary: '断口有砂眼', answers: x.answers(one, 'byMake') }), w.admin.post(`/people/${leaver.id}/pass-on`, { toId: null })])
    const { state } = await x.oneOf(one.id)
    expect([['200', '200'], ['200', '409 expert/over']]).toContainEqual(outcomes)
    expect(state).toBe(outcomes[1] === '200' ? 'reported' : 'withdrawn')
    expect(await x.told(clerk, 'expertHandedBack')).toBe(state === 'withdrawn' ? 2 : 1)
  }, 60_000)

  test('who is only away keeps it, and of another organisation nothing is touched', async () => {
    const { w, mate } = x
    const c = await x.disputed('craft')
    const one = await askedOf(c, mate)
    const other = await w.otherOrganization()
    expect((await other.post<any>(`/people/${mate.id}/pass-on`, { toId: null })).status).toBe(404)
    const passed = async () => (await got<any>(w.admin.get('/audit?name=identity.workPassed'))).items.length
    const before = await passed()
    const rule = await got<any>(w.admin.get('/away-rule'))
    await got(w.admin.put('/away-rule', { way: 'deputy', version: rule.version }))
    await got(w.admin.post(`/people/${mate.id}/absence`, { from: x.day(), until: x.day(30), deputyId: x.clerk.id }))
    await sweepAbsences(w.db, w.composed.doors.perform, w.now)
    expect(await passed()).toBe(before + 1)
    expect((await x.oneOf(one.id)).state).toBe('asked')
  }, 60_000)
})
