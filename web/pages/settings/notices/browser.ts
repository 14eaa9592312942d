/** Whether this browser can be woken by messages; why not. On iPhones only a page on the home screen can. */
export type PushState = 'ready' | 'homeScreen' | 'unsupported' | 'blocked' | 'insecure'

const isApple = () => /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1)

export const pushState = (): PushState => {
  if (!isSecureContext) return 'insecure'
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return isApple() ? 'homeScreen' : 'unsupported'
  return Notification.permission === 'denied' ? 'blocked' : 'ready'
}

export interface Subscribed { readonly endpoint: string; readonly p256dh: string; readonly auth: string; readonly name: string }

const bytesOf = (key: string) => Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

/** What a person calls it: the browser and what it runs on. */
const nameHere = (): string => {
  const agent = navigator.userAgent
  const browser = ['Edg', 'Firefox', 'Chrome', 'Safari'].find((one) => agent.includes(one)) ?? 'Browser'
  const machine = ['iPhone', 'iPad', 'Android', 'Windows', 'Macintosh', 'Linux'].find((one) => agent.includes(one)) ?? ''
  return [browser === 'Edg' ? 'Edge' : browser, machine === 'Macintosh' ? 'Mac' : machine].filter(Boolean).join(' · ')
}

/** Asks the person, then the maker of the browser. @returns null when the person said no. @throws when the maker is out of reach. */
export const subscribe = async (publicKey: string): Promise<Subscribed | null> => {
  if (await Notification.requestPermission() !== 'granted') return null
  const worker = await navigator.serviceWorker.register('/worker.js', { scope: '/' })
  await navigator.serviceWorker.ready
  // Made for another installation's key, it cannot be used by this one.
  await (await worker.pushManager.getSubscription())?.unsubscribe()
  const { endpoint, keys } = (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) })).toJSON()
  const [p256dh, auth] = [keys?.['p256dh'], keys?.['auth']]
  return endpoint && p256dh && auth ? { endpoint, p256dh, auth, name: nameHere() } : null
}
