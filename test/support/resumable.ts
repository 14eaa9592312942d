import type { Client } from './app.ts'

export interface Begun { readonly id: string; readonly key: string; readonly offset: number; readonly file: { id: string; sha256: string } | null }

/** One part of a file on its way, as a browser sends it. */
export const part = async (who: Client, path: string, { id, key }: Pick<Begun, 'id' | 'key'>, offset: number, bytes: Uint8Array) => {
  const answer = await who.app.inject({ method: 'PATCH', url: `/api/v1${path}/${id}`, headers: { ...who.headers, 'accept-language': 'zh-CN', 'x-upload-key': key, 'upload-offset': String(offset), 'content-type': 'application/partial-upload' }, payload: Buffer.from(bytes) })
  return { status: answer.statusCode, body: answer.json<Begun & { type: string; title: string; params?: { offset: number } }>() }
}

export const begin = async (who: Client, path: string, name: string, bytes: number, more: Record<string, unknown> = {}): Promise<Begun> => {
  const { status, body } = await who.post<Begun>(path, { name, bytes, ...more })
  if (status !== 201) throw new Error(`begin ${name}: ${status} ${JSON.stringify(body)}`)
  return body
}

/** A video as a phone names and begins it; what follows is noise that no other has. */
export const aVideo = (bytes: number): Buffer => {
  const video = Buffer.alloc(bytes)
  for (let at = 0; at < bytes; at += 4) video.writeUInt32LE((at * 2_654_435_761 + bytes) >>> 0, Math.min(at, bytes - 4))
  return Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42\0\0\0\0mp42isom', 'latin1'), video]).subarray(0, bytes)
}

