import type { Client, World } from './app.ts'

export const aComplaint = async (w: World, change: Record<string, unknown> = {}) => ({
  channel: 'phone', unitId: await w.unitId('S01'), receivedAt: w.now().toISOString(), customer: { name: '王女士', phone: '13800138000' },
  points: [{ text: '戒指戴了三天就掉钻', wants: '全额退款' }], product: null, order: null, receiver: { name: '小李', position: '店员' }, signedOff: true, ...change,
})

export interface Registered { readonly id: string; readonly number: string; readonly portalCode: string; readonly points: { id: string }[] }

/** Registers and returns the 201 body. */
export const register = async (w: World, who: Client, change: Record<string, unknown> = {}): Promise<Registered> => {
  const { status, body } = await who.post<Registered>('/complaints', await aComplaint(w, change))
  if (status !== 201) throw new Error(`register: ${status} ${JSON.stringify(body)}`)
  return body
}

const BOUNDARY = 'part-boundary'

/** A multipart upload of one file. */
export const upload = (who: Client, name: string, bytes: Buffer, path = '/files') => who.app.inject({
  method: 'POST', url: `/api/v1${path}`, headers: { ...who.headers, 'accept-language': 'zh-CN', 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  payload: Buffer.concat([Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
})

/** The smallest PNG: one pixel. */
export const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
