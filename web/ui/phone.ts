import { useSyncExternalStore } from 'react'

const query = () => matchMedia('(max-width: 767px)')

const subscribe = (listener: () => void) => {
  const list = query()
  list.addEventListener('change', listener)
  return () => list.removeEventListener('change', listener)
}

/** True on a screen as narrow as a phone's. */
export const usePhone = () => useSyncExternalStore(subscribe, () => query().matches)
