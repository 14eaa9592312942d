import { beforeAll, beforeEach, expect, test, vi } from 'vitest'

// What a browser offers a service worker, as far as the part for push needs it.
type Heard = (event: object) => void
const heard = new Map<string, Heard>()
const shown: { title: string; options: NotificationOptions }[] = []
const tabs: { url: string; focus: () => Promise<void>; navigate: (url: string) => Promise<void> }[] = []
const opened: string[] = []

beforeAll(async () => {
  vi.stubGlobal('self', {
    addEventListener: (name: string, listener: Heard) => { heard.set(name, listener) }, location: new URL('https://care.example.com/worker.js'),
    registration: { showNotification: async (title: string, options: NotificationOptions) => { shown.push({ title, options }) } },
    clients: { matchAll: async () => tabs, openWindow: async (url: string) => { opened.push(`new ${url}`) } },
  })
  await import('./push.ts')
  return () => { vi.unstubAllGlobals() }
})
beforeEach(() => {
  shown.length = 0
  tabs.length = 0
  opened.length = 0
})

const fire = async (name: string, event: object) => {
  let work: Promise<unknown> = Promise.resolve()
  heard.get(name)?.({ ...event, waitUntil: (given: Promise<unknown>) => { work = given } })
  await work
}
const press = (data: unknown) => fire('notificationclick', { notification: { data, close: () => undefined } })

test('a message is shown under its id, so that the same sent twice is one', async () => {
  await fire('push', { data: { json: () => ({ id: 'one', title: '投诉待办', text: '请接手', url: 'https://care.example.com/complaints/1', locale: 'zh-CN' }) } })
  expect(shown).toEqual([{ title: '投诉待办', options: { body: '请接手', tag: 'one', lang: 'zh-CN', icon: '/icon.svg', data: 'https://care.example.com/complaints/1' } }])
})

test('pressed, it leads to its page: in the tab that is open, else in a new one', async () => {
  await press('https://care.example.com/complaints/1?panel=handOver')
  tabs.push({ url: '/', focus: async () => { opened.push('focus') }, navigate: async (url) => { opened.push(url) } })
  await press('https://care.example.com/complaints/2')
  expect(opened).toEqual(['new https://care.example.com/complaints/1?panel=handOver', 'focus', 'https://care.example.com/complaints/2'])
})

test('a tab that cannot be led there stays, and a new one is opened', async () => {
  tabs.push({ url: '/', focus: async () => undefined, navigate: () => Promise.reject(new Error('not controlled')) })
  await press('https://care.example.com/complaints/3')
  expect(opened).toEqual(['new https://care.example.com/complaints/3'])
})

test('no message leads out of the application', async () => {
  await press('https://evil.example.org/complaints/4')
  expect(opened).toEqual(['new https://care.example.com/complaints/4'])
  await press(null)
  expect(opened).toHaveLength(1)
})
