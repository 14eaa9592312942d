/** What a push message carries (see `channel/courier.ts`). */
interface Message { readonly id: string; readonly title: string; readonly text: string; readonly url: string | null; readonly locale: string }

interface PushEvent extends Event { readonly data: { json(): unknown } | null; waitUntil(work: Promise<unknown>): void }
interface ClickEvent extends Event { readonly notification: Notification; waitUntil(work: Promise<unknown>): void }
interface Tab { readonly url: string; focus(): Promise<unknown>; navigate(url: string): Promise<unknown> }
interface Worker {
  readonly registration: { showNotification(title: string, options: NotificationOptions): Promise<void> }
  readonly clients: { matchAll(of: { type: 'window'; includeUncontrolled: true }): Promise<readonly Tab[]>; openWindow(url: string): Promise<unknown> }
  readonly location: Location
  addEventListener(type: 'push', heard: (event: PushEvent) => void): void
  addEventListener(type: 'notificationclick', heard: (event: ClickEvent) => void): void
}

const worker = self as unknown as Worker

/** Every push is shown: browsers take the right away from who wakes them silently. The same message sent twice is one. */
worker.addEventListener('push', (event) => {
  const { id, title, text, url, locale } = event.data?.json() as Message
  event.waitUntil(worker.registration.showNotification(title, { body: text, tag: id, lang: locale, icon: '/icon.svg', data: url }))
})

/** Leads to the page of the matter: in a tab that is open, else in a new one. Never out of this application. */
const open = async (url: string) => {
  const to = new URL(url, worker.location.origin)
  const inside = `${worker.location.origin}${to.pathname}${to.search}`
  const [tab] = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (!tab) return worker.clients.openWindow(inside)
  await tab.focus()
  return tab.navigate(inside).catch(() => worker.clients.openWindow(inside))
}

worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  if (typeof event.notification.data === 'string') event.waitUntil(open(event.notification.data))
})
