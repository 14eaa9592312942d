import { systemActor } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { setUp } from '#modules/packs/commands.ts'
import type { Client } from './app.ts'
import { type Industry, openIndustry } from './industry.ts'
import { got } from './steps.ts'

export const PHONE = '13812345678'
export const INSPECTION = { inspection: '抽检200只，混入T-205计8只', verdict: 'deviates' }
export const ANSWER = { cause: '换线时余料未清', containment: '厂内挂牌隔离3200只', countermeasure: '换线清点表加双签' }

export const openAt = (form: any, kind: string, unitId?: string) => form.stops.find((s: any) => s.kind === kind && s.state === 'open' && (!unitId || s.unit.id === unitId))

const POSTS = ['S01 clerk', 'S01 shopManager', 'QA qualityEngineer', 'QA qualityManager', 'P01 plantManager', 'P01 countermeasureLead', 'LOG countermeasureLead', 'ENG countermeasureLead', 'PUR countermeasureLead', 'GMO generalManager', 'HQ complaintOfficer']

/** A factory whose people send forms to each other. */
export const openFactory = async (env: Record<string, string> = {}) => {
  const it: Industry = await openIndustry('manufacturing', 'zh-CN', (unit, position) => POSTS.includes(`${unit} ${position}`), env)
  const client = (unit: string, position: string): Client & { id: string } => {
    const found = it.people.find((p) => p.unit === unit && p.position === position)
    if (!found) throw new Error(`nobody is ${position} of ${unit}`)
    return Object.assign(found.client, { id: found.id })
  }
  const sales = client('S01', 'clerk')
  const quality = client('QA', 'qualityEngineer')
  const units = new Map<string, string>((await got(it.admin.get('/units'))).items.map((u: any) => [u.code, u.id]))
  const idOf = (code: string) => units.get(code) ?? ''
  const cause = (await got(sales.get('/pack'))).rootCauses[0].code as string
  const register = async (category = 'mixedParts') => got(sales.post('/complaints', {
    channel: 'phone', unitId: idOf('S01'), receivedAt: it.w.now().toISOString(), customer: { name: '华星电子', phone: PHONE }, points: [{ text: '来料混了两种端子，产线停了半小时', wants: '换货并说明原因', categoryCode: category }],
    product: { name: '端子', code: 'T-204', lot: 'L1107' }, order: { number: 'SO-88' }, receiver: { name: '小周', position: '客服' }, signedOff: true, fields: { quantityShipped: 5000, quantityDefective: 120 },
  }), 201)
  const issued = async (category?: string, change: Record<string, unknown> = {}) => {
    const c = await register(category)
    const proposal = await got(sales.get(`/complaints/${c.id}/liaison-forms/proposal`))
    const form = await got(sales.post(`/complaints/${c.id}/liaison-forms`, { text: proposal.text, demand: proposal.demand, product: proposal.product, lot: proposal.lot, order: proposal.order, fields: proposal.fields, ...change }), 201)
    return { c, proposal, form }
  }
  const sent = async (category?: string) => {
    const made = await issued(category)
    return { ...made, form: await got(sales.post(`/liaison-forms/${made.form.id}/send`, { version: made.form.version })) }
  }
  return {
    it, w: it.w, client, idOf, sales, quality, plant: client('P01', 'plantManager'), logistics: client('LOG', 'countermeasureLead'), engineering: client('ENG', 'countermeasureLead'), office: client('GMO', 'generalManager'), issued, sent,
    answer: (): Record<string, string> => ({ ...ANSWER, rootCause: cause, liability: 'ours' }),
    /** Through quality, to units that answer. */
    withUnits: async (codes: readonly string[] = ['P01', 'LOG'], category?: string) => {
      const made = await sent(category)
      return { ...made, form: await got(quality.post(`/liaison-stops/${openAt(made.form, 'quality').id}/forward`, { fields: INSPECTION, unitIds: codes.map(idOf), message: '请三天内给出对策' })) }
    },
    look: (who: Client, id: string) => got(who.get(`/liaison-forms/${id}`)),
    /** The administrator of another organisation in the same installation. */
    neighbour: async (): Promise<Client> => {
      await it.w.composed.doors.perform(setUp, { actor: systemActor(newId()), requestId: 'test' }, { locale: 'zh-CN', pack: 'manufacturing', organization: '隔壁厂', name: '隔壁管理员', email: 'next@example.com', password: 'next-door-12', timeZone: 'Asia/Shanghai', another: true })
      return it.w.signIn('next@example.com', 'next-door-12')
    },
  }
}
export type Factory = Awaited<ReturnType<typeof openFactory>>
