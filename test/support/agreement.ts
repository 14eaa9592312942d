import type { Answer, Client, World } from './app.ts'
import { part } from './resumable.ts'
import { jobsDone } from './jobs.ts'
import type { Sent } from './mailboxes.ts'
import { type Proposed, got, investigated } from './steps.ts'
import { PNG, type Registered, upload } from './story.ts'

let customers = 0
export interface Case { readonly c: Registered; readonly remedy: Proposed }
interface Thing { readonly kind: string; readonly amountFen: number; readonly note?: string }

/** A case of a customer of its own with a proposal that is approved, or waits for it. */
export const proposedCase = async (w: World, who: Client, items: readonly Thing[] = [{ kind: 'refund', amountFen: 10_000 }], customer: Record<string, unknown> = {}): Promise<Case> => {
  const n = String(1_000 + customers++)
  const c = await investigated(w, who, { customer: { name: '王女士', phone: `1371111${n}`, email: `wang${n}@customers.example.cn`, ...customer } })
  return { c, remedy: await got(who.post<Proposed>(`/complaints/${c.id}/remedies`, { items: items.map((item) => ({ ...item, pointId: c.points[0]?.id })), reason: '合理' }), 201) }
}

/** What a form would send back of a text that nobody touched. */
export const editsOf = ({ text }: any, change: Record<string, unknown> = {}) => ({
  customer: text.customer, matter: text.matter, points: text.points, items: text.items.map(({ id, how, until }: any) => ({ id, how, until })), clauses: text.clauses, place: text.place, day: text.day, ...change,
})

export const drawing = async (who: Client): Promise<string> => (await upload(who, '签字.png', PNG)).json().id
export const begun = async (who: Client, c: Registered, locale = 'zh-CN') => got<any>(who.post(`/complaints/${c.id}/agreements`, { locale }), 201)
export const frozen = async (who: Client, c: Registered) => { const paper = await begun(who, c); return got<any>(who.post(`/agreements/${paper.id}/freeze`, { version: paper.version })) }
export const signAs = async (who: Client, paper: any, side: 'customer' | 'firm', change: Record<string, unknown> = {}): Promise<Answer<any>> =>
  who.post(`/agreements/${paper.id}/signatures`, { version: paper.version, side, way: 'screen', name: side === 'customer' ? '王女士' : '', fileId: await drawing(who), ...change })

/** What a customer does behind a link. */
export const outsideOf = (w: World, sent: readonly Sent[]) => {
  const visitor = new (w.visitor.constructor as typeof Client)(w.app)
  const head = (code: string, pass = '') => ({ 'x-agreement-code': code, ...(pass && { 'x-agreement-pass': pass }) })
  const look = (code: string, pass = '') => visitor.get('/portal/agreement', head(code, pass))
  const ask = (code: string) => visitor.post('/portal/agreement/codes', { locale: 'zh-CN' }, head(code))
  const show = (code: string, digits: string) => visitor.post('/portal/agreement/passes', { digits }, head(code))
  const digits = async () => { await jobsDone(w, 'agreement.codeMail'); return /验证码是 (\d{6})/.exec(sent.at(-1)?.text ?? '')?.[1] ?? '' }
  return {
    head, look, ask, show, digits,
    code: async () => { await jobsDone(w, 'agreement.linkMail'); return /agreement=([\w-]+)/.exec(sent.findLast((one) => one.text.includes('agreement='))?.text ?? '')?.[1] ?? '' },
    /** Asked for, read in the mail, and shown. */
    pass: async (code: string): Promise<string> => { await got(ask(code), 201); return (await got<any>(show(code, await digits()), 201)).pass },
    draw: async (code: string, pass: string): Promise<string> => {
      const uploading = await got<any>(visitor.post('/portal/agreement/uploads', { name: 'signature.png', bytes: PNG.length }, head(code, pass)), 201)
      return (await part(visitor, '/portal/uploads', uploading, 0, PNG)).body.file?.id ?? ''
    },
    sign: (code: string, pass: string, body: Record<string, unknown>) => visitor.post('/portal/agreement/signature', { name: '王女士', locale: 'zh-CN', ...body }, head(code, pass)),
    decline: (code: string, pass: string, body: Record<string, unknown>) => visitor.post('/portal/agreement/refusal', { answer: 'decline', locale: 'zh-CN', ...body }, head(code, pass)),
    pdf: (code: string, pass: string) => visitor.call<Buffer>('GET', '/portal/agreement/pdf', undefined, head(code, pass)),
  }
}
