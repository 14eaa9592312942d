import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemActor } from '#kernel/actor.ts'
import { noteReturned } from '#modules/communication/commands/ways.ts'
import type { Client } from '#test/app.ts'
import { agreedOn } from '#test/payout.ts'
import { answering } from '#test/receiver.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'
import { type Ways, openWays } from '#test/ways.ts'

let k: Ways
beforeAll(async () => { k = await openWays() })
afterAll(() => k.close())
beforeEach(() => k.clear())

const refusing = () => k.h.receiver.next(answering(200, '{"Code":"isv.SMS_CONTENT_ILLEGAL","Message":"…"}'))
const correct = async (c: { id: string }, email: string) => {
  const { customer } = await k.whole(c)
  await got(k.clerk.put(`/customers/${customer.id}`, { version: customer.version, name: customer.name, phone: customer.phone, email, memberNumber: null, classCode: null, address: null, temperament: null, relation: null, note: null }))
}
const rowOf = (c: { id: string }) => onDatabase(k.h.w, async (client) => {
  await client.query('set role wenguo_system')
  return (await client.query('select c.organization_id, c.complainant_email, m.id as message_id from complaint.complaint c left join communication.message m on m.complaint_id = c.id and m.via = $2 where c.id = $1', [c.id, 'update'])).rows[0]
})

describe('a letter whose way failed, sent that way again', () => {
  test('by SMS it is sent once more, and is told only where that went', async () => {
    const who = k.someone()
    const c = await k.fresh(who)
    await got(k.ask(c, 'sms'))
    refusing()
    await k.news()
    expect([await k.letters(c), await k.isRung(c), k.textsTo(who.phone)]).toEqual([['call'], true, ['SMS_update']])
    refusing()
    await got(k.choose(c, 'sms'))
    await k.h.carry()
    expect([await k.letters(c), await k.isRung(c), k.textsTo(who.phone)]).toEqual([['call'], true, ['SMS_update', 'SMS_update']])
    await Promise.all([k.ask(c, 'sms'), k.choose(c, 'sms')])
    await k.h.carry()
    expect([await k.letters(c), await k.isRung(c), k.textsTo(who.phone).length]).toEqual([['sms'], false, 3])
  })

  test('by mail it goes to the address that was corrected in the record', async () => {
    const who = k.someone({ phone: '057185010031', email: 'unknown@again.example.com' })
    const c = await k.fresh(who)
    await k.news()
    expect([await k.letters(c), await k.isRung(c)]).toEqual([['call'], true])
    expect((await rowOf(c)).complainant_email).toBeNull()
    await correct(c, 'right@again.example.com')
    expect(await got(k.clerk.get(`/complaints/${c.id}/may-say`))).toMatchObject({ goes: 'mail' })
    await got(k.ask(c, 'mail'))
    await k.h.carry()
    expect([k.mailsTo('right@again.example.com'), await k.letters(c), await k.isRung(c)]).toEqual([1, ['mail'], false])
  })

  test('an address that is other than the record’s stays with the case', async () => {
    const who = k.someone()
    await k.fresh(who)
    const next = await register(k.h.w, k.clerk, { customer: { ...who, email: 'private@again.example.com' } })
    expect((await rowOf(next)).complainant_email).toBe('private@again.example.com')
    expect((await rowOf(await register(k.h.w, k.clerk, { customer: who }))).complainant_email).toBeNull()
  })
})

describe('what a mail says that did not arrive', () => {
  test('is said once, however often the job comes, and also of a case that was merged meanwhile', async () => {
    const who = k.someone()
    const kept = await k.fresh(who)
    const c = await k.fresh(who, { tellBy: 'mail' })
    await k.news()
    const { organization_id, message_id } = await rowOf(c)
    await got(k.manager.post(`/complaints/${kept.id}/merge`, { duplicateId: c.id, reason: '同一件事' }))
    const note = () => k.h.w.composed.doors.perform(noteReturned, { actor: systemActor(organization_id), requestId: 'again' }, { complaintId: c.id, mailId: message_id, to: who.email as string, why: 'address' })
    await note()
    await note()
    await k.h.carry()
    expect((await k.events(kept, 'telling.wayFailed')).map((e: any) => e.words)).toHaveLength(1)
    expect((await k.whole(kept)).messages.filter((m: any) => m.id === message_id).map((m: any) => m.sent)).toEqual(['sms'])
    expect((await got<any>(k.clerk.get('/notifications'))).items.filter((n: any) => n.name === 'mailBounced' && n.complaintId === kept.id)).toHaveLength(1)
  })
})

test('that a mail of a case that lies with nobody did not arrive is told to whom such cases come to', async () => {
  const who = k.someone({ email: 'unknown@again.example.com' })
  const c = await k.fresh(who)
  await onDatabase(k.h.w, async (client) => {
    await client.query('set role wenguo_system')
    await client.query('update complaint.complaint set owner_id = null where id = $1', [c.id])
  })
  const bounced = async (person: Client) => (await got<any>(person.get('/notifications'))).items.filter((n: any) => n.name === 'mailBounced' && n.complaintId === c.id).length
  const elsewhere = await k.h.w.person('小赵', 'S02', 'clerk')
  const heard = () => Promise.all([k.clerk, k.manager, elsewhere].map(bounced))
  expect(await heard()).toEqual([0, 0, 0])
  await k.news()
  expect(await heard()).toEqual([1, 1, 0])
})

test('a mailbox that is full says nothing about the address: somebody rings, and the next goes by mail again', async () => {
  const full = await k.fresh(k.someone({ email: 'full@again.example.com' }), { tellBy: 'mail' })
  const blocked = await k.fresh(k.someone({ email: 'blocked@again.example.com' }))
  await k.news()
  for (const c of [full, blocked]) {
    expect([await k.letters(c), await k.isRung(c)]).toEqual([['call'], true])
    expect((await got<any>(k.clerk.get(`/complaints/${c.id}/may-say`))).goes).toBe('mail')
  }
})

describe('who asked for nothing', () => {
  test('gets no receipt by mail beside the usual one, also where they say so', async () => {
    const who = k.someone()
    const c = await register(k.h.w, k.clerk, { customer: who, tellBy: 'usual' })
    await k.h.carry()
    expect([k.mailsTo(who.email), k.textsTo(who.phone), await k.letters(c, 'receipt')]).toEqual([0, ['SMS_receipt'], []])
  })

  test('nor one by SMS where a mailbox answered', async () => {
    const who = k.someone()
    await k.fresh(who, { tellBy: 'sms' })
    await register(k.h.w, k.clerk, { customer: who, channel: 'email' })
    await k.h.carry()
    expect(k.textsTo(who.phone)).toEqual(['SMS_receipt'])
    const c = await register(k.h.w, k.clerk, { customer: who, channel: 'email' })
    expect((await k.whole(c)).tellBy).toBe('sms')
    await onDatabase(k.h.w, async (client) => {
      await client.query('set role wenguo_system')
      const { rows: [of] } = await client.query('select organization_id, unit_id, recorded_by from complaint.complaint where id = $1', [c.id])
      const { rows: [box] } = await client.query(`insert into mailbox.mailbox (organization_id, id, unit_id, address, address_key, folder, imap_host, imap_port, imap_security, imap_user, imap_password, made_by, made_at) values ($1, gen_random_uuid(), $2, 'ts@shop.example.cn', 'ts@shop.example.cn', 'INBOX', '127.0.0.1', 1, 'none', 'ts', '', $3, now()) returning id`, [of.organization_id, of.unit_id, of.recorded_by])
      await client.query(`insert into mailbox.mail (organization_id, id, mailbox_id, unit_id, uid_validity, uid, fingerprint, sha256, bytes, refs, recipients, subject, arrived_at, received_at, words, quoted, attachments, verdict, complaint_id, receipt, at) values ($1, gen_random_uuid(), $2, $3, 1, 1, 'once', 'x', 1, '{}', '[]', '', now(), now(), '', '', '[]', 'complaint', $4, 'zh-CN', now())`, [of.organization_id, box.id, of.unit_id, c.id])
    })
    k.h.receiver.clear()
    await k.h.carry()
    expect(k.textsTo(who.phone)).toEqual([])
  })

  test('and has no address hears by SMS, once, by the letter’s own template or the one for news, else by a call', async () => {
    const tell = async (phone: string) => {
      const c = await k.fresh({ name: '无邮箱', phone })
      await got(k.manager.post(`/complaints/${c.id}/take-over`, { reason: '我来', tell: 'message' }))
      await k.h.carry()
      return [k.textsTo(phone), await k.letters(c, 'handler'), await k.isRung(c, k.manager)]
    }
    expect(await tell('13600149901')).toEqual([['SMS_newHandler'], ['sms'], false])
    expect(await tell('057185010032')).toEqual([[], ['call'], true])
    const { c, tasks: [task] } = await agreedOn(k.h.w, k.clerk, [{ kind: 'visit', amountFen: 0 }])
    await got(k.clerk.post(`/tasks/${task.id}/appointments`, { startsAt: new Date(k.h.w.now().getTime() + 2 * 86_400_000).toISOString(), place: '一店二楼', host: '吴师傅' }), 201)
    await k.h.carry()
    expect(await k.letters(c, 'appointment')).toEqual(['sms'])
  })
})

test('of who is to be known to few no number goes to a gateway, and the refusal says so', async () => {
  const c = await k.fresh(k.someone(), { identity: 'protected', tellBy: 'mail' })
  expect(await refused(k.ask(c, 'sms'))).toBe('409 complaint/no-kept-texting')
})
