import { useSyncExternalStore } from 'react'

/** Whether the window is so narrow, and from then on when that changes. */
const narrowerThan = (width: string) => {
  const query = () => matchMedia(`(max-width: ${width})`)
  const subscribe = (listener: () => void) => {
    const list = query()
    list.addEventListener('change', listener)
    return () => list.removeEventListener('change', listener)
  }
  return () => useSyncExternalStore(subscribe, () => query().matches)
}

/** True on a screen as narrow as a phone's. */
export const usePhone = narrowerThan('767px')
/** True where there is no room for a column beside the form. */
export const useNarrow = narrowerThan('1023px')
