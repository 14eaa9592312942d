import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { asSystem } from '#kernel/db.ts'
import { whyNoDovecot } from '#test/dovecot.ts'
import { type Mailboxes, aMail, openMailboxes } from '#test/mailboxes.ts'
import { got, refused } from '#test/steps.ts'
import { PNG, register } from '#test/story.ts'

const missing = whyNoDovecot()
if (missing) process.stderr.write(`skipped: ${missing}\n`)

let m: Mailboxes
beforeAll(async () => { if (!missing) m = await openMailboxes() }, 120_000)
afterAll(async () => { await m?.close() })

const withFiles = (subject: string, files: readonly (readonly [string, Buffer])[]) => {
  const parts = files.map(([name, bytes]) => `--b\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${bytes.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`)
  return aMail({ subject }).replace(/MIME-Version[\s\S]*$/, `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nsee the files\r\n${parts.join('')}--b--\r\n`)
}
const headerOf = (mail: string, name: string) => new RegExp(`^${name}:((?:.*)(?:\\r?\\n[ \\t].*)*)`, 'im').exec(mail)?.[1]?.replace(/\r?\n\s+/g, ' ').trim() ?? ''

describe.skipIf(missing)('a mailbox on a real IMAP server', () => {
  test('a mail becomes a complaint, with its files, and its sender gets a receipt; the server is told it is read', async () => {
    await m.create('first')
    await m.dovecot.deliver('first', withFiles('退货', [['photo.png', PNG]]))
    const taken = await m.until('taken', '退货')
    const complaint = await got(m.w.admin.get(`/complaints/${taken.complaint?.id}`))
    expect(complaint).toMatchObject({ channel: 'email', state: 'open', customer: { name: '王女士' }, points: [{ text: '退货\n\nsee the files' }] })
    expect(JSON.stringify(complaint)).toContain('photo.png')
    const receipt = await m.untilSent(taken.complaint?.number ?? '')
    expect(headerOf(receipt, 'Auto-Submitted')).toBe('auto-replied')
    expect(headerOf(receipt, 'From')).toContain('first@shop.example.cn')
    expect(headerOf(receipt, 'In-Reply-To')).toMatch(/@customers\.example\.cn>$/)
    expect(headerOf(receipt, 'Message-ID')).toMatch(/^<w\.[\w-]{22}\.[\w-]{22}\.[\w-]{22}@shop\.example\.cn>$/)
    await vi.waitFor(async () => { expect(await m.dovecot.seen('first')).toEqual([1]) }, { timeout: 10_000 })
    if (complaint.urgency === 'general') await vi.waitFor(async () => { expect((await got(m.w.admin.get(`/complaints/${taken.complaint?.id}`))).timeline.map((e: { name: string }) => e.name)).toContain('complaint.acknowledged') }, { timeout: 10_000 })
  })

  test('the source is kept byte for byte', async () => {
    const source = Buffer.concat([Buffer.from(aMail({ subject: '原件' })), Buffer.from([0xff, 0xfe, 0x80, 0x0d, 0x0a])])
    await m.dovecot.deliver('first', source)
    const taken = await m.until('taken', '原件')
    const kept = await m.w.admin.get(`/mails/${taken.id}/source`)
    expect(Buffer.compare(kept.body as Buffer, source)).toBe(0)
    expect(kept.headers['content-disposition']).toMatch(/^attachment/)
    expect(kept.headers['content-type']).toBe('application/octet-stream')
  })

  test('an answer to a mail of ours finds its case by the signed id, without its quotation; another sender is held with the case proposed', async () => {
    await m.dovecot.deliver('first', aMail({ subject: '项链断了', from: '李先生 <li@customers.example.cn>' }))
    const taken = await m.until('taken', '项链断了')
    const number = taken.complaint?.number ?? ''
    const [receipt] = [await m.untilSent(number)]
    const answer = { headers: [`In-Reply-To: ${headerOf(receipt, 'Message-ID')}`], text: '补充一下，是上周买的。\n\n在 2025年3月4日 10:11，客服 <ts@shop.example.cn> 写道：\n> 您的来信已经收到' }
    await m.dovecot.deliver('first', aMail({ ...answer, from: '李先生 <li@customers.example.cn>', subject: '没有编号的回信' }))
    const reply = await m.until('taken', '没有编号的回信')
    expect(reply).toMatchObject({ verdict: 'message', complaint: { number } })
    expect(JSON.stringify(await got(m.w.admin.get(`/complaints/${taken.complaint?.id}`)))).toContain('"补充一下，是上周买的。"')
    await m.dovecot.deliver('first', aMail({ ...answer, from: '别人 <other@elsewhere.example.cn>', subject: '转来的' }))
    expect(await m.until('held', '转来的')).toMatchObject({ reason: 'otherSender', complaint: null, proposed: { number } })
    await m.dovecot.deliver('first', aMail({ from: '路人 <passer@elsewhere.example.cn>', subject: `关于 ${number}` }))
    expect(await m.until('held', `关于 ${number}`)).toMatchObject({ reason: 'numberOnly', proposed: { number } })
    const forged = headerOf(receipt, 'Message-ID').replace(/.{5}@/, 'AAAAA@')
    await m.dovecot.deliver('first', aMail({ from: '坏人 <bad@elsewhere.example.cn>', subject: '伪造', headers: [`References: ${forged}`] }))
    expect(await m.until('taken', '伪造')).toMatchObject({ verdict: 'complaint' })
  })

  test('what programs write is kept and answered by nobody', async () => {
    const to = () => m.smtp.sent.filter((mail) => /programs\.example\.cn/.test(mail.raw)).length
    await m.dovecot.deliver('first', aMail({ subject: '自动回复：休假中', from: '休假 <away@programs.example.cn>' }))
    await m.dovecot.deliver('first', aMail({ subject: '外出', from: '外出 <out@programs.example.cn>', headers: ['Auto-Submitted: auto-replied'] }))
    await m.dovecot.deliver('first', aMail({ subject: 'Undelivered Mail Returned to Sender', from: 'Mail Delivery System <MAILER-DAEMON@programs.example.cn>' }))
    await m.dovecot.deliver('first', aMail({ subject: '本周特惠', from: '广告 <ads@programs.example.cn>', headers: ['List-Unsubscribe: <https://x.example.cn/u>'] }))
    await m.dovecot.deliver('first', aMail({ subject: '自己写给自己', from: '客服 <first@shop.example.cn>' }))
    expect(await m.until('ignored', '自己写给自己')).toMatchObject({ reason: 'own' })
    expect((await m.list('ignored')).map((mail) => mail.reason).sort()).toEqual(['autoReply', 'autoReply', 'bounce', 'own'])
    expect(await m.until('held', '本周特惠')).toMatchObject({ reason: 'bulk' })
    expect(to()).toBe(0)
  })

  test('a returned letter of ours is noted in its case', async () => {
    await m.dovecot.deliver('first', aMail({ subject: '收不到回信', from: '周女士 <zhou@customers.example.cn>' }))
    const taken = await m.until('taken', '收不到回信')
    const receipt = await m.untilSent(taken.complaint?.number ?? '')
    await m.dovecot.deliver('first', aMail({ subject: '系统退信', from: 'PostMaster <postmaster@customers.example.cn>', text: `地址不存在\n\nMessage-ID: ${headerOf(receipt, 'Message-ID')}`, headers: [`References: ${headerOf(receipt, 'Message-ID')}`] }))
    expect(await m.until('ignored', '系统退信')).toMatchObject({ reason: 'bounce', proposed: { number: taken.complaint?.number } })
    const noted = await got(m.w.admin.get(`/complaints/${taken.complaint?.id}`))
    expect(JSON.stringify(noted)).toContain('发给顾客的邮件被退回')
    // Nobody writes there any more: what comes next is told by a call.
    expect(noted.timeline.filter((e: { name: string }) => e.name === 'telling.wayFailed').map((e: { words: string }) => e.words)).toEqual(['邮件送不到顾客，改用：电话'])
    expect(await got(m.w.admin.get(`/complaints/${taken.complaint?.id}/may-say`))).toMatchObject({ tellBy: 'usual', goes: 'call' })
    expect(await got(m.w.admin.put(`/complaints/${taken.complaint?.id}/telling-wish`, { tellBy: 'mail' }))).toMatchObject({ tellBy: 'mail', goes: 'mail' })
  })

  test('a letter of a case that comes back is told by a call; where the address was corrected meanwhile it goes there, and what comes back late says nothing of that', async () => {
    const clerk = await m.w.person('小李', 'S01', 'clerk')
    const bounced = (mail: string, subject: string) => m.dovecot.deliver('first', aMail({ subject, from: 'PostMaster <postmaster@customers.example.cn>', text: '地址不存在', headers: [`References: ${headerOf(mail, 'Message-ID')}`] }))
    const sentTo = (to: string) => vi.waitFor(() => {
      const found = m.smtp.sent.find(({ raw }) => raw.toLowerCase().includes(`to: ${to}`))
      if (!found) throw new Error(`nothing went to ${to}`)
      return found.raw
    }, { timeout: 15_000, interval: 50 })
    const letters = async (c: { id: string }): Promise<string[]> => (await got<any>(clerk.get(`/complaints/${c.id}`))).messages.filter((one: any) => one.via === 'receipt').map((one: any) => one.sent)
    const a = await register(m.w, clerk, { customer: { name: '章先生', phone: '057185010021', email: 'gone1@customers.example.cn' }, tellBy: 'mail' })
    await bounced(await sentTo('gone1@customers.example.cn'), '退信一')
    await m.until('ignored', '退信一')
    expect(await letters(a)).toEqual(['call'])
    const b = await register(m.w, clerk, { customer: { name: '范女士', phone: '057185010022', email: 'gone2@customers.example.cn' }, tellBy: 'mail' })
    const first = await sentTo('gone2@customers.example.cn')
    const { customer } = await got<any>(clerk.get(`/complaints/${b.id}`))
    await got(clerk.put(`/customers/${customer.id}`, { version: customer.version, name: '范女士', phone: '057185010022', email: 'right2@customers.example.cn', memberNumber: null, classCode: null, address: null, temperament: null, relation: null, note: null }))
    await bounced(first, '退信二')
    await m.until('ignored', '退信二')
    await sentTo('right2@customers.example.cn')
    expect(await letters(b)).toEqual(['mail'])
    await bounced(first, '退信三')
    await m.until('ignored', '退信三')
    expect([await letters(b), (await got<any>(clerk.get(`/complaints/${b.id}/may-say`))).goes]).toEqual([['mail'], 'mail'])
  })

  test('a mail comes once: the same bytes again, another mailbox, another validity of the uids, a server that was away', async () => {
    const source = aMail({ subject: '只此一封', from: '何先生 <he@customers.example.cn>' })
    await m.dovecot.deliver('first', source)
    await m.until('taken', '只此一封')
    await m.create('second')
    await m.dovecot.deliver('second', source)
    expect(await m.until('ignored', '只此一封')).toMatchObject({ reason: 'duplicate' })
    const cases = await m.count('complaint.complaint')
    const all = await m.dovecot.moveAway('second')
    await m.dovecot.restart(() => rmSync(`${m.dovecot.dir}/mail/second`, { recursive: true, force: true }))
    for (const mail of all) await m.dovecot.deliver('second', mail)
    await m.dovecot.deliver('second', aMail({ subject: '搬家以后', from: '搬家 <move@customers.example.cn>' }))
    await m.until('taken', '搬家以后')
    expect(await m.count('complaint.complaint')).toBe(cases + 1)
    expect((await m.list('taken')).filter((mail) => mail.subject === '只此一封')).toHaveLength(1)
  }, 100_000)

  test('the same sender again and again is held before two programs answer each other for ever', async () => {
    for (let i = 0; i < 7; i++) await m.dovecot.deliver('first', aMail({ subject: `循环${i}`, from: '机器 <robot@loop.example.cn>' }))
    expect(await m.until('held', '循环6')).toMatchObject({ reason: 'senderTooMany' })
    expect((await m.list('taken')).filter((mail) => mail.subject.startsWith('循环'))).toHaveLength(5)
  })

  test('hostile files are refused with a reason, beside a source that is whole', async () => {
    const folder = new URL('../../../shared/data/security/uploads/', import.meta.url)
    const own: [string, Buffer][] = [['run.exe', Buffer.from('MZ\x90\x00\x03')], ['page.html', Buffer.from('<script>alert(1)</script>')], ['pic.svg', Buffer.from('<svg onload="alert(1)"/>')], ['photo.png', Buffer.from('MZ no picture')], ['../../etc/passwd', Buffer.from('x')]]
    const given = (() => { try { return readdirSync(folder).filter((name) => name !== 'manifest.json').map((name): [string, Buffer] => [name, readFileSync(new URL(name, folder))]) } catch { return [] } })()
    await m.dovecot.deliver('first', withFiles('附件', [...own, ...given]))
    const taken = await m.until('taken', '附件')
    const whole = await got(m.w.admin.get(`/mails/${taken.id}`))
    expect(whole.attachments).toHaveLength(own.length + given.length)
    for (const file of whole.attachments.slice(0, own.length)) expect(file.refused).toMatch(/^kind-/)
    const text = JSON.stringify(await got(m.w.admin.get(`/complaints/${taken.complaint?.id}`)))
    expect(text).toContain('run.exe')
    expect(text).not.toContain('"name":"run.exe"')
  })

  test('an answer to a closed case is kept and told; thanks disturb nobody', async () => {
    await m.dovecot.deliver('first', aMail({ subject: '结案以后', from: '孙女士 <sun@customers.example.cn>', id: 'sun-1' }))
    const taken = await m.until('taken', '结案以后')
    const clerk = await m.w.person('店员', 'S01', 'clerk')
    await asSystem(m.database.db, (open) => open.updateTable('complaint.complaint').set({ state: 'closed', stage: 'closed', last_closed_at: m.w.now(), owner_id: clerk.id }).where('id', '=', taken.complaint?.id ?? '').execute())
    const told = async () => (await got(clerk.get('/notifications'))).items.map((n: { name: string }) => n.name)
    const again = { from: '孙女士 <sun@customers.example.cn>', headers: ['References: <sun-1@customers.example.cn>'] }
    await m.dovecot.deliver('first', aMail({ ...again, subject: '谢谢', text: '好的，谢谢你们！' }))
    expect(await m.until('taken', '谢谢')).toMatchObject({ verdict: 'message' })
    expect(await told()).not.toContain('customerWroteClosed')
    await m.dovecot.deliver('first', aMail({ ...again, subject: '又断了', text: '修好的地方又断了。' }))
    expect(await m.until('taken', '又断了')).toMatchObject({ verdict: 'message', complaint: { number: taken.complaint?.number } })
    expect(await told()).toContain('customerWroteClosed')
    expect((await got(m.w.admin.get(`/complaints/${taken.complaint?.id}`))).state).toBe('closed')
  })

  test('what is held is registered, put into a case or left aside, once, by who may', async () => {
    for (const no of [1, 2, 3]) await m.dovecot.deliver('first', aMail({ subject: `群发${no}`, from: `列表 <list${no}@news.example.cn>`, headers: ['List-Id: <x.news.example.cn>'] }))
    const [one, two, three] = [await m.until('held', '群发1'), await m.until('held', '群发2'), await m.until('held', '群发3')]
    const clerk = await m.w.person('柜台', 'S01', 'clerk')
    expect(await refused(clerk.get('/mails'))).toBe('403 identity/not-allowed')
    const elsewhere = await m.w.person('别店店长', 'S02', 'shopManager')
    expect((await got(elsewhere.get('/mails?list=held'))).items).toEqual([])
    expect(await refused(elsewhere.post(`/mails/${one.id}/release`))).toBe('404 kernel/not-found')
    const stranger = await m.w.otherOrganization()
    for (const path of ['', '/source']) expect(await refused(stranger.get(`/mails/${one.id}${path}`))).toBe('404 kernel/not-found')
    const officer = await m.w.person('专员', 'HQ', 'complaintOfficer')
    const both = await Promise.all([officer.post(`/mails/${one.id}/release`), officer.post(`/mails/${one.id}/release`)])
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409])
    const released = await got(officer.get(`/mails/${one.id}`))
    expect(both.find((answer) => answer.status === 200)?.body).toEqual({ complaintId: released.complaint.id, number: released.complaint.number })
    expect(released).toMatchObject({ verdict: 'complaint', decidedBy: { name: '专员' } })
    expect(await refused(officer.post(`/mails/${two.id}/attach`, { number: 'S01-20200101-0001' }))).toBe('422 mailbox/case-unknown')
    expect(await got(officer.post(`/mails/${two.id}/attach`, { number: released.complaint.number }))).toMatchObject({ verdict: 'message', complaint: released.complaint })
    expect(await got(officer.post(`/mails/${three.id}/ignore`, { note: '广告' }))).toMatchObject({ verdict: 'ignored', reason: 'dismissed', note: '广告' })
    expect(await refused(officer.post(`/mails/${three.id}/ignore`))).toBe('409 mailbox/decided')
  })

  test('what is about a manager is kept from them from its first moment as a case, also where they answer to it who release it', async () => {
    const manager = await m.w.person('陈店长', 'S01', 'shopManager')
    const boss = await m.w.person('客服经理', 'HQ', 'serviceManager')
    for (const no of [4, 5]) await m.dovecot.deliver('first', aMail({ subject: `告状${no}`, from: `列表 <list${no}@news.example.cn>`, headers: ['List-Id: <x.news.example.cn>'] }))
    const [four, five] = [await m.until('held', '告状4'), await m.until('held', '告状5')]
    expect(await refused(boss.post(`/mails/${four.id}/release`, { accusedIds: [four.id] }))).toBe('422 complaint/person-unknown')
    expect((await got(boss.post(`/mails/${four.id}/release`, { accusedIds: [manager.id] }))).kept).toMatchObject({ seen: true })
    const own = await got(manager.post(`/mails/${five.id}/release`, { accusedIds: [manager.id] }))
    expect(own.kept).toMatchObject({ handedOn: true, seen: false })
    for (const mail of [four, five]) expect(await refused(manager.get(`/mails/${mail.id}`))).toBe('404 kernel/not-found')
    expect((await manager.get(`/complaints/${own.complaintId}`)).status).toBe(404)
    expect(JSON.stringify((await manager.get('/notifications')).body)).not.toContain(own.number)
  })

  test('what is about somebody is never given to them, nor to anybody by itself, where the unit gives out at once', async () => {
    const about = await m.w.person('柜台小许', 'S01', 'clerk')
    const chief = await m.w.person('值班经理', 'HQ', 'serviceManager')
    await got(chief.put(`/units/${await m.w.unitId('S01')}/giving-out`, { way: 'automatic', receiverKeeps: true, mostOpen: null }))
    await m.dovecot.deliver('first', aMail({ subject: '告状6', from: '列表 <list6@news.example.cn>', headers: ['List-Id: <x.news.example.cn>'] }))
    const six = await m.until('held', '告状6')
    const { complaintId, number } = await got(chief.post(`/mails/${six.id}/release`, { accusedIds: [about.id] }))
    const { timeline, messages } = await got(chief.get(`/complaints/${complaintId}`))
    expect(timeline.map((e: { name: string }) => e.name)).not.toContain('routing.chosen')
    expect(timeline.filter((e: { name: string }) => e.name === 'complaint.ownerChanged').map((e: { detail: { ownerId: string } }) => e.detail.ownerId)).not.toContain(about.id)
    expect(messages.filter((one: { via: string }) => one.via === 'handler')).toEqual([])
    expect((await about.get(`/complaints/${complaintId}`)).status).toBe(404)
    expect(JSON.stringify((await about.get('/notifications')).body)).not.toContain(number)
  })
})
