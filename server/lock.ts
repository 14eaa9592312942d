import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export class AlreadyRunning extends Error {
  readonly pid: number
  constructor(pid: number, folder: string) {
    super(`Another Wenguo (process ${pid}) is using ${folder}. Stop it first, or start this one with another DATA_DIR.`)
    this.pid = pid
  }
}

/** When a process began, so that a number used again after a crash is not taken for the old one. Null when it does not run. */
const beganAt = (pid: number): string | null => {
  try {
    process.kill(pid, 0)
  } catch {
    return null
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : (fields[19] ?? 'unknown')
  } catch {
    return 'unknown'
  }
}

const holderOf = (file: string): number | null => {
  const [pid = '', began = ''] = readFileSync(file, 'utf8').split('\n')
  const now = beganAt(Number(pid))
  return now !== null && now === began ? Number(pid) : null
}

/** One program per data folder. A lock left by a crash is taken over. @throws AlreadyRunning. @returns how to let go. */
export const lockFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const file = join(folder, 'wenguo.lock')
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = openSync(file, 'wx', 0o644)
      writeSync(handle, `${process.pid}\n${beganAt(process.pid)}\n`)
      closeSync(handle)
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      const holder = holderOf(file)
      if (holder !== null) throw new AlreadyRunning(holder, folder)
      rmSync(file, { force: true })
    }
  }
  throw new Error(`The lock ${file} cannot be taken.`)
}
