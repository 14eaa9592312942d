import type { PackBody } from './shape.ts'

/** Whatever is said is said in every language. */
const silent = (part: unknown, at: string): string[] => {
  if (typeof part !== 'object' || part === null) return []
  if ('zh-CN' in part && 'en' in part) return Object.entries(part).filter(([, text]) => typeof text === 'string' && text.trim() === '').map(([locale]) => `${at}: nothing is said in ${locale}`)
  return Object.entries(part).flatMap(([name, inner]) => silent(inner, `${at}/${(inner as { code?: string } | null)?.code ?? name}`))
}

/** Where a pack says something in one language and nothing in another. */
export const wordFaults = (body: PackBody): string[] => Object.entries(body).flatMap(([name, part]) => silent(part, name))
