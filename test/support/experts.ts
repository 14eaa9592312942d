import { Client, type World } from './app.ts'
import { openCounter, type Person } from './counter.ts'
import { got, onDatabase } from './steps.ts'
import { PNG, type Registered, register, upload } from './story.ts'

const DAY = 24 * 3_600_000

const stepsOf = (w: World, clerk: Person, lab: { readonly id: string }) => {
  let phones = 0
  const day = (days = 0) => new Date(w.now().getTime() + days * DAY + 8 * 3_600_000).toISOString().slice(0, 10)
  const later = (days: number) => new Date(w.now().getTime() + days * DAY).toISOString()
  const pointOf = (c: Registered) => c.points[0]?.id ?? ''
  const file = async (who: Client, name = 'report.png') => (await upload(who, name, PNG)).json<{ id: string }>().id
  /** A chain that the customer holds to be no gold: acknowledged, and of the category on which nothing is decided without an opinion. */
  const disputed = async (category = 'falseMaterial', priceFen = 600_000): Promise<Registered> => {
    const c = await register(w, clerk, { customer: { name: '孙慧敏', phone: `1364444${1_000 + phones++}` }, points: [{ text: '项链说是足金，别家说是镀金', wants: '退一赔三' }], product: { name: '足金项链', priceFen } })
    await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
    const { version } = await got(clerk.get(`/complaints/${c.id}`))
    await got(clerk.post(`/complaints/${c.id}/classify`, { version, pointId: pointOf(c), categoryCode: category, severity: 'major' }))
    return c
  }
  const asking = (c: Registered, change: Record<string, unknown> = {}) => ({ outsiderId: lab.id, matter: '足金项链一条，请鉴定材质', questions: [{ pointId: pointOf(c), code: 'authenticity', text: '是不是足金' }], dueAt: later(15), feeFen: 30_000, ...change })
  const commission = (who: Client, c: Registered, change: Record<string, unknown> = {}) => who.post<any>(`/complaints/${c.id}/opinions`, asking(c, change))
  const agree = (one: any, agrees = true, who: Client = clerk) => who.post<any>(`/opinions/${one.id}/consent`, { version: one.version, agrees, how: 'phone', note: '顾客说可以' })
  const readied = async (c: Registered, change: Record<string, unknown> = {}) => got(agree(await got(commission(clerk, c, change), 201)))
  const answers = (one: any, finding: string) => one.questions.map((q: any) => ({ questionId: q.id, finding }))
  const onPaper = async (one: any, finding: string, change: Record<string, unknown> = {}) => clerk.post<any>(`/opinions/${one.id}/paper`, { version: one.version, summary: '经检测……', answers: answers(one, finding), fileIds: [await file(clerk)], name: '郑国检', on: day(), sealConfirmed: true, ...change })
  const reported = async (c: Registered, finding: string, change: Record<string, unknown> = {}) => got(onPaper(await readied(c, change), finding))
  const rest = (one: any, liability: string, change: Record<string, unknown> = {}, who: Client = clerk) => who.post<any>(`/opinions/${one.id}/basis`, { version: one.version, points: [{ pointId: one.questions[0].pointId, liability }], ...change })
  const oneOf = (id: string, who: Client = clerk) => got<any>(who.get(`/opinions/${id}`))
  const opinionsOf = (c: Registered, who: Client = clerk) => got<any>(who.get(`/complaints/${c.id}/opinions`))
  const give = (who: Client, c: Registered, items: readonly (readonly [string, number])[], change: Record<string, unknown> = {}) => who.post<any>(`/complaints/${c.id}/remedies`, { items: items.map(([kind, amountFen]) => ({ kind, amountFen, pointId: pointOf(c) })), reason: '照鉴定意见', ...change })
  const told = async (who: Client, name: string) => ((await got<any>(who.get('/notifications'))).items as { name: string }[]).filter((n) => n.name === name).length
  /** Past the application, as its machinery reads. */
  const stored = (text: string, values: unknown[]) => onDatabase(w, async (client) => { await client.query('set role wenguo_system'); return client.query(text, values) })
  return { day, later, pointOf, file, disputed, commission, agree, readied, answers, onPaper, reported, rest, oneOf, opinionsOf, give, told, stored }
}

/** What came of calls that were made at once, in order of their words. */
export const together = async (calls: readonly Promise<any>[]) => (await Promise.all(calls.map(async (call) => { const { status, body } = await call; return status < 300 ? String(status) : `${status} ${String(body.type).replace('/problems/', '')}` }))).sort()

/** A shop with an appraiser of the house, finance, and two bodies outside that are accredited. */
export const openExperts = async () => {
  const counter = await openCounter()
  const { w, clerk, manager } = counter
  const finance = await w.person('财务周', 'FIN', 'financeOfficer')
  const cashier = await w.person('财务吴', 'FIN', 'financeOfficer')
  const expert = await w.person('鉴定师郑', 'QA', 'qualityEngineer')
  const accreditedUntil = new Date(w.now().getTime() + 300 * DAY).toISOString().slice(0, 10)
  const lab = await got(manager.post<any>('/outsiders', { kind: 'laboratory', name: '国检珠宝检测中心', email: 'lab@example.com', accreditation: 'CMA 2100-1', accreditedUntil }), 201)
  const other = await got(manager.post<any>('/outsiders', { kind: 'appraiser', name: '宝石鉴定所', accreditation: 'CNAS L0001', accreditedUntil: null }), 201)
  return { ...counter, finance, cashier, expert, lab, other, outsider: new Client(w.app), ...stepsOf(w, clerk, lab) }
}
export type Experts = Awaited<ReturnType<typeof openExperts>>
