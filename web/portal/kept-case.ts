import type { PortalCase } from '#contract/portal.ts'
import { forget, keep, recall } from './store.ts'

/** A case the person asked this phone to remember: its code, and what was seen of it last. */
export interface KeptCase { readonly code: string; readonly found: PortalCase; readonly at: number }

const LIST = 'kept'
const placeOf = (number: string) => `kept.${number}`

export const keptNumbers = (): readonly string[] => recall<string[]>(LIST) ?? []
export const keptCase = (number: string): KeptCase | null => recall<KeptCase>(placeOf(number))

export const keepCase = (number: string, kept: KeptCase) => {
  keep(placeOf(number), kept)
  keep(LIST, [...new Set([...keptNumbers(), number])])
}

export const forgetCase = (number: string) => {
  forget(placeOf(number))
  keep(LIST, keptNumbers().filter((each) => each !== number))
}
