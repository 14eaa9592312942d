import { draftsBelow, forgetDraft, keepDraft, readDraft } from '../../ui/draft.ts'

/** Begins the keys of registrations that are being written. */
export const REGISTRATIONS = 'register'

export const keyOf = (id: string) => `${REGISTRATIONS}.${id}`
export const baseKeyOf = (id: string) => `${REGISTRATIONS}.base.${id}`
const NOW = `${REGISTRATIONS}.now`
const nowKeyOf = (candidate: string | undefined) => (candidate ? `${NOW}.${candidate}` : NOW)

/** Which one this device was at; of a lead that came in its own. */
export const draftNow = (candidate?: string) => readDraft<string>(nowKeyOf(candidate))
export const turnTo = (id: string, candidate?: string) => keepDraft(nowKeyOf(candidate), id)

/** Nothing of it stays on this device, and nobody is led back to it. */
export const forgetHere = (id: string) => {
  forgetDraft(keyOf(id))
  forgetDraft(baseKeyOf(id))
  for (const key of draftsBelow(NOW)) if (readDraft<string>(key) === id) forgetDraft(key)
}
