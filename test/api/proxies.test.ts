import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '#kernel/config.ts'
import { type World, openWorld } from '#test/app.ts'

let w: World
let plain: World
beforeAll(async () => {
  ;[w, plain] = await Promise.all([openWorld({ TRUSTED_PROXIES: '10.1.0.0/16, 2001:db8::5' }), openWorld()])
})
afterAll(async () => { await Promise.all([w.close(), plain.close()]) })

/** A card that is scanned, counted by address like everything the portal counts. */
const once = async (world: World, remoteAddress: string, forwarded: string): Promise<number> =>
  (await world.app.inject({ method: 'POST', url: '/api/v1/portal/cards/AAAA-BBBB/opened', remoteAddress, headers: { 'x-forwarded-for': forwarded }, payload: {} })).statusCode

/** As many as are free of one address, and what one more is answered. */
const tried = async (world: World, remoteAddress: string, forwarded: string | ((n: number) => string)): Promise<number> => {
  const said = (n: number) => (typeof forwarded === 'string' ? forwarded : forwarded(n))
  for (let n = 0; n < 60; n++) expect(await once(world, remoteAddress, said(n))).toBe(200)
  return once(world, remoteAddress, said(60))
}

test('behind a proxy that is named, each customer is counted by their own address, and what they write before it counts for nothing', async () => {
  expect(await tried(w, '10.1.2.3', '198.51.100.1')).toBe(429)
  expect(await once(w, '10.1.2.3', '198.51.100.2')).toBe(200)
  // The same customer by another proxy of the house, and by one that is reached over IPv6.
  expect(await once(w, '::ffff:10.1.9.9', '198.51.100.1')).toBe(429)
  expect(await once(w, '2001:db8::5', '198.51.100.1, 10.1.2.3')).toBe(429)
  expect(await tried(w, '10.1.2.3', (n) => `203.0.113.${n}, 198.51.100.3`)).toBe(429)
  expect(await once(w, '127.0.0.1', '198.51.100.3')).toBe(429)
})

test('from anywhere else the header is not believed', async () => {
  expect(await tried(w, '192.0.2.7', (n) => `198.51.101.${n}`)).toBe(429)
  expect(await once(w, '10.2.0.1', '198.51.100.1')).toBe(200)
  expect(await tried(plain, '10.1.2.3', (n) => `198.51.102.${n}`)).toBe(429)
})

test('a setting that names nobody, everybody or nonsense is refused by name', () => {
  for (const wrong of ['0.0.0.0/0', '::/0', '::ffff:0:0/96', '10.0.0.0/7', '10.0.0.0/33', '10.0.0.0/', 'proxy.example.com', '10.0.0.1/8/8', '10.0.0', ',', 'loopback,uniquelocal']) expect(() => readConfig({ TRUSTED_PROXIES: wrong })).toThrow(/TRUSTED_PROXIES/)
  expect(readConfig({ TRUSTED_PROXIES: '10.0.3.7, 192.168.20.0/24,fd00:7::/64' }).trustedProxies).toEqual(['10.0.3.7', '192.168.20.0/24', 'fd00:7::/64'])
  expect(readConfig({ TRUSTED_PROXIES: '' }).trustedProxies).toEqual([])
})
