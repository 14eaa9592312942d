import { type Line, lineOf } from '../report.ts'
import { NEVER_TOGETHER, OTHERWISE, QUESTIONS } from '../text.ts'
import type { Given, Measure } from './given.ts'
import { type Kind, measureReads } from './reads.ts'

const MANY = 5_000_000
const TOGETHER_MS = 100
const PAGE = 100
const MOST_PAGES = 20

const pathOf = (question: string, limit: number) => `/complaints?limit=${limit}&q=${encodeURIComponent(question)}`

const found = async ({ program, access }: Given, question: string): Promise<{ ids: string[]; whole: boolean }> => {
  const ids: string[] = []
  for (let page = 0, cursor = ''; page < MOST_PAGES; page++) {
    const answer = await fetch(`http://127.0.0.1:${program.port}/api/v1${pathOf(question, PAGE)}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, { headers: { authorization: `Bearer ${access.token}` } })
    const { items, next } = await answer.json() as { items: { id: string }[]; next: string | null }
    ids.push(...items.map((item) => item.id))
    if (next === null) return { ids, whole: true }
    cursor = next
  }
  return { ids, whole: false }
}

/** What `LIKE` finds in the same texts, newest first. */
const oracle = async ({ bench }: Given, question: string): Promise<string[]> => {
  const words = question.split(' ')
  const { rows } = await bench.client.query<{ id: string }>(`select complaint_id as id from complaint.search where ${words.map((_, i) => `body like $${i + 1}`).join(' and ')} order by complaint_id desc limit ${PAGE * MOST_PAGES}`, words.map((word) => `%${word}%`))
  return rows.map((r) => r.id)
}

/** Recall and precision of each question against the oracle, over as many pages as are looked at. */
const compare = async (given: Given): Promise<{ recall: number[]; precision: number[] }> => {
  const [recall, precision]: [number[], number[]] = [[], []]
  for (const question of [...QUESTIONS, ...NEVER_TOGETHER]) {
    const { ids, whole } = await found(given, question)
    const there = await oracle(given, question)
    const expected = new Set(whole ? there : there.slice(0, ids.length))
    const right = ids.filter((id) => expected.has(id)).length
    recall.push(expected.size ? right / expected.size : 1)
    precision.push(ids.length ? right / ids.length : 1)
  }
  return { recall, precision }
}

/** P5: Chinese search, frequent and rare, and pairs that never meet; nothing missed and nothing too much. */
export const search: Measure = async (given) => {
  const { rows, bench } = given
  const { recall, precision } = await compare(given)
  const exact = (metric: string, values: readonly number[]): Line => lineOf({ goal: 'P5', metric, unit: 'ratio', op: '>=', target: 1, connections: 1, rows, fsync: bench.fsync }, [Math.min(...values)])
  const kinds: Kind[] = [
    { metric: 'search.p95', paths: QUESTIONS.map((q) => pathOf(q, 50)), connections: 1, target: rows > MANY ? 40 : 15 },
    { metric: 'search.otherwise.p95', paths: OTHERWISE.map((q) => pathOf(q, 50)), connections: 1, target: rows > MANY ? 40 : 15 },
    { metric: 'search.everything.p95', paths: [...QUESTIONS, ...OTHERWISE].map((q) => `/search?q=${encodeURIComponent(q)}`), connections: 1, target: rows > MANY ? 40 : 15 },
    { metric: 'search.together.p95', paths: NEVER_TOGETHER.map((q) => pathOf(q, 50)), connections: 1, target: TOGETHER_MS },
  ]
  return [...await measureReads(given, 'P5', kinds), exact('search.recall', recall), exact('search.precision', precision)]
}
