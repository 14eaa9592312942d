import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'
import { type Ways, openWays } from '#test/ways.ts'

let k: Ways
let officer: Client
beforeAll(async () => {
  k = await openWays()
  officer = await k.h.w.person('投诉专员', 'HQ', 'complaintOfficer')
}, 120_000)
afterAll(() => k.close())
beforeEach(() => k.clear())

const correct = async (c: { id: string }, told: Record<string, unknown>, who: Client = k.clerk, version?: number) =>
  who.put<any>(`/complaints/${c.id}/contact`, { version: version ?? (await k.whole(c)).version, ...told })
const shown = async (c: { id: string }) => {
  const { customer: { name, phone, email } } = await k.whole(c)
  return { name, phone, email }
}
const record = async (c: { id: string }) => got<any>(k.clerk.get(`/customers/${(await k.whole(c)).customer.id}`))
const found = async (q: string) => (await got<any>(k.clerk.get(`/complaints?q=${encodeURIComponent(q)}`))).items.map(({ id }: { id: string }) => id)

describe('who complains, and how they are reached', () => {
  test('is put right for the case alone, and found by it; the record stays', async () => {
    const who = k.someone()
    const c = await register(k.h.w, k.clerk, { customer: who })
    expect((await got(correct(c, { name: who.name, phone: '13711115501', email: 'case@contact.example.com' }))).customer).toMatchObject({ phone: '13711115501', email: 'case@contact.example.com' })
    const { name, phone, email } = (await record(c)).customer ?? await record(c)
    expect([name, phone, email]).toEqual([who.name, who.phone, who.email])
    expect(await found('13711115501')).toEqual([c.id])
    expect((await k.events(c, 'complaint.contactChanged')).map((e: any) => e.words)).toEqual(['更正了投诉人的称呼或联系方式'])
    await got(correct(c, { name: who.name, phone: '', email: null }))
    expect(await shown(c)).toEqual(who)
  })

  test('under another name has what they said, and nothing of the record', async () => {
    const who = k.someone()
    await register(k.h.w, k.clerk, { customer: who })
    const c = await register(k.h.w, k.clerk, { customer: { name: '沈家的女儿', phone: who.phone } })
    expect(await shown(c)).toEqual({ name: '沈家的女儿', phone: who.phone, email: null })
    expect((await got<any>(k.clerk.get(`/complaints/${c.id}/may-say`))).ways.filter((way: any) => way.whyNot === null).map(({ way }: any) => way)).toEqual(['usual', 'sms', 'call', 'portal'])
    await k.h.carry()
    expect(k.textsTo(who.phone)).toContain('SMS_receipt')
    await got(correct(c, { name: '沈家的女儿', phone: null, email: 'shen@contact.example.com' }))
    expect((await got<any>(k.clerk.get(`/complaints/${c.id}/may-say`))).ways.filter((way: any) => way.whyNot === null).map(({ way }: any) => way)).toEqual(['usual', 'mail', 'portal'])
  })

  test('takes what waits for a call along: it goes where they can be reached now', async () => {
    const who = { name: '无邮箱的何先生', phone: '057185010077' }
    const c = await k.fresh(who)
    await k.news()
    expect([await k.letters(c), await k.isRung(c)]).toEqual([['call'], true])
    await got(correct(c, { ...who, email: 'he@contact.example.com' }))
    await k.h.carry()
    expect([k.mailsTo('he@contact.example.com'), await k.letters(c), await k.isRung(c)]).toEqual([1, ['mail'], false])
  })

  test('of one who is to be known to few by those alone who may know, and lies apart still', async () => {
    const c = await register(k.h.w, officer, { customer: k.someone(), identity: 'protected' })
    const told = { name: '改过的名字', phone: '13711115502', email: 'few@contact.example.com' }
    expect(await refused(correct(c, told))).toBe('403 complaint/identity-kept')
    await got(correct(c, told, officer))
    expect(await got(officer.post(`/complaints/${c.id}/complainant`, { reason: '要回电' }))).toMatchObject(told)
    expect(JSON.stringify(await k.whole(c))).not.toContain('改过的名字')
    expect(await found('13711115502')).toEqual([])
  })
})

describe('is refused', () => {
  test('to whom it is closed, what is no number or no name, and who is anonymous', async () => {
    const who = k.someone()
    const c = await register(k.h.w, k.clerk, { customer: who })
    const stranger = await k.h.w.person('小赵', 'S02', 'clerk')
    expect(await refused(stranger.put(`/complaints/${c.id}/contact`, { version: 1, ...who }))).toBe('404 kernel/not-found')
    expect(await refused((await k.h.w.otherOrganization()).put(`/complaints/${c.id}/contact`, { version: 1, ...who }))).toBe('404 kernel/not-found')
    expect(await refused(correct(c, { ...who, phone: 'abc' }))).toBe('422 customer/not-a-phone')
    expect(await refused(correct(c, { ...who, name: '' }))).toBe('422 kernel/invalid-input')
    const nobody = await register(k.h.w, k.clerk, { customer: null, identity: 'anonymous' })
    expect(await refused(correct(nobody, who))).toBe('409 complaint/is-anonymous')
  })

  test('to the second of two at once: neither writes over what the other has not seen', async () => {
    const c = await register(k.h.w, k.clerk, { customer: k.someone() })
    const { version } = await k.whole(c)
    const answers = await Promise.all(['13711115503', '13711115504', '13711115505'].map((phone) => correct(c, { name: '同时改', phone }, k.clerk, version)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })
})
