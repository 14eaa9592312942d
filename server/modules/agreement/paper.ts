import { Readable } from 'node:stream'
import type { Actor } from '#kernel/actor.ts'
import { words } from '#kernel/i18n.ts'
import type { Ask } from '#kernel/query.ts'
import type { NewFile } from '#modules/files/commands.ts'
import type { FileStore } from '#modules/files/port.ts'
import { keep } from '#modules/files/receive.ts'
import type { AgreementPrinter } from './port.ts'
import { type Content, content } from './queries/content.ts'

interface Given { readonly printer: AgreementPrinter; readonly store: FileStore }

export const print = async ({ printer, store }: Given, { pictures, sealed: _sealed, name: _name, ...paper }: Content): Promise<Uint8Array> => {
  const drawings = await Promise.all(pictures.map(async ({ id, sha256 }) => [id, Buffer.concat(await (await store.open(sha256)).toArray() as Buffer[]).toString('base64')] as const))
  return printer.printAgreement({ ...paper, drawings: Object.fromEntries(drawings) })
}

/** The PDF of what both signed, stored; null where it is already. */
export const storePdf = async (given: Given, ask: Ask, actor: Actor, paperId: string): Promise<NewFile | null> => {
  const found = await ask(content, actor, { id: paperId })
  if (found.sealed || found.state !== 'signed') return null
  const drawn = found.signatures.filter(({ way }) => way !== 'paper')
  // It is made once: one without the hands under it would stay so.
  if (found.pictures.length < drawn.length) throw new Error(`a drawing of agreement ${paperId} cannot be read`)
  const title = words(found.locale, ['papers', 'agreement', 'title']) ?? 'agreement'
  return keep(given.store, Readable.from([Buffer.from(await print(given, found))]), `${title}-${found.name}.pdf`)
}
