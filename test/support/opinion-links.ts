import { sweepLinks } from '#modules/campaign/sweep.ts'
import type { Client } from './app.ts'
import type { Messages } from './messages.ts'
import { got } from './steps.ts'
import { register } from './story.ts'

export type Person = Client & { id: string }
interface Place { readonly h: Messages; readonly manager: Person; readonly unitId: string }
const DAY = 86_400_000
const QUESTIONS = [{ kind: 'scale', text: '修得满意吗', choices: [] }]

/** What tests of campaigns that write to customers do again and again; `at`: read when something is done. */
export const linksBy = (at: () => Place) => {
  let numbers = 0
  const day = (days = 0) => new Date(at().h.w.now().getTime() + days * DAY).toISOString().slice(0, 10)
  const machinery = (text: string, values: unknown[] = []) => at().h.query<any>(text, values)
  const sweep = () => { const { h } = at(); return sweepLinks(h.database.db, h.w.composed.doors.perform, h.w.now, h.w.composed.messages.opinionHouse) }
  return {
    day, machinery, sweep,
    /** A closed case of a new customer. */
    closed: async (customer: Record<string, unknown>) => {
      const { w } = at().h
      const c = await register(w, w.admin, { customer: { name: `顾客${numbers}`, phone: `1385550${String(1000 + numbers++)}`, ...customer } })
      const { customer: { id } } = await got<any>(w.admin.get(`/complaints/${c.id}`))
      await machinery(`update complaint.complaint set state = 'closed', last_closed_at = registered_at where id = $1 returning id`, [c.id])
      return { ...c, customerId: id as string }
    },
    /** A campaign that asks those customers alone: what was closed before is asked already or brought away. */
    begun: async (customers: readonly { id: string }[], change: Record<string, unknown> = {}) => {
      const { manager, unitId } = at()
      const made = await got<any>(manager.post('/campaigns', { name: '维修回访', unitIds: [unitId], from: day(-2), until: day(40), greeting: '我们是名兰珠宝', questions: QUESTIONS, mostTries: 2, callsFrom: '09:00', callsUntil: '18:00', toAnybody: false, ...change }), 201)
      const ready = await got<any>(manager.post(`/campaigns/${made.id}/people`, { since: day(-1), until: day(1), cases: 'closed', most: 1_000 }))
      await machinery('delete from campaign.person where campaign_id = $1 and complaint_id <> all ($2) returning id', [made.id, customers.map((c) => c.id)])
      await got(manager.post(`/campaigns/${made.id}/begin`, { version: ready.version }))
      return made.id as string
    },
    send: (id: string, way = 'best', who: Client = at().manager) => who.post<any>(`/campaigns/${id}/links`, { way }),
    linksOf: async (id: string) => (await got<any>(at().manager.get(`/campaigns/${id}/links`))).counts,
    carry: async () => { await sweep(); await at().h.carry() },
    /** What went out to the gateway. */
    texts: () => at().h.receiver.received.flatMap((r) => { const asked = new URL(r.path, 'http://x').searchParams; return asked.get('TemplateCode') === 'SMS_opinion' ? [{ to: asked.get('PhoneNumbers') ?? '', code: String(JSON.parse(asked.get('TemplateParam') ?? '{}').link) }] : [] }),
  }
}
