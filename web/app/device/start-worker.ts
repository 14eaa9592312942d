/** Lets the pages open without a network. Where there is no worker, all works as before. */
export const startWorker = () => {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  addEventListener('load', () => { void navigator.serviceWorker.register('/worker.js').catch(() => undefined) }, { once: true })
}
