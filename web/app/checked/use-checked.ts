import { keepPreviousData, useQueries } from '@tanstack/react-query'
import type { z } from 'zod'
import { checkWords } from '#contract/commitment.ts'
import { check, type Flag } from '#contract/knowledge.ts'
import { useSettled } from '../../ui/settled.ts'
import { call } from '../call.ts'
import { useCan } from '../session.tsx'

const PAUSE = 500

type Found = z.infer<typeof Flag>
type Texts = Readonly<Record<string, string>>

export interface Checked {
  /** What was found in a text, as far as it still stands there. */
  readonly in: (field: string) => readonly Found[]
  /** Something that nobody may send. */
  readonly stopped: boolean
  /** Something that goes out with a reason only. */
  readonly warned: boolean
}

/** With a case the numbers of who gets it are known. */
const ask = async (complaintId: string | null, text: string): Promise<readonly Found[]> => (complaintId ? await call(checkWords, { complaintId, text }) : await call(check, { text })).flags

/** The texts of a form, each by the field it stands in, looked at while they are written: before anything is pressed. `complaintId` null: they go to many. */
export const useChecked = (complaintId: string | null, texts: Texts): Checked => {
  const can = useCan()
  const settled = JSON.parse(useSettled(JSON.stringify(texts), PAUSE)) as Texts
  const enabled = can(complaintId ? 'commitment.read' : 'knowledge.read')
  const asked = [...new Set(Object.values(settled))].filter((text) => text.trim() !== '')
  const answers = useQueries({ queries: asked.map((text) => ({ queryKey: [checkWords.route, complaintId, text], queryFn: () => ask(complaintId, text), enabled, placeholderData: keepPreviousData })) })
  const found = new Map(Object.entries(settled).map(([field, text]) => [field, (answers[asked.indexOf(text)]?.data ?? []).filter((flag) => (texts[field] ?? '').includes(flag.found))]))
  const all = [...found.values()].flat()
  return { in: (field) => found.get(field) ?? [], stopped: all.some(({ level }) => level === 'stop'), warned: all.some(({ level }) => level === 'warn') }
}

/** Why a text does not go out as it is; `despite`: the reason that is given, null where none is asked for. */
export const whyFlagged = ({ stopped, warned }: Checked, despite: string | null): string | null => {
  if (stopped) return 'commitment:stopped'
  if (!warned || despite?.trim()) return null
  return despite === null ? 'case:extend.flagged' : 'case:composer.flagged'
}

/** The text with what to write instead. */
export const rewritten = (text: string, found: string, instead: string): string => text.replaceAll(found, () => instead)
