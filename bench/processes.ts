import { readFileSync, readdirSync } from 'node:fs'

interface Stat { readonly parent: number; readonly seconds: number; readonly reapedSeconds: number }
// USER_HZ of every Linux that Node runs on.
const TICKS_A_SECOND = 100

const statOf = (pid: number): Stat | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Counted from the state, which follows the name in brackets: parent, user and system time, the same of children that have ended.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number)
    const ticks = (from: number) => ((fields[from] ?? 0) + (fields[from + 1] ?? 0)) / TICKS_A_SECOND
    return { parent: fields[1] ?? 0, seconds: ticks(11), reapedSeconds: ticks(13) }
  } catch {
    return null
  }
}

/** A process and all below it. Linux only. */
export const treeOf = (root: number): number[] => {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => ({ pid: Number(name), parent: statOf(Number(name))?.parent }))
  const below = (pid: number): number[] => [pid, ...parents.filter((p) => p.parent === pid).flatMap((p) => below(p.pid))]
  return below(root)
}

/** Processor time that a process and all below it have taken so far, those included that have ended, in seconds. */
export const cpuSeconds = (root: number): number => treeOf(root).reduce((sum, pid) => {
  const stat = statOf(pid)
  return sum + (stat ? stat.seconds + stat.reapedSeconds : 0)
}, 0)

/** The process that started this one. */
export const parentOf = (pid: number): number => statOf(pid)?.parent ?? 0
