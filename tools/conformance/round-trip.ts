import { z } from 'zod'
import type { RoundTrip } from './naughty.ts'
import type { Lazy, Product } from './product.ts'

const Made = z.object({ id: z.string() })
const Shown = z.object({ points: z.array(z.object({ text: z.string(), wants: z.string().nullable() })) })
const Refusal = z.object({ errors: z.array(z.object({ pointer: z.string(), detail: z.string().min(1) })).min(1) })

/** What came back, and that it came as data: nothing that a browser would run. */
async function ask(product: Product, method: 'GET' | 'POST', url: string, payload?: object): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await product.app.inject({ method, url: `/api/v1${url}`, headers: product.headers, ...(payload ? { payload } : {}) })
  const type = String(answer.headers['content-type'])
  if (!/^application\/(problem\+)?json;/.test(type) || answer.headers['x-content-type-options'] !== 'nosniff') throw new Error(`${url} was answered as ${type}`)
  return { status: answer.statusCode, body: answer.json() }
}

/** Registers a complaint with the text as what happened and as what is wanted, and reads the case; null when the text was refused by name. */
export function roundTrip(product: Lazy): RoundTrip {
  return async (text) => {
    const running = await product.ask()
    const registered = await ask(running, 'POST', '/complaints', {
      channel: 'phone', unitId: running.unitId, receivedAt: new Date().toISOString(), customer: { name: '顾客' }, points: [{ text, wants: text }], receiver: { name: '店员', position: '店员' }, signedOff: true,
    })
    if (registered.status === 422 && Refusal.parse(registered.body).errors.every(({ pointer }) => pointer.startsWith('#/points/0/'))) return null
    if (registered.status !== 201) throw new Error(`POST /complaints was answered ${registered.status}`)
    const { id } = Made.parse(registered.body)
    const { points: [point] } = Shown.parse((await ask(running, 'GET', `/complaints/${id}`)).body)
    return point?.wants === text ? point.text : (point?.wants ?? null)
  }
}
