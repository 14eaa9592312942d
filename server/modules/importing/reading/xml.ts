import { unreadable } from '#contract/importing.ts'
import { Problem } from '#kernel/problem.ts'
import { SaxesParser } from 'saxes'
import { decoded } from './encoding.ts'

export interface Heard {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

/**
 * Reads XML piece by piece and pauses after each: whoever listens can pass on what came of it. Names come without prefix.
 * Entities of the document's own are not known and end the reading.
 */
export async function* heard(bytes: AsyncIterable<Uint8Array>, listener: Heard): AsyncGenerator<void> {
  const parser = new SaxesParser()
  parser.on('error', () => { throw new Problem(unreadable, { row: 0 }) })
  parser.on('opentag', ({ name, attributes }) => listener.open?.(local(name), attributes as Record<string, string>))
  parser.on('text', (text) => listener.text?.(text))
  parser.on('closetag', ({ name }) => listener.close?.(local(name)))
  for await (const text of decoded(bytes, 'utf-8')) {
    parser.write(text)
    yield
  }
  parser.close()
}

/** Reads a small part whole. */
export const hear = async (bytes: AsyncIterable<Uint8Array> | null, listener: Heard): Promise<void> => {
  if (!bytes) return
  for await (const _ of heard(bytes, listener)) { /* all of it */ }
}
