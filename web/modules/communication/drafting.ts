import { useEffect } from 'react'
import type { FileRef } from '#contract/common.ts'
import { useDraft } from '../../ui/draft.ts'

export interface Letter { readonly text: string; readonly files: readonly FileRef[] }

/** Words sent from elsewhere on the page (what to say, a phrase) to be put into the text being written. */
export interface Inserted { readonly words: string; readonly taken: () => void }

const EMPTY: Letter = { text: '', files: [] }
const joined = (text: string, words: string) => (text.trim() === '' ? words : `${text.trimEnd()}\n${words}`)

/** A text with files that survives a reload, kept apart for each case and kind of entry. */
export const useLetter = (complaintId: string, kind: 'reply' | 'call' | 'note', inserted?: Inserted | null) => {
  const [letter, setLetter, clear, restored] = useDraft<Letter>(`${kind}.${complaintId}`, EMPTY)
  const set = (part: Partial<Letter>) => setLetter((before) => ({ ...before, ...part }))
  const insert = (words: string) => setLetter((before) => ({ ...before, text: joined(before.text, words) }))
  useEffect(() => {
    if (!inserted) return
    setLetter((before) => ({ ...before, text: joined(before.text, inserted.words) }))
    inserted.taken()
  }, [inserted, setLetter])
  return { letter, set, insert, clear, restored }
}
