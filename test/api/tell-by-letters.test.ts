import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { agreedOn } from '#test/payout.ts'
import { answering } from '#test/receiver.ts'
import { got } from '#test/steps.ts'
import { register } from '#test/story.ts'
import { type Ways, openWays } from '#test/ways.ts'

let k: Ways
beforeAll(async () => { k = await openWays() })
afterAll(() => k.close())
beforeEach(() => k.clear())

describe('letters of their own', () => {
  test('the receipt comes by mail to who asked for mail, and is the acknowledgement; no SMS beside it', async () => {
    const who = k.someone()
    const c = await register(k.h.w, k.clerk, { customer: who, tellBy: 'mail' })
    await k.h.carry()
    expect([k.mailsTo(who.email), k.textsTo(who.phone), await k.letters(c, 'receipt')]).toEqual([1, [], ['mail']])
    expect((await k.whole(c)).acknowledgement).toMatchObject({ how: 'email' })
    const texted = k.someone()
    const other = await register(k.h.w, k.clerk, { customer: texted, tellBy: 'sms' })
    const quiet = k.someone()
    await register(k.h.w, k.clerk, { customer: quiet, tellBy: 'portal' })
    await k.h.carry()
    expect([k.mailsTo(texted.email), k.textsTo(texted.phone), await k.letters(other, 'receipt')]).toEqual([0, ['SMS_receipt'], []])
    expect([k.mailsTo(quiet.email), k.textsTo(quiet.phone)]).toEqual([0, []])
  })

  test('who looks after it now: by SMS alone, by mail alone, or by a call', async () => {
    const tell = async (tellBy: string | undefined) => {
      const who = k.someone()
      const c = await k.fresh(who, tellBy ? { tellBy } : {})
      await got(k.manager.post(`/complaints/${c.id}/take-over`, { reason: '我来', tell: 'message' }))
      await k.h.carry()
      return { went: [k.mailsTo(who.email), k.textsTo(who.phone), await k.letters(c, 'handler')], rung: await k.isRung(c, k.manager) }
    }
    expect(await tell(undefined)).toEqual({ went: [1, ['SMS_newHandler'], ['mail']], rung: false })
    expect(await tell('mail')).toEqual({ went: [1, [], ['mail']], rung: false })
    expect(await tell('sms')).toEqual({ went: [0, ['SMS_newHandler'], ['sms']], rung: false })
    expect(await tell('call')).toEqual({ went: [0, [], ['call']], rung: true })
    expect(await tell('portal')).toEqual({ went: [0, [], ['portal']], rung: false })
  })

  test('more time and an appointment: by the SMS that there is news, or by a call, of which the last one of a kind counts', async () => {
    const who = k.someone()
    const c = await k.fresh(who, { tellBy: 'sms' })
    const clock = (await k.whole(c)).clocks.find((k: any) => k.kind === 'writtenReply')
    const asked = await got<any>(k.clerk.post(`/complaints/${c.id}/extensions`, { clockId: clock.id, until: new Date(Date.parse(clock.dueAt) + 5 * 86_400_000).toISOString(), reason: '送检' }))
    await got(k.manager.post(`/complaints/${c.id}/extensions/${asked.extensions[0].id}/decision`, { approve: true }))
    await k.h.carry()
    expect([k.mailsTo(who.email), k.textsTo(who.phone), await k.letters(c, 'extension')]).toEqual([0, ['SMS_update'], ['sms']])
    const { c: visited, tasks: [task] } = await agreedOn(k.h.w, k.clerk, [{ kind: 'visit', amountFen: 0 }])
    await got(k.ask(visited, 'call'))
    const when = (days: number) => ({ startsAt: new Date(k.h.w.now().getTime() + days * 86_400_000).toISOString(), place: '一店二楼', host: '吴师傅' })
    const made = await got<any>(k.clerk.post(`/tasks/${task.id}/appointments`, when(2)), 201)
    await got(k.clerk.post(`/appointments/${made.appointment.id}/move`, { version: 1, ...when(3), reason: '顾客改时间' }))
    expect(await k.letters(visited, 'appointment')).toEqual(['call', 'call'])
    const due = (await got<any>(k.clerk.get(`/complaints/${visited.id}/tellings`))).items.filter((t: any) => t.change === 'appointment').map((t: any) => t.state).sort()
    expect([due, await k.isRung(visited)]).toEqual([['call', 'dropped'], true])
  })

  const close = async (c: { id: string }) => got(k.clerk.post(`/complaints/${c.id}/close`, { version: (await k.whole(c)).version, outcome: 'withdrawn', reason: '顾客撤回', summary: { cause: 'x', effect: 'x', improvement: 'x' } }))

  test('the end: by the SMS that there is news where it has no template, or by a call that stays due in the closed case', async () => {
    const texted = k.someone()
    const a = await k.fresh(texted, { tellBy: 'sms' })
    await close(a)
    await k.h.carry()
    expect([k.mailsTo(texted.email), k.textsTo(texted.phone), await k.letters(a, 'closing')]).toEqual([0, ['SMS_update'], ['sms']])
    const b = await k.fresh(k.someone(), { tellBy: 'call' })
    await k.news()
    expect(await k.states(b)).toContain('finding call')
    await close(b)
    await k.h.carry()
    // The end says all of it: one call, not two.
    expect(await k.states(b)).toEqual(expect.arrayContaining(['closed call', 'finding dropped']))
    expect(await k.isRung(b)).toBe(true)
    const told = await got<any>(k.clerk.post(`/complaints/${b.id}/told`, { note: '知道了' }))
    expect(told).toMatchObject({ closed: true, untold: [], lastTold: { text: expect.stringContaining('知道了') } })
    expect([await k.isRung(b), await k.states(b)]).toEqual([false, expect.arrayContaining(['closed called'])])
  })

  test('a call that is made while the case closes is kept once, and nothing is left due twice', async () => {
    const c = await k.fresh({ name: '郑先生', phone: '057185010003' })
    await k.news()
    expect(await k.isRung(c)).toBe(true)
    const { version } = await k.whole(c)
    const [told, closed] = await Promise.all([
      k.clerk.post<any>(`/complaints/${c.id}/told`, { note: '在电话里说了' }),
      k.clerk.post<any>(`/complaints/${c.id}/close`, { version, outcome: 'withdrawn', reason: '顾客撤回', summary: { cause: 'x', effect: 'x', improvement: 'x' } }),
    ])
    expect(told.status).toBe(200)
    expect([200, 409]).toContain(closed.status)
    if (closed.status === 409) await close(c)
    expect((await k.whole(c)).messages.filter((m: any) => m.kind === 'call' && m.text.includes('在电话里说了'))).toHaveLength(1)
    // The end is told by a call too, unless the call that was made came after it.
    const due = (await k.states(c)).filter((one) => one.endsWith('call') || one.endsWith('waiting'))
    expect([[], ['closed call']]).toContainEqual(due)
    expect(await k.isRung(c)).toBe(due.length === 1)
    await got(k.clerk.post(`/complaints/${c.id}/told`, {}))
    // Nothing comes later to a case that ended.
    const before = await k.letters(c)
    await k.news()
    expect([await k.letters(c), await k.isRung(c)]).toEqual([before, false])
  })

  test('a case that comes back is not told of its end any more', async () => {
    const c = await k.fresh(k.someone(), { tellBy: 'call' })
    await close(c)
    expect(await k.states(c)).toContain('closed call')
    await got(k.clerk.post(`/complaints/${c.id}/reopen`, { reason: '顾客有新情况' }))
    expect(await k.states(c)).toEqual(expect.arrayContaining(['closed dropped', 'reopened waiting']))
  })
})

describe('a way that fails', () => {
  test('mail that nobody takes goes on as SMS; the case says so, and who asks for mail again has it tried again', async () => {
    const who = k.someone({ email: `unknown@cx.example.com` })
    const c = await k.fresh(who, { tellBy: 'call' })
    await got(k.ask(c, 'mail'))
    await k.news()
    await k.h.carry()
    expect([k.textsTo(who.phone), await k.letters(c), await k.isRung(c)]).toEqual([['SMS_update'], ['sms'], false])
    expect((await k.events(c, 'telling.wayFailed')).map((e: any) => e.words)).toEqual(['邮件送不到顾客，改用：短信'])
    expect(await got(k.clerk.get(`/complaints/${c.id}/may-say`))).toMatchObject({ tellBy: 'mail', goes: 'sms' })
    expect((await got<any>(k.clerk.get('/notifications'))).items).toContainEqual(expect.objectContaining({ name: 'mailBounced', complaintId: c.id }))
    await got(k.ask(c, 'call'))
    expect(await got(k.ask(c, 'mail'))).toMatchObject({ tellBy: 'mail', goes: 'mail' })
  })

  test('an SMS to a number that is gone goes on as mail, and where there is no address somebody rings', async () => {
    const gone = () => k.h.receiver.next(answering(200, '{"Code":"isv.MOBILE_NUMBER_ILLEGAL","Message":"…"}'))
    const who = k.someone()
    const c = await k.fresh(who)
    await got(k.ask(c, 'sms'))
    gone()
    await k.news()
    await k.h.carry()
    expect([k.mailsTo(who.email), await k.letters(c), await k.isRung(c)]).toEqual([1, ['mail'], false])
    expect(await got(k.clerk.get(`/complaints/${c.id}/may-say`))).toMatchObject({ tellBy: 'sms', goes: 'mail' })
    const phoneOnly = await k.fresh({ name: '吴先生', phone: k.someone().phone })
    gone()
    await k.news()
    await k.h.carry()
    expect([await k.letters(phoneOnly), await k.isRung(phoneOnly)]).toEqual([['call'], true])
    expect((await k.events(phoneOnly, 'telling.wayFailed')).map((e: any) => e.words)).toEqual(['短信送不到顾客，改用：电话'])
    await got(k.ask(phoneOnly, 'sms'))
    await k.h.carry()
    expect([await k.letters(phoneOnly), await k.isRung(phoneOnly)]).toEqual([['sms'], false])
  })

  test('what the provider refuses says nothing about the number: somebody rings, and the next goes by SMS again', async () => {
    const c = await k.fresh(k.someone())
    await got(k.ask(c, 'sms'))
    k.h.receiver.next(answering(200, '{"Code":"isv.SMS_CONTENT_ILLEGAL","Message":"…"}'))
    await k.news()
    await k.h.carry()
    expect([await k.letters(c), await k.isRung(c)]).toEqual([['call'], true])
    expect(await got(k.clerk.get(`/complaints/${c.id}/may-say`))).toMatchObject({ tellBy: 'sms', goes: 'sms' })
  })
})
