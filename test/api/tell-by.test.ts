import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sweepTellings } from '#modules/telling/sweep.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'
import { MINUTE, type Ways, openWays } from '#test/ways.ts'

let k: Ways
beforeAll(async () => { k = await openWays() })
afterAll(() => k.close())
beforeEach(() => k.clear())

describe('a customer chooses how to be told', () => {
  test('at the portal, among what is possible: by SMS no mail goes, though there is an address', async () => {
    const who = k.someone()
    const c = await k.fresh(who)
    const seen = await got<any>(k.h.w.visitor.get(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode }))
    expect(seen.hearBy).toEqual({ asked: 'usual', goes: 'mail', can: ['usual', 'mail', 'sms', 'call', 'portal'] })
    expect((await got(k.choose(c, 'sms'))).hearBy).toMatchObject({ asked: 'sms', goes: 'sms' })
    expect(await k.whole(c)).toMatchObject({ tellBy: 'sms' })
    expect((await k.events(c, 'complaint.tellByChosen')).map((e: any) => e.words)).toEqual(['顾客选择怎样听进展：短信'])
    await k.news()
    expect([k.mailsTo(who.email), k.textsTo(who.phone)]).toEqual([0, ['SMS_update']])
    expect(await k.letters(c)).toEqual(['sms'])
    expect((await k.states(c)).every((one) => !one.endsWith('call') && !one.endsWith('waiting'))).toBe(true)
    expect(await k.isRung(c)).toBe(false)
  })

  test('without saying anything it is mail where there is an address, and nothing else', async () => {
    const who = k.someone()
    const c = await k.fresh(who)
    await k.news()
    expect([k.mailsTo(who.email), k.textsTo(who.phone), await k.letters(c)]).toEqual([1, [], ['mail']])
  })

  test('by a call: nothing is written to them, whoever looks after the case rings', async () => {
    const who = k.someone()
    const c = await k.fresh(who)
    await got(k.choose(c, 'call'))
    await k.news()
    expect([k.mailsTo(who.email), k.textsTo(who.phone), await k.letters(c), await k.isRung(c)]).toEqual([0, [], ['call'], true])
    await got(k.clerk.post(`/complaints/${c.id}/told`, {}))
    expect(await k.isRung(c)).toBe(false)
  })

  test('the portal alone: nothing is sent and nobody rings; what somebody writes is not mailed either', async () => {
    const who = k.someone()
    const c = await k.fresh(who)
    await got(k.choose(c, 'portal'))
    await k.news()
    await got(k.clerk.post(`/complaints/${c.id}/messages`, { kind: 'reply', text: '戒指已经送去检测了。' }), 201)
    await k.h.carry()
    expect([k.mailsTo(who.email), k.textsTo(who.phone), await k.letters(c), await k.isRung(c)]).toEqual([0, [], ['portal'], false])
    const seen = await got<any>(k.h.w.visitor.get(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode }))
    expect(seen.messages.map((m: any) => m.text)).toContain('戒指已经送去检测了。')
  })

  test('who asks for another way while a call is due has it that way', async () => {
    const who = k.someone()
    const c = await k.fresh(who)
    await got(k.ask(c, 'call'))
    await k.news()
    expect(await k.isRung(c)).toBe(true)
    await got(k.choose(c, 'mail'))
    await k.h.carry()
    expect([k.mailsTo(who.email), await k.letters(c), await k.isRung(c)]).toEqual([1, ['mail'], false])
  })

  test('with the code of another case, by another unit or another organisation nothing is chosen', async () => {
    const [a, b] = [await k.fresh(k.someone()), await k.fresh(k.someone())]
    expect(await refused(k.choose({ ...a, portalCode: b.portalCode }, 'sms'))).toBe('404 portal/case-not-found')
    for (const stranger of [await k.h.w.person('小赵', 'S02', 'clerk'), await k.h.w.otherOrganization()]) expect(await refused(k.ask(a, 'sms', stranger))).toBe('404 kernel/not-found')
    const engineer = await k.h.w.person('质检员', 'QA', 'qualityEngineer')
    expect(await refused(k.ask(a, 'sms', engineer))).toMatch(/^40[34] /)
    expect(await k.whole(a)).toMatchObject({ tellBy: null })
  })

  test('many choices at once while letters are due: one letter goes, one way', async () => {
    const who = k.someone()
    const c = await k.fresh(who)
    k.h.w.travel(21 * MINUTE)
    const asked = await Promise.all([k.choose(c, 'sms'), k.choose(c, 'mail'), k.ask(c, 'call'), ...Array.from({ length: 3 }, () => sweepTellings(k.h.w.db, k.h.w.composed.doors.perform, k.h.w.now)), k.choose(c, 'portal')])
    expect(asked.flatMap((answer) => (answer && typeof answer === 'object' && 'status' in answer ? [answer.status] : []))).toEqual([200, 200, 200, 200])
    await k.h.carry()
    const { tellBy } = await k.whole(c)
    expect(await k.letters(c)).toHaveLength(1)
    expect(await k.isRung(c)).toBe(tellBy === 'call' && (await k.letters(c))[0] === 'call')
    const [went] = await k.letters(c)
    expect([k.mailsTo(who.email), k.textsTo(who.phone).length]).toEqual([went === 'mail' ? 1 : 0, went === 'sms' ? 1 : 0])
  })
})

describe('whoever speaks with the customer', () => {
  test('writes it down at registration, and later; what is not possible is refused with what to do', async () => {
    const without = { name: '无地址', phone: '057185010002' }
    const start = (customer: Record<string, unknown> | null, tellBy: string, more: Record<string, unknown> = {}) => register(k.h.w, k.clerk, { customer, tellBy, ...more }).then(() => 'registered', (error: Error) => /complaint\/[\w-]+/.exec(error.message)?.[0])
    expect(await start(without, 'mail')).toBe('complaint/no-mail')
    expect(await start(without, 'sms')).toBe('complaint/no-texting')
    expect(await start({ name: '无电话', email: 'nophone@example.com' }, 'call')).toBe('complaint/no-calling')
    expect(await start(null, 'mail', { identity: 'anonymous' })).toBe('complaint/is-anonymous')
    const c = await k.fresh(without, { tellBy: 'call' })
    const said = await got<any>(k.clerk.get(`/complaints/${c.id}/may-say`))
    expect(said).toMatchObject({ tellBy: 'call', goes: 'call' })
    expect(said.ways.map((one: any) => [one.way, one.whyNot === null])).toEqual([['usual', true], ['mail', false], ['sms', false], ['call', true], ['portal', true]])
    expect(await refused(k.ask(c, 'mail'))).toBe('409 complaint/no-mail')
    expect(await refused(k.choose(c, 'sms'))).toBe('409 complaint/no-texting')
    expect(await got(k.ask(c, 'portal'))).toMatchObject({ tellBy: 'portal', goes: 'portal' })
  })

  test('finds it there with the customer’s next case, but not with who complains under another name', async () => {
    const who = k.someone()
    await k.fresh(who, { tellBy: 'sms' })
    const next = await k.fresh(who)
    expect(await k.whole(next)).toMatchObject({ tellBy: 'sms' })
    await got(k.choose(next, 'portal'))
    expect(await k.whole(await k.fresh(who))).toMatchObject({ tellBy: 'portal' })
    expect(await k.whole(await k.fresh({ ...who, name: '她的姐姐' }))).toMatchObject({ tellBy: null })
  })

  test('of who is to be known to few it works as for everybody, and shows no address', async () => {
    const who = k.someone()
    const c = await k.fresh(who, { identity: 'protected', tellBy: 'mail' })
    expect(JSON.stringify(await got(k.clerk.get(`/complaints/${c.id}/may-say`)))).not.toContain(who.email)
    await k.news()
    expect([k.mailsTo(who.email), await k.letters(c)]).toEqual([1, ['mail']])
  })
})
