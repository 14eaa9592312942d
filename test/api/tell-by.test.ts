import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sweepTellings } from '#modules/telling/sweep.ts'
import type { Client } from '#test/app.ts'
import { openSmtp } from '#test/mailboxes.ts'
import { type Messages, openMessages } from '#test/messages.ts'
import { answering } from '#test/receiver.ts'
import { agreedOn } from '#test/payout.ts'
import { got, investigated, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

const MINUTE = 60_000
let h: Messages
let smtp: Awaited<ReturnType<typeof openSmtp>>
let clerk: Client & { id: string }
let manager: Client & { id: string }

beforeAll(async () => {
  smtp = await openSmtp()
  h = await openMessages({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}` })
  h.at('08:30')
  clerk = await h.w.person('小李', 'S01', 'clerk')
  manager = await h.w.person('陈店长', 'S01', 'shopManager')
  await h.create('aliyunSms', { settings: { accessKeyId: 'LTAI-id', signName: '闻过珠宝' }, secrets: { accessKeySecret: 'the-secret' }, templates: [
    ...(['update', 'receipt'] as const).map((kind) => ({ kind, locale: 'zh-CN', templateId: `SMS_${kind}`, params: [{ name: 'number', value: 'number' }] })),
    { kind: 'newHandler', locale: 'zh-CN', templateId: 'SMS_newHandler', params: [{ name: 'number', value: 'number' }, { name: 'name', value: 'handler' }] },
  ] })
})
afterAll(async () => {
  await h.close()
  await smtp.close()
})
beforeEach(async () => {
  await h.carry()
  h.receiver.clear()
  smtp.sent.length = 0
})

let counted = 0
/** A customer who can be told by mail, SMS and a call. */
const someone = (change: Record<string, unknown> = {}) => { const n = String(++counted).padStart(4, '0'); return { name: `顾客${n}`, phone: `1360014${n}`, email: `c${n}@example.com`, ...change } }
const news = async () => {
  h.w.travel(21 * MINUTE)
  await sweepTellings(h.w.db, h.w.composed.doors.perform, h.w.now)
  await h.carry()
}
const choose = (c: Registered, tellBy: string) => h.w.visitor.post<any>(`/portal/complaints/${c.number}/hearing`, { tellBy }, { 'x-case-code': c.portalCode })
const ask = (c: { id: string }, tellBy: string, who: Client = clerk) => who.put<any>(`/complaints/${c.id}/telling-wish`, { tellBy })
const whole = (c: { id: string }) => got<any>(clerk.get(`/complaints/${c.id}`))
const letters = async (c: { id: string }, via = 'update') => (await whole(c)).messages.filter((m: any) => m.via === via && m.kind === 'reply').map((m: any) => m.sent)
const states = async (c: { id: string }): Promise<string[]> => [...new Set<string>((await got<any>(clerk.get(`/complaints/${c.id}/tellings`))).items.map((t: any) => `${t.change} ${t.state}`))].sort()
const isRung = async (c: { id: string }, who: Client = clerk) => (await got<any>(who.get('/desk'))).items.some((one: any) => one.kind === 'tell' && one.complaintId === c.id)
const mailsTo = (to: string) => smtp.sent.filter(({ raw }) => raw.toLowerCase().includes(`to: ${to}`)).length
const textsTo = (phone: unknown) => h.receiver.received.filter(({ path }) => (path ?? '').includes(String(phone))).map(({ path }) => new URL(path ?? '/', 'http://x').searchParams.get('TemplateCode'))
const events = async (c: { id: string }, name: string) => (await whole(c)).timeline.filter((e: any) => e.name === name)
const fresh = async (customer: Record<string, unknown>, change: Record<string, unknown> = {}) => {
  const c = await investigated(h.w, clerk, { customer, ...change })
  await h.carry()
  h.receiver.clear()
  smtp.sent.length = 0
  return c
}

describe('a customer chooses how to be told', () => {
  test('at the portal, among what is possible: by SMS no mail goes, though there is an address', async () => {
    const who = someone()
    const c = await fresh(who)
    const seen = await got<any>(h.w.visitor.get(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode }))
    expect(seen.hearBy).toEqual({ asked: 'usual', goes: 'mail', can: ['usual', 'mail', 'sms', 'call', 'portal'] })
    expect((await got(choose(c, 'sms'))).hearBy).toMatchObject({ asked: 'sms', goes: 'sms' })
    expect(await whole(c)).toMatchObject({ tellBy: 'sms' })
    expect((await events(c, 'complaint.tellByChosen')).map((e: any) => e.words)).toEqual(['顾客选择怎样听进展：短信'])
    await news()
    expect([mailsTo(who.email), textsTo(who.phone)]).toEqual([0, ['SMS_update']])
    expect(await letters(c)).toEqual(['sms'])
    expect((await states(c)).every((one) => !one.endsWith('call') && !one.endsWith('waiting'))).toBe(true)
    expect(await isRung(c)).toBe(false)
  })

  test('without saying anything it is mail where there is an address, and nothing else', async () => {
    const who = someone()
    const c = await fresh(who)
    await news()
    expect([mailsTo(who.email), textsTo(who.phone), await letters(c)]).toEqual([1, [], ['mail']])
  })

  test('by a call: nothing is written to them, whoever looks after the case rings', async () => {
    const who = someone()
    const c = await fresh(who)
    await got(choose(c, 'call'))
    await news()
    expect([mailsTo(who.email), textsTo(who.phone), await letters(c), await isRung(c)]).toEqual([0, [], ['call'], true])
    await got(clerk.post(`/complaints/${c.id}/told`, {}))
    expect(await isRung(c)).toBe(false)
  })

  test('the portal alone: nothing is sent and nobody rings; what somebody writes is not mailed either', async () => {
    const who = someone()
    const c = await fresh(who)
    await got(choose(c, 'portal'))
    await news()
    await got(clerk.post(`/complaints/${c.id}/messages`, { kind: 'reply', text: '戒指已经送去检测了。' }), 201)
    await h.carry()
    expect([mailsTo(who.email), textsTo(who.phone), await letters(c), await isRung(c)]).toEqual([0, [], ['portal'], false])
    const seen = await got<any>(h.w.visitor.get(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode }))
    expect(seen.messages.map((m: any) => m.text)).toContain('戒指已经送去检测了。')
  })

  test('who asks for another way while a call is due has it that way', async () => {
    const who = someone()
    const c = await fresh(who)
    await got(ask(c, 'call'))
    await news()
    expect(await isRung(c)).toBe(true)
    await got(choose(c, 'mail'))
    await h.carry()
    expect([mailsTo(who.email), await letters(c), await isRung(c)]).toEqual([1, ['mail'], false])
  })

  test('with the code of another case, by another unit or another organisation nothing is chosen', async () => {
    const [a, b] = [await fresh(someone()), await fresh(someone())]
    expect(await refused(choose({ ...a, portalCode: b.portalCode }, 'sms'))).toBe('404 portal/case-not-found')
    for (const stranger of [await h.w.person('小赵', 'S02', 'clerk'), await h.w.otherOrganization()]) expect(await refused(ask(a, 'sms', stranger))).toBe('404 kernel/not-found')
    const engineer = await h.w.person('质检员', 'QA', 'qualityEngineer')
    expect(await refused(ask(a, 'sms', engineer))).toMatch(/^40[34] /)
    expect(await whole(a)).toMatchObject({ tellBy: null })
  })

  test('many choices at once while letters are due: one letter goes, one way', async () => {
    const who = someone()
    const c = await fresh(who)
    h.w.travel(21 * MINUTE)
    const asked = await Promise.all([choose(c, 'sms'), choose(c, 'mail'), ask(c, 'call'), ...Array.from({ length: 3 }, () => sweepTellings(h.w.db, h.w.composed.doors.perform, h.w.now)), choose(c, 'portal')])
    expect(asked.flatMap((answer) => (answer && typeof answer === 'object' && 'status' in answer ? [answer.status] : []))).toEqual([200, 200, 200, 200])
    await h.carry()
    const { tellBy } = await whole(c)
    expect(await letters(c)).toHaveLength(1)
    expect(await isRung(c)).toBe(tellBy === 'call' && (await letters(c))[0] === 'call')
    const [went] = await letters(c)
    expect([mailsTo(who.email), textsTo(who.phone).length]).toEqual([went === 'mail' ? 1 : 0, went === 'sms' ? 1 : 0])
  })
})

describe('whoever speaks with the customer', () => {
  test('writes it down at registration, and later; what is not possible is refused with what to do', async () => {
    const without = { name: '无地址', phone: '057185010002' }
    const start = (customer: Record<string, unknown> | null, tellBy: string, more: Record<string, unknown> = {}) => register(h.w, clerk, { customer, tellBy, ...more }).then(() => 'registered', (error: Error) => /complaint\/[\w-]+/.exec(error.message)?.[0])
    expect(await start(without, 'mail')).toBe('complaint/no-mail')
    expect(await start(without, 'sms')).toBe('complaint/no-texting')
    expect(await start({ name: '无电话', email: 'nophone@example.com' }, 'call')).toBe('complaint/no-calling')
    expect(await start(null, 'mail', { identity: 'anonymous' })).toBe('complaint/is-anonymous')
    const c = await fresh(without, { tellBy: 'call' })
    const said = await got<any>(clerk.get(`/complaints/${c.id}/may-say`))
    expect(said).toMatchObject({ tellBy: 'call', goes: 'call' })
    expect(said.ways.map((one: any) => [one.way, one.whyNot === null])).toEqual([['usual', true], ['mail', false], ['sms', false], ['call', true], ['portal', true]])
    expect(await refused(ask(c, 'mail'))).toBe('409 complaint/no-mail')
    expect(await refused(choose(c, 'sms'))).toBe('409 complaint/no-texting')
    expect(await got(ask(c, 'portal'))).toMatchObject({ tellBy: 'portal', goes: 'portal' })
  })

  test('finds it there with the customer’s next case, but not with who complains under another name', async () => {
    const who = someone()
    await fresh(who, { tellBy: 'sms' })
    const next = await fresh(who)
    expect(await whole(next)).toMatchObject({ tellBy: 'sms' })
    await got(choose(next, 'portal'))
    expect(await whole(await fresh(who))).toMatchObject({ tellBy: 'portal' })
    expect(await whole(await fresh({ ...who, name: '她的姐姐' }))).toMatchObject({ tellBy: null })
  })

  test('of who is to be known to few it works as for everybody, and shows no address', async () => {
    const who = someone()
    const c = await fresh(who, { identity: 'protected', tellBy: 'mail' })
    expect(JSON.stringify(await got(clerk.get(`/complaints/${c.id}/may-say`)))).not.toContain(who.email)
    await news()
    expect([mailsTo(who.email), await letters(c)]).toEqual([1, ['mail']])
  })
})

describe('letters of their own', () => {
  test('the receipt comes by mail to who asked for mail, and is the acknowledgement; no SMS beside it', async () => {
    const who = someone()
    const c = await register(h.w, clerk, { customer: who, tellBy: 'mail' })
    await h.carry()
    expect([mailsTo(who.email), textsTo(who.phone), await letters(c, 'receipt')]).toEqual([1, [], ['mail']])
    expect((await whole(c)).acknowledgement).toMatchObject({ how: 'email' })
    const texted = someone()
    const other = await register(h.w, clerk, { customer: texted, tellBy: 'sms' })
    const quiet = someone()
    await register(h.w, clerk, { customer: quiet, tellBy: 'portal' })
    await h.carry()
    expect([mailsTo(texted.email), textsTo(texted.phone), await letters(other, 'receipt')]).toEqual([0, ['SMS_receipt'], []])
    expect([mailsTo(quiet.email), textsTo(quiet.phone)]).toEqual([0, []])
  })

  test('who looks after it now: by SMS alone, by mail alone, or by a call', async () => {
    const tell = async (tellBy: string | undefined) => {
      const who = someone()
      const c = await fresh(who, tellBy ? { tellBy } : {})
      await got(manager.post(`/complaints/${c.id}/take-over`, { reason: '我来', tell: 'message' }))
      await h.carry()
      return { went: [mailsTo(who.email), textsTo(who.phone), await letters(c, 'handler')], rung: await isRung(c, manager) }
    }
    expect(await tell(undefined)).toEqual({ went: [1, ['SMS_newHandler'], ['mail']], rung: false })
    expect(await tell('mail')).toEqual({ went: [1, [], ['mail']], rung: false })
    expect(await tell('sms')).toEqual({ went: [0, ['SMS_newHandler'], ['sms']], rung: false })
    expect(await tell('call')).toEqual({ went: [0, [], ['call']], rung: true })
    expect(await tell('portal')).toEqual({ went: [0, [], ['portal']], rung: false })
  })

  test('more time and an appointment: by the SMS that there is news, or by a call, of which the last one of a kind counts', async () => {
    const who = someone()
    const c = await fresh(who, { tellBy: 'sms' })
    const clock = (await whole(c)).clocks.find((k: any) => k.kind === 'writtenReply')
    const asked = await got<any>(clerk.post(`/complaints/${c.id}/extensions`, { clockId: clock.id, until: new Date(Date.parse(clock.dueAt) + 5 * 86_400_000).toISOString(), reason: '送检' }))
    await got(manager.post(`/complaints/${c.id}/extensions/${asked.extensions[0].id}/decision`, { approve: true }))
    await h.carry()
    expect([mailsTo(who.email), textsTo(who.phone), await letters(c, 'extension')]).toEqual([0, ['SMS_update'], ['sms']])
    const { c: visited, tasks: [task] } = await agreedOn(h.w, clerk, [{ kind: 'visit', amountFen: 0 }])
    await got(ask(visited, 'call'))
    const when = (days: number) => ({ startsAt: new Date(h.w.now().getTime() + days * 86_400_000).toISOString(), place: '一店二楼', host: '吴师傅' })
    const made = await got<any>(clerk.post(`/tasks/${task.id}/appointments`, when(2)), 201)
    await got(clerk.post(`/appointments/${made.appointment.id}/move`, { version: 1, ...when(3), reason: '顾客改时间' }))
    expect(await letters(visited, 'appointment')).toEqual(['call', 'call'])
    const due = (await got<any>(clerk.get(`/complaints/${visited.id}/tellings`))).items.filter((t: any) => t.change === 'appointment').map((t: any) => t.state).sort()
    expect([due, await isRung(visited)]).toEqual([['call', 'dropped'], true])
  })

  const close = async (c: { id: string }) => got(clerk.post(`/complaints/${c.id}/close`, { version: (await whole(c)).version, outcome: 'withdrawn', reason: '顾客撤回', summary: { cause: 'x', effect: 'x', improvement: 'x' } }))

  test('the end: by the SMS that there is news where it has no template, or by a call that stays due in the closed case', async () => {
    const texted = someone()
    const a = await fresh(texted, { tellBy: 'sms' })
    await close(a)
    await h.carry()
    expect([mailsTo(texted.email), textsTo(texted.phone), await letters(a, 'closing')]).toEqual([0, ['SMS_update'], ['sms']])
    const b = await fresh(someone(), { tellBy: 'call' })
    await news()
    expect(await states(b)).toContain('finding call')
    await close(b)
    await h.carry()
    // The end says all of it: one call, not two.
    expect(await states(b)).toEqual(expect.arrayContaining(['closed call', 'finding dropped']))
    expect(await isRung(b)).toBe(true)
    const told = await got<any>(clerk.post(`/complaints/${b.id}/told`, { note: '知道了' }))
    expect(told).toMatchObject({ closed: true, untold: [], lastTold: { text: expect.stringContaining('知道了') } })
    expect([await isRung(b), await states(b)]).toEqual([false, expect.arrayContaining(['closed called'])])
  })

  test('a call that is made while the case closes is kept once, and nothing is left due twice', async () => {
    const c = await fresh({ name: '郑先生', phone: '057185010003' })
    await news()
    expect(await isRung(c)).toBe(true)
    const { version } = await whole(c)
    const [told, closed] = await Promise.all([
      clerk.post<any>(`/complaints/${c.id}/told`, { note: '在电话里说了' }),
      clerk.post<any>(`/complaints/${c.id}/close`, { version, outcome: 'withdrawn', reason: '顾客撤回', summary: { cause: 'x', effect: 'x', improvement: 'x' } }),
    ])
    expect(told.status).toBe(200)
    expect([200, 409]).toContain(closed.status)
    if (closed.status === 409) await close(c)
    expect((await whole(c)).messages.filter((m: any) => m.kind === 'call' && m.text.includes('在电话里说了'))).toHaveLength(1)
    expect((await states(c)).filter((one) => one.endsWith('call') || one.endsWith('waiting'))).toEqual([])
    expect(await isRung(c)).toBe(false)
    // Nothing comes later to a case that ended.
    await news()
    expect([await letters(c), await isRung(c)]).toEqual([await letters(c), false])
  })

  test('a case that comes back is not told of its end any more', async () => {
    const c = await fresh(someone(), { tellBy: 'call' })
    await close(c)
    expect(await states(c)).toContain('closed call')
    await got(clerk.post(`/complaints/${c.id}/reopen`, { reason: '顾客有新情况' }))
    expect(await states(c)).toEqual(expect.arrayContaining(['closed dropped', 'reopened waiting']))
  })
})

describe('a way that fails', () => {
  test('mail that nobody takes goes on as SMS; the case says so, and mail cannot be asked for until there is another address', async () => {
    const who = someone({ email: `unknown@c${String(counted + 1)}.example.com` })
    const c = await fresh(who, { tellBy: 'call' })
    await got(ask(c, 'mail'))
    await news()
    expect([textsTo(who.phone), await letters(c), await isRung(c)]).toEqual([['SMS_update'], ['sms'], false])
    expect((await events(c, 'telling.wayFailed')).map((e: any) => e.words)).toEqual(['邮件送不到顾客，改用：短信'])
    expect(await got(clerk.get(`/complaints/${c.id}/may-say`))).toMatchObject({ tellBy: 'mail', goes: 'sms' })
    await got(ask(c, 'call'))
    expect(await refused(ask(c, 'mail'))).toBe('409 complaint/mail-came-back')
  })

  test('an SMS to a number that is gone goes on as mail, and where there is no address somebody rings', async () => {
    const gone = () => h.receiver.next(answering(200, '{"Code":"isv.MOBILE_NUMBER_ILLEGAL","Message":"…"}'))
    const who = someone()
    const c = await fresh(who)
    await got(ask(c, 'sms'))
    gone()
    await news()
    await h.carry()
    expect([mailsTo(who.email), await letters(c), await isRung(c)]).toEqual([1, ['mail'], false])
    expect(await got(clerk.get(`/complaints/${c.id}/may-say`))).toMatchObject({ tellBy: 'sms', goes: 'mail' })
    const phoneOnly = await fresh({ name: '吴先生', phone: someone().phone })
    gone()
    await news()
    await h.carry()
    expect([await letters(phoneOnly), await isRung(phoneOnly)]).toEqual([['call'], true])
    expect((await events(phoneOnly, 'telling.wayFailed')).map((e: any) => e.words)).toEqual(['短信送不到顾客，改用：电话'])
    expect(await refused(ask(phoneOnly, 'sms'))).toBe('409 complaint/text-not-arrived')
  })

  test('what the provider refuses says nothing about the number: somebody rings, and the next goes by SMS again', async () => {
    const c = await fresh(someone())
    await got(ask(c, 'sms'))
    h.receiver.next(answering(200, '{"Code":"isv.SMS_CONTENT_ILLEGAL","Message":"…"}'))
    await news()
    await h.carry()
    expect([await letters(c), await isRung(c)]).toEqual([['call'], true])
    expect(await got(clerk.get(`/complaints/${c.id}/may-say`))).toMatchObject({ tellBy: 'sms', goes: 'sms' })
  })
})
