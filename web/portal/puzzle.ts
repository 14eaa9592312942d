import type { z } from 'zod'
import type { puzzle } from '#contract/portal.ts'

export type Puzzle = z.output<(typeof puzzle)['output']>

/** Longer than the oldest phone needs. */
const PATIENCE = 30_000

/** Solves beside the page, which stays quick meanwhile; the value of the header `X-Proof`. */
export const solve = (given: Puzzle): Promise<string> => new Promise((resolve, reject) => {
  const worker = new Worker(new URL('./puzzle-worker.ts', import.meta.url), { type: 'module' })
  const end = () => {
    clearTimeout(timer)
    worker.terminate()
  }
  const fail = () => {
    end()
    reject(new Error('puzzle'))
  }
  const timer = setTimeout(fail, PATIENCE)
  worker.onerror = fail
  worker.onmessage = ({ data }: MessageEvent<number>) => {
    end()
    const { algorithm, challenge, salt, signature } = given
    resolve(btoa(JSON.stringify({ algorithm, challenge, number: data, salt, signature })))
  }
  worker.postMessage(given)
})
