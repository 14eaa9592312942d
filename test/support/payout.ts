import type { Client, World } from './app.ts'
import { got, investigated } from './steps.ts'
import type { Registered } from './story.ts'

let references = 0
let customers = 0

interface Thing { readonly kind: string; readonly amountFen: number }

/** Agreed with a customer of their own: nobody has been given too much. @returns the case and what is to be done. */
export const agreedOn = async (w: World, who: Client, items: readonly Thing[]): Promise<{ c: Registered; tasks: any[] }> => {
  const c = await investigated(w, who, { customer: { name: '王女士', phone: `1362222${String(1_000 + customers++)}` } })
  const made = await got(who.post<any>(`/complaints/${c.id}/remedies`, { items: items.map((item) => ({ ...item, pointId: c.points[0]?.id })), reason: '合理' }), 201)
  await got(who.post(`/remedies/${made.id}/offer`, { version: made.version }))
  await got(who.post(`/remedies/${made.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  return { c, tasks: (await got<any>(w.admin.get(`/tasks?complaintId=${c.id}`))).items }
}

interface Paying { /** Who asks. */ readonly asks: Client; /** Somebody else, who approves. */ readonly approves: Client; /** Who pays; whoever approved unless told. */ readonly pays?: Client; readonly way?: string; readonly reference?: string; readonly amountFen?: number }

export const askFor = (who: Client, task: { readonly id: string; readonly amountFen: number }, change: Record<string, unknown> = {}) =>
  who.post<any>(`/tasks/${task.id}/payouts`, { amountFen: task.amountFen, way: 'original', payee: '王女士', ...change })

/** The money of a task leaves: asked for, approved by another, paid. @returns the payout. */
export const payOut = async (task: { readonly id: string; readonly amountFen: number }, { asks, approves, pays = approves, way = 'original', reference = `ICBC-${++references}`, amountFen = task.amountFen }: Paying) => {
  const asked = await got(askFor(asks, task, { way, amountFen }), 201)
  const approved = await got(approves.post<any>(`/payouts/${asked.id}/approve`, { version: asked.version }))
  return got(pays.post<any>(`/payouts/${asked.id}/payment`, { version: approved.version, reference, on: approved.firstOn }))
}
