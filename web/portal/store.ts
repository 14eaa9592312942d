const PREFIX = 'wenguo.portal.'

// Private windows and some in-app browsers refuse storage; then this page at least remembers while it is open.
const memory = new Map<string, string>()

const read = (store: () => Storage, key: string): string | null => {
  const held = memory.get(key)
  if (held !== undefined) return held
  try {
    return store().getItem(PREFIX + key)
  } catch {
    return null
  }
}

const write = (store: () => Storage, key: string, value: string | null) => {
  memory.delete(key)
  try {
    if (value === null) store().removeItem(PREFIX + key)
    else store().setItem(PREFIX + key, value)
  } catch {
    if (value !== null) memory.set(key, value)
  }
}

const parse = <T>(text: string | null): T | null => {
  if (text === null) return null
  try {
    return JSON.parse(text) as T
  } catch {
    return null
  }
}

const device = () => localStorage
const tab = () => sessionStorage

/** Kept on this device until removed: drafts, what was sent without an answer, the language. */
export const recall = <T>(key: string): T | null => parse<T>(read(device, key))
export const keep = (key: string, value: unknown) => write(device, key, JSON.stringify(value))
export const forget = (key: string) => write(device, key, null)

export interface KeptReceipt {
  readonly number: string
  readonly reachable: boolean
  readonly held: boolean
  /** A suggestion: its answer is waited for, nobody rings. */
  readonly idea?: boolean
}

/** Whether a card was not looked at in this tab before; it was from now on. */
export const firstLook = (card: string): boolean => {
  if (read(tab, `card.${card}`) !== null) return false
  write(tab, `card.${card}`, '1')
  return true
}

/** Kept until the tab is closed: the secret codes of the cases opened here, and the receipt just given. */
export const recallCode = (number: string) => read(tab, `code.${number}`)
export const keepCode = (number: string, code: string) => write(tab, `code.${number}`, code)
export const forgetCode = (number: string) => write(tab, `code.${number}`, null)
/** The code of the meeting that was booked or opened here: whoever takes up the phone next does not see it. */
export const recallMeeting = () => read(tab, 'meeting')
export const keepMeeting = (code: string | null) => write(tab, 'meeting', code)
export const recallReceipt = () => parse<KeptReceipt>(read(tab, 'receipt'))
export const keepReceipt = (receipt: KeptReceipt | null) => write(tab, 'receipt', receipt === null ? null : JSON.stringify(receipt))
