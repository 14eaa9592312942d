import { useEffect, useState } from 'react'

/** What a browser hands out that can put pages on the home screen. */
interface Offer extends Event { prompt(): Promise<unknown> }

let offered: Offer | null = null
const listeners = new Set<() => void>()
const tellAll = () => { for (const listener of listeners) listener() }

/** Keeps the page openable without a network, and hears when it can be put on the home screen. Called once. */
export const prepareInstall = (): void => {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offered = event as Offer
    tellAll()
  })
  addEventListener('appinstalled', () => {
    offered = null
    tellAll()
  })
  if ('serviceWorker' in navigator) addEventListener('load', () => { navigator.serviceWorker.register('/portal-worker.js', { scope: '/portal' }).catch(() => undefined) })
}

/** Puts the page on the home screen; null where the browser offers no such thing, or it is there. */
export const useInstall = (): (() => void) | null => {
  const [offer, setOffer] = useState(offered)
  useEffect(() => {
    const listener = () => setOffer(offered)
    listeners.add(listener)
    return () => { listeners.delete(listener) }
  }, [])
  return offer && (() => {
    offered = null
    tellAll()
    void offer.prompt()
  })
}

/** The page's own description for the home screen: whose portal, in which language, of which place. */
export const useManifest = (locale: string, place: string | null, card: string | null): void => {
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]') ?? document.head.appendChild(Object.assign(document.createElement('link'), { rel: 'manifest' }))
    link.href = `/api/v1/portal/manifest?${new URLSearchParams({ locale, ...(place && { place }), ...(card && { card }) })}`
  }, [locale, place, card])
}
