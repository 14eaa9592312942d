import type { Move, Moves } from '#contract/moves.ts'
import { cursorOf, readCursor } from '#kernel/page.ts'
import { instant } from '#kernel/time.ts'
import type { PackBody } from '#modules/packs/shape.ts'

const PAGE = 50

interface Found { readonly open: number; readonly partly: boolean; readonly items: readonly Move[]; readonly pack: Pick<PackBody, 'clocks'>; readonly from: string | undefined }

const shiftOf = ({ before, after }: Move) => instant(after).getTime() - instant(before).getTime()

const byClock = (items: readonly Move[], { clocks }: Found['pack']): Moves['clocks'] => [...new Set(items.map(({ kind }) => kind))].map((kind) => {
  const own = items.filter((item) => item.kind === kind)
  const shifts = own.map(shiftOf)
  return { kind, label: clocks.find((one) => one.kind === kind)?.label ?? { 'zh-CN': kind, 'zh-Hant': kind, en: kind }, moved: own.length, earliestMs: shifts.reduce((a, b) => Math.min(a, b)), latestMs: shifts.reduce((a, b) => Math.max(a, b)) }
})

const byPress = (a: Move, b: Move) => Number(b.overdue) - Number(a.overdue) || (a.after < b.after ? -1 : a.after > b.after ? 1 : 0) || (a.complaintId + a.kind < b.complaintId + b.kind ? -1 : 1)

/** What moves, the most pressing first, in pages: worked out anew for each, as nothing of it is kept. */
export const listed = ({ open, partly, items, pack, from }: Found): Moves => {
  const sorted = [...items].sort(byPress)
  const at = from === undefined ? 0 : Number(readCursor(from)[0])
  const end = at + PAGE
  return { open, partly, moved: items.length, overdue: items.filter(({ overdue }) => overdue).length, clocks: byClock(items, pack), items: sorted.slice(at, end), next: end < sorted.length ? cursorOf([end]) : null }
}
