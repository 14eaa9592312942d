import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type AuthorityServer, openAuthority } from '#test/authority.ts'
import { whyNoDovecot } from '#test/dovecot.ts'
import { aMail, type Mailboxes, openMailboxes } from '#test/mailboxes.ts'
import { got, refused } from '#test/steps.ts'
import { aFile, aTnef, attribute, property } from '#test/tnef.ts'

const missing = whyNoDovecot()
if (missing) process.stderr.write(`skipped: ${missing}\n`)

let authority: AuthorityServer
let m: Mailboxes

beforeAll(async () => {
  if (missing) return
  authority = await openAuthority()
  m = await openMailboxes(authority)
}, 90_000)
afterAll(async () => {
  await m?.close()
  await authority?.close()
})

const NO_PASSWORD = { receiving: { password: '' }, sending: { password: '' } }
const consented = async (user: string, change: Record<string, unknown> = {}) => {
  const fields = await m.fieldsOf(user)
  return { ...fields, receiving: { ...fields.receiving, ...NO_PASSWORD.receiving }, sending: { ...fields.sending, ...NO_PASSWORD.sending }, oauth: authority.oauth, ...change }
}
const shown = async (id: string) => (await got<any>(m.w.admin.get('/mailboxes'))).items.find((one: any) => one.id === id)
const begin = async (id: string) => (await got<{ url: string }>(m.w.admin.post(`/mailboxes/${id}/consent`))).url
const made = async (user: string) => (await got<{ id: string }>(m.w.admin.post('/mailboxes', await consented(user)), 201)).id
const until = (id: string, what: Record<string, unknown>) => vi.waitFor(async () => { expect(await shown(id)).toMatchObject(what) }, { timeout: 40_000, interval: 100 })

describe.skipIf(missing)('mailboxes that are entered with a consent', () => {
  test('waits for the consent, then is read and written from without any password', { timeout: 120_000 }, async () => {
    const id = await made('ou')
    expect(await shown(id)).toMatchObject({ pausedAt: expect.any(String), oauth: { provider: 'other', clientId: 'wenguo-client', consentedAt: null } })
    expect(await refused(m.w.admin.post(`/mailboxes/${id}/resume`))).toBe('409 mailbox/consent-missing')
    expect(await refused(m.w.admin.post('/mailboxes/test', { mailboxId: null, ...await consented('ou') }))).toBe('409 mailbox/consent-missing')
    const officer = await m.w.person('专员', 'HQ', 'complaintOfficer')
    expect(await refused(officer.post(`/mailboxes/${id}/consent`))).toBe('403 identity/not-allowed')
    const url = new URL(await begin(id))
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ response_type: 'code', client_id: 'wenguo-client', code_challenge_method: 'S256', login_hint: 'ou', scope: 'imap smtp', redirect_uri: (await got<any>(m.w.admin.get('/mailboxes'))).redirectUri })
    const yes = authority.sayYes(url.href)
    expect(await refused(m.w.admin.post('/mailboxes/consents', { ...yes, state: 'guessed' }))).toBe('409 mailbox/consent-over')
    expect(await refused((await m.w.otherOrganization()).post('/mailboxes/consents', yes))).toBe('409 mailbox/consent-over')
    expect(await got(m.w.admin.post('/mailboxes/consents', yes))).toEqual({ id, address: 'ou@shop.example.cn' })
    expect(await refused(m.w.admin.post('/mailboxes/consents', yes))).toBe('409 mailbox/consent-over')
    await until(id, { pausedAt: null, trouble: null, seenAt: expect.any(String), oauth: { consentedBy: { name: '管理员' } } })
    await m.dovecot.deliver('ou', aMail({ to: 'ou@shop.example.cn', subject: '授权信箱' }))
    await m.until('taken', '授权信箱')
    // The receipt left through its own server.
    expect(await m.untilSent('授权信箱')).toContain('ou@shop.example.cn')
    expect(await got(m.w.admin.post('/mailboxes/test', { mailboxId: id, ...await consented('ou') }))).toMatchObject({ receiving: null, sending: null })
    // A token is lent to no other server.
    const fields = await consented('ou')
    expect(await refused(m.w.admin.post('/mailboxes/test', { mailboxId: id, ...fields, receiving: { ...fields.receiving, host: '127.0.0.2' } }))).toBe('409 mailbox/consent-missing')
    const all = JSON.stringify([await got(m.w.admin.get('/mailboxes')), await got(m.w.admin.get('/audit?limit=200'))])
    for (const secret of ['client-secret', 'access.', 'refresh.']) expect(all).not.toContain(secret)
  })

  test('tokens are renewed before they end and by one that is shown once; a withdrawn consent pauses the mailbox and is told', { timeout: 120_000 }, async () => {
    authority.lasting(60)
    const id = await made('renewed')
    await got(m.w.admin.post('/mailboxes/consents', authority.sayYes(await begin(id))))
    const before = authority.seen.filter((grant) => grant === 'refresh_token').length
    await until(id, { trouble: null, seenAt: expect.any(String) })
    // A minute is less than what is kept ahead: it was renewed at once.
    expect(authority.seen.filter((grant) => grant === 'refresh_token').length).toBeGreaterThan(before)
    // Not being reached for a while is no withdrawal.
    authority.setDown(true)
    expect(await got(m.w.admin.post('/mailboxes/test', { mailboxId: id, ...await consented('renewed') }))).toMatchObject({ receiving: { code: 'connection' } })
    authority.setDown(false)
    authority.withdraw()
    await m.dovecot.restart()
    await until(id, { pausedAt: expect.any(String), trouble: { code: 'consent', said: expect.stringContaining('invalid_grant') }, oauth: { consentedAt: null } })
    const notices = (await got<any>(m.w.admin.get('/notifications'))).items.filter((n: any) => n.name === 'mailboxConsent')
    expect(notices.length).toBeGreaterThan(0)
    authority.lasting(3_600)
    await got(m.w.admin.post('/mailboxes/consents', authority.sayYes(await begin(id))))
    await until(id, { pausedAt: null, trouble: null })
  })

  test('what a consent was given for is not used for anything else; a wrong answer and a stale one say so', async () => {
    const id = await made('changed')
    const yes = authority.sayYes(await begin(id))
    // Begun anew, the first page is over.
    const again = authority.sayYes(await begin(id))
    expect(await refused(m.w.admin.post('/mailboxes/consents', yes))).toBe('409 mailbox/consent-over')
    expect(await refused(m.w.admin.post('/mailboxes/consents', { ...again, code: 'made-up' }))).toBe('422 mailbox/consent-refused')
    await got(m.w.admin.post('/mailboxes/consents', again))
    await got(m.w.admin.put(`/mailboxes/${id}`, await consented('changed', { folder: 'INBOX' })))
    expect((await shown(id)).oauth.consentedAt).not.toBeNull()
    await got(m.w.admin.put(`/mailboxes/${id}`, await consented('changed', { oauth: { ...authority.oauth, clientId: 'another' } })))
    expect(await shown(id)).toMatchObject({ pausedAt: expect.any(String), oauth: { clientId: 'another', consentedAt: null } })
    for (const odd of ['javascript:alert(1)', 'not a url', '']) expect([odd, await refused(m.w.admin.post('/mailboxes', await consented('odd', { oauth: { ...authority.oauth, tokenUrl: odd } })))]).toEqual([odd, '422 mailbox/authority-odd'])
  })

  test('what Outlook packed into winmail.dat becomes the files and the text of the complaint', { timeout: 60_000 }, async () => {
    const id = (await got<{ id: string }>(m.w.admin.post('/mailboxes', await m.fieldsOf('outlook')), 201)).id
    const packed = aTnef(attribute(0x69003, property(0x1000, 0x1f, Buffer.from('手镯断了，照片见附件。\0', 'utf16le'))), aFile('ZHAOPI~1.TXT', Buffer.from('断口在搭扣处'), '断口说明.txt'))
    const mail = [
      'From: =?UTF-8?B?55m95aWz5aOr?= <bai@customers.example.cn>', 'To: outlook@shop.example.cn', 'Subject: winmail', `Message-ID: <${crypto.randomUUID()}@customers.example.cn>`, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '',
      '--b', 'Content-Type: application/ms-tnef; name="winmail.dat"', 'Content-Transfer-Encoding: base64', 'Content-Disposition: attachment; filename="winmail.dat"', '', packed.toString('base64').replace(/.{76}/g, '$&\r\n'), '--b--', '',
    ].join('\r\n')
    await m.dovecot.deliver('outlook', mail)
    const taken = await m.until('taken', 'winmail')
    const it = await got<any>(m.w.admin.get(`/complaints/${taken.complaint?.id}`))
    expect(it.points[0].text).toContain('手镯断了')
    expect(it.files.map((f: any) => f.name)).toEqual(['断口说明.txt'])
    await got(m.w.admin.post(`/mailboxes/${id}/remove`))
  })
})
