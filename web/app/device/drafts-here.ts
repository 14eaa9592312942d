import { draftsBelow, forgetDraft, keepDraft, readDraft } from '../../ui/draft.ts'

/** Begins the keys of registrations that are being written. */
const REGISTRATIONS = 'register'

export const keyOf = (id: string) => `${REGISTRATIONS}.${id}`
const BASES = `${REGISTRATIONS}.base.`
export const baseKeyOf = (id: string) => `${BASES}${id}`
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

interface Typed { readonly files?: readonly { readonly id: string }[] }
const without = (draft: Typed) => JSON.stringify({ ...draft, files: draft.files?.filter(({ id }) => !id.startsWith('here-')) })

/** Who signs out leaves nothing that the server has; what it does not have stays, under their name, until they are back. */
export const leaveHere = () => {
  for (const key of draftsBelow(BASES)) {
    const id = key.slice(BASES.length)
    const [typed, base] = [readDraft<Typed>(keyOf(id)), readDraft<{ readonly draft: Typed | null }>(key)?.draft]
    if (!typed || (base && without(typed) === without(base))) forgetHere(id)
  }
}
