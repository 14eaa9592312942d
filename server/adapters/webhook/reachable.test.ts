import { expect, test } from 'vitest'
import { openReceiver } from '#test/receiver.ts'
import { httpPoster } from './http.ts'
import { isPublic, whyNotUrl } from './reachable.ts'

const whyNot = (url: string) => whyNotUrl(false)(url)?.type ?? null
const going = new AbortController().signal

test.each([
  'http://127.0.0.1/', 'http://127.1/', 'http://2130706433/', 'http://0x7f.0.0.1/', 'http://0.0.0.0/', 'http://10.1.2.3/', 'http://172.16.0.1/', 'http://192.168.1.1:8080/', 'http://169.254.169.254/latest/meta-data', 'http://100.100.100.200/', 'http://192.0.0.192/', 'http://168.63.129.16/',
  'http://[::1]/', 'http://[::]/', 'http://[fe80::1]/', 'http://[fd00:ec2::254]/', 'http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/', 'http://[64:ff9b::7f00:1]/', 'http://[2002:7f00:1::]/', 'http://localhost/', 'http://LOCALHOST./', 'http://a.localhost/', 'http://metadata.google.internal/', 'http://printer.local/',
])('%s lies inside', (url) => { expect(whyNot(url)).toBe('integration/address-inside') })

test.each(['ftp://example.com/', 'javascript:alert(1)', 'example.com', '', 'http://user:secret@example.com/', 'file:///etc/passwd'])('%j is no address for a webhook', (url) => { expect(whyNot(url)).toBe('integration/address-unusable') })

test.each(['https://example.com/hook', 'http://8.8.8.8/', 'http://[2606:4700::1111]/', 'https://localhost.example.com/'])('%s may be used', (url) => { expect(whyNot(url)).toBeNull() })

test('inside may be allowed', () => { expect(whyNotUrl(true)('http://127.0.0.1:1/')).toBeNull() })

test('no text is a public address', () => { expect(isPublic('example.com')).toBe(false) })

test('a name that leads inside is not connected to, also when only one of its addresses does', async () => {
  const receiver = await openReceiver()
  const url = `http://hooks.example.com:${receiver.port}/`
  for (const addresses of [['127.0.0.1'], ['8.8.8.8', '127.0.0.1']]) {
    const poster = httpPoster({ insideAllowed: false, resolve: async () => addresses.map((address) => ({ address, family: 4 })) })
    expect(await poster.post({ url, headers: {}, body: '{}' }, going)).toEqual({ status: null, trouble: 'inside', answer: null })
  }
  expect(await httpPoster({ insideAllowed: false }).post({ url: receiver.url, headers: {}, body: '{}' }, going)).toMatchObject({ trouble: 'inside' })
  expect(await httpPoster({ insideAllowed: false }).post({ url: `http://localhost:${receiver.port}/`, headers: {}, body: '{}' }, going)).toMatchObject({ trouble: 'inside' })
  expect(receiver.received).toHaveLength(0)
  await receiver.close()
})

test('the name is looked up once and the connection goes to what was found', async () => {
  const receiver = await openReceiver()
  let asked = 0
  const poster = httpPoster({ insideAllowed: true, resolve: async () => { asked++; return [{ address: '127.0.0.1', family: 4 }] } })
  expect(await poster.post({ url: `http://hooks.example.com:${receiver.port}/`, headers: {}, body: '{}' }, going)).toEqual({ status: 200, trouble: null, answer: 'ok' })
  expect(asked).toBe(1)
  expect(receiver.received[0]?.headers.host).toBe(`hooks.example.com:${receiver.port}`)
  const lost = httpPoster({ insideAllowed: true, resolve: () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })) })
  expect(await lost.post({ url: 'http://hooks.example.com/', headers: {}, body: '{}' }, going)).toMatchObject({ status: null, trouble: 'unresolved' })
  await receiver.close()
})
