import { afterAll, beforeAll, expect, test } from 'vitest'
import { type World, openWorld } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'

let w: World
let open: World
beforeAll(async () => { [w, open] = await Promise.all([openWorld(), openWorld({ WEBHOOK_PRIVATE: 'allow' })]) })
afterAll(async () => { await Promise.all([w.close(), open.close()]) })

const fields = async (world: World, host: string, change: Record<string, unknown> = {}) => ({
  address: 'kefu@shop.example.cn', unitId: await world.unitId('S01'), folder: 'INBOX', begin: 'new', receiving: { host, port: 1, security: 'tls', user: 'kefu', password: 'secret-code' }, sending: null, ...change,
})

test('mail servers inside are not connected to, unless it is allowed', async () => {
  for (const host of ['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', 'localhost', 'mail.internal']) {
    expect([host, await refused(w.admin.post('/mailboxes', await fields(w, host)))]).toEqual([host, '422 mailbox/host-inside'])
    expect([host, await refused(w.admin.post('/mailboxes/test', { mailboxId: null, ...await fields(w, host) }))]).toEqual([host, '422 mailbox/host-inside'])
  }
  const sending = { host: '192.168.0.9', port: 465, security: 'tls', user: 'kefu', password: '' }
  expect(await refused(w.admin.post('/mailboxes', await fields(w, 'imap.qq.com', { sending })))).toBe('422 mailbox/host-inside')
})

test('a trial says what is wrong', async () => {
  const tried = async (host: string) => (await got(open.admin.post('/mailboxes/test', { mailboxId: null, ...await fields(open, host) }))).receiving.code
  expect(await tried('no-such-host.invalid')).toBe('unresolved')
  expect(await tried('127.0.0.1')).toBe('connection')
})

test('passwords go in and never come out; a mailbox is made once, paused, changed and removed by administrators alone', async () => {
  const officer = await w.person('专员', 'HQ', 'complaintOfficer')
  for (const answer of [officer.get('/mailboxes'), officer.post('/mailboxes', await fields(w, 'imap.qq.com'))]) expect(await refused(answer)).toBe('403 identity/not-allowed')
  expect(await refused(w.admin.post('/mailboxes', await fields(w, 'imap.qq.com', { receiving: { host: 'imap.qq.com', port: 993, security: 'tls', user: 'kefu', password: '' } })))).toBe('422 mailbox/password-missing')
  const both = await Promise.all([w.admin.post('/mailboxes', await fields(w, 'imap.qq.com')), w.admin.post('/mailboxes', await fields(w, 'imap.qq.com'))])
  expect(both.map((answer) => answer.status).sort()).toEqual([201, 409])
  const id = both.find((answer) => answer.status === 201)?.body.id
  const shown = await got(w.admin.get('/mailboxes'))
  expect(shown.items).toHaveLength(1)
  expect(JSON.stringify(shown)).not.toContain('secret-code')
  await got(w.admin.post(`/mailboxes/${id}/pause`))
  expect(await refused(w.admin.post(`/mailboxes/${id}/pause`))).toBe('409 mailbox/paused')
  await got(w.admin.put(`/mailboxes/${id}`, await fields(w, 'imap.qq.com', { folder: '投诉', receiving: { host: 'imap.qq.com', port: 993, security: 'tls', user: 'kefu', password: '' } })))
  const stranger = await w.otherOrganization()
  expect(await refused(stranger.post(`/mailboxes/${id}/resume`))).toBe('404 kernel/not-found')
  await got(w.admin.post(`/mailboxes/${id}/resume`))
  await got(w.admin.post(`/mailboxes/${id}/remove`))
  expect((await got(w.admin.get('/mailboxes'))).items).toEqual([])
})
