import type { Puzzle } from './puzzle.ts'
import { sha256 } from '../ui/sha256.ts'

/** The number behind a puzzle; -1 when there is none. */
const numberOf = ({ challenge, salt, most }: Puzzle): number => {
  for (let number = 0; number <= most; number++) if (sha256(salt + number) === challenge) return number
  return -1
}

addEventListener('message', ({ data }: MessageEvent<Puzzle>) => { postMessage(numberOf(data)) })
