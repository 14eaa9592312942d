import { type WordsCheck, checkWords } from '#contract/commitment.ts'
import { useAsk } from '../query.ts'
import { useCan } from '../session.tsx'
import { useSettled } from '../../ui/settled.ts'

const PAUSE = 500

/** What stands in the way of a text, looked for while it is written; undefined until it was looked at. `fresh`: as it stands now. */
export const useWords = (complaintId: string, text: string): { readonly seen: WordsCheck | undefined; readonly fresh: boolean } => {
  const settled = useSettled(text, PAUSE)
  const can = useCan()
  const enabled = settled.trim() !== '' && can('commitment.read')
  const { data, isPlaceholderData } = useAsk(checkWords, { complaintId, text: settled }, { enabled })
  const seen = enabled && data ? { ...data, flags: data.flags.filter((flag) => text.includes(flag.found)), promised: data.promised.filter((one) => text.includes(one.found)) } : undefined
  return { seen, fresh: settled === text && !isPlaceholderData }
}
