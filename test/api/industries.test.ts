import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PackBody } from '#modules/packs/shape.ts'
import { ROOT } from '#kernel/root.ts'
import { packCodes } from '#modules/packs/load.ts'
import type { Client } from '#test/app.ts'
import { type Industry, openIndustry } from '#test/industry.ts'
import { payOut } from '#test/payout.ts'
import { got } from '#test/steps.ts'
import { PNG, upload } from '#test/story.ts'

type Example = PackBody['examples'][number]
type Any = Record<string, any>

const MONEY = ['refund', 'priceReduction', 'damages', 'fees', 'extra']
const GOODS = { reference: 'P-0001', result: '已办妥' }

let here: Industry
let labs = 0

const by = (wanted: (p: Industry['people'][number]) => boolean) => {
  const found = here.people.find(wanted)
  if (!found) throw new Error('nobody in such a post')
  return found
}
const photo = async (who: Client) => (await upload(who, 'photo.png', PNG)).json<{ id: string }>().id

const registered = (e: Example, handler: Client) => got<Any>(handler.post('/complaints', {
  channel: e.channel, unitId: here.front.id, receivedAt: here.w.now().toISOString(), customer: { name: e.customer, phone: e.phone },
  points: [{ text: e.text['zh-CN'], wants: e.wants['zh-CN'], categoryCode: e.category, severity: e.severity }], product: null, order: null, fields: e.fields,
  receiver: { name: '接待员', position: '前台' }, signedOff: true, ...(e.channel === 'walkIn' ? { presence: 'onPremises' } : {}),
}), 201)

const investigated = async (e: Example, c: Any, handler: Client) => {
  await got(handler.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  await got(handler.post(`/complaints/${c.id}/restatement`, { text: e.text['zh-CN'], confirmed: true, how: 'phone' }))
  await got(handler.post(`/complaints/${c.id}/findings`, {
    pointId: c.points[0].id, text: e.finding['zh-CN'], liability: e.liability, rootCause: e.rootCause, evidence: [await photo(handler)], explanation: e.reason['zh-CN'], alternativeHelp: e.reason['zh-CN'],
  }))
}

/** Where a matter of contract waits for a manager, one signs. */
const signed = async (c: Any, handler: Client) => {
  const [point] = (await got<Any>(handler.get(`/complaints/${c.id}`))).points
  if (!point.signOff || point.signOff.given) return
  await got(by((p) => p.rank >= 2 && ['manager', 'director'].includes(p.role)).client.post(`/complaints/${c.id}/sign-off`, { pointId: point.id }))
}

const laboratory = () => {
  labs += 1
  return got<Any>(here.admin.post('/outsiders', { kind: 'laboratory', name: `检测中心${labs}`, accreditation: 'CMA 2100-1', accreditedUntil: null }), 201)
}

/** Where the industry decides nothing before an expert has looked: a laboratory is asked, and decisions rest on its paper. */
const examined = async (e: Example, c: Any, handler: Client) => {
  const { wanting, expertise } = await got<Any>(handler.get(`/complaints/${c.id}/opinions`))
  for (const { pointId, code } of wanting) {
    const of = expertise.find((one: Any) => one.code === code)
    const finding = of.answers.find((one: Any) => (one.liability ?? 'none') === e.liability)?.finding ?? 'undetermined'
    const { id, version } = await got<Any>(handler.post(`/complaints/${c.id}/opinions`, { outsiderId: (await laboratory()).id, matter: '封存样品', questions: [{ pointId, code, text: of.ask['zh-CN'] }], dueAt: new Date(here.w.now().getTime() + 864_000_000).toISOString(), feeFen: 0 }), 201)
    if (of.consent) await got(handler.post(`/opinions/${id}/consent`, { version, agrees: true, how: 'phone', note: '' }))
    const asked = await got<Any>(handler.get(`/opinions/${id}`))
    const told = await got<Any>(handler.post(`/opinions/${id}/paper`, { version: asked.version, summary: e.finding['zh-CN'], answers: asked.questions.map((q: Any) => ({ questionId: q.id, finding })), fileIds: [await photo(handler)], name: '郑检测', on: here.w.now().toISOString().slice(0, 10), sealConfirmed: true }))
    await got(handler.post(`/opinions/${id}/basis`, { version: told.version, points: [{ pointId, liability: e.liability, rootCause: e.rootCause, explanation: e.reason['zh-CN'], alternativeHelp: e.reason['zh-CN'] }] }))
  }
}

/** Proposed by the handler; approved by whoever among the others has the authority. */
const proposed = async (items: readonly Any[], reason: string, c: Any, handler: Client): Promise<Any> => {
  const proposal = await got<Any>(handler.post(`/complaints/${c.id}/remedies`, { items: items.map((i) => ({ ...i, pointId: c.points[0].id })), reason, deviationReason: '按具体情形' }), 201)
  if (proposal.state === 'approved') return proposal
  for (const { client } of here.people.filter((p) => p.rank >= 2).toSorted((a, b) => a.rank - b.rank)) {
    const waiting = (await got<Any>(client.get('/approvals'))).items.find((a: Any) => a.remedyId === proposal.id)
    if (waiting && waiting.whyNot === null) return got<Any>(client.post(`/remedies/${proposal.id}/approve`, { version: proposal.version, comment: '同意' }))
  }
  throw new Error(`nobody may approve ${JSON.stringify(proposal)}`)
}

/** A letter lies before who leads the unit (A3), who leaves it to whoever wrote it down. */
const left = async (c: Any, handler: Client) => {
  const { handovers } = await got<Any>(handler.get(`/complaints/${c.id}`))
  for (const one of handovers.filter((h: Any) => h.state === 'pending')) await got(by((p) => p.id === one.to.id).client.post(`/handovers/${one.id}/decline`, { reason: '请您办' }))
}

/** The items of a worked case that cost nothing; null where there are none, or they are less than the law gives. */
const withoutMoney = async (e: Example, c: Any, handler: Client): Promise<readonly Any[] | null> => {
  const free = e.items.filter(({ amountFen }) => amountFen === 0)
  if (!free.length) return null
  const { belowLaw } = await got<Any>(handler.post(`/complaints/${c.id}/remedies/preview`, { items: free.map((item) => ({ ...item, pointId: c.points[0].id })) }))
  return belowLaw.length ? null : free
}

const worked = async (e: Example) => {
  const handler = by((p) => p.unit === here.front.code && p.role === 'handler').client
  const officer = by((p) => p.role === 'officer').client
  const c = await registered(e, handler)
  await left(c, handler)
  await investigated(e, c, handler)
  await examined(e, c, handler)
  await signed(c, handler)
  const portal = { 'x-case-code': c.portalCode }
  // What costs nothing comes first, where the law is content with that.
  const first = await proposed(await withoutMoney(e, c, handler) ?? e.items, '先说明情况', c, handler)
  await got(handler.post(`/remedies/${first.id}/offer`, { version: first.version }))
  await got(here.w.visitor.post(`/portal/complaints/${c.number}/answer`, { remedyId: first.id, answer: 'counter', counterFen: 100_000_000, text: '这样不行' }, portal))
  const countered = (await got<Any>(handler.get(`/complaints/${c.id}`))).remedies[0]
  await got(handler.post(`/remedies/${first.id}/decline-counter`, { version: countered.version, grounds: '超出损失', furtherWays: ['mediation'] }))
  const second = await proposed(e.items, e.reason['zh-CN'], c, handler)
  await got(handler.post(`/remedies/${second.id}/offer`, { version: second.version }))
  const { offer } = await got<Any>(here.w.visitor.get(`/portal/complaints/${c.number}`, portal))
  const own = here.body.pack.terms?.values?.remedyKind ?? {}
  expect(offer.items.map((i: Any) => own[i.kind]?.['zh-CN'] ?? i.name), e.code).toEqual(offer.items.map((i: Any) => i.name))
  await got(here.w.visitor.post(`/portal/complaints/${c.number}/answer`, { remedyId: second.id, answer: 'accept', counterFen: null, text: '' }, portal))
  for (const task of (await got<Any>(here.admin.get(`/tasks?complaintId=${c.id}`))).items)
    await (MONEY.includes(task.kind) ? payOut(task, { asks: handler, approves: here.people.filter((p) => p.role === 'director').sort((a, b) => b.rank - a.rank)[0]?.client ?? here.admin, pays: here.admin }) : got(here.admin.post(`/tasks/${task.id}/complete`, { ...GOODS, evidence: [await photo(here.admin)] })))
  await got(handler.post(`/complaints/${c.id}/completion-notice`, { answers: [{ pointId: c.points[0].id, answer: e.finding['zh-CN'] }], contact: '服务台' }), 201)
  const due = (await got<Any>(officer.get('/follow-ups'))).items.find((f: Any) => f.complaintId === c.id)
  await got(officer.post(`/follow-ups/${due.id}/record`, { satisfied: e.satisfied, score: e.satisfied ? 5 : 2, via: 'phone', early: true, answers: {}, comment: e.satisfied ? '' : '还要再想想办法' }))
  return { c, handler }
}

/** What was serious is looked at together before it closes. */
const lookedAtTogether = async (c: Any) => {
  const director = by((p) => p.role === 'director').client
  for (const review of (await got<Any>(director.get(`/complaints/${c.id}`))).reviews.filter((r: Any) => r.state === 'wanted'))
    await got(director.post(`/reviews/${review.id}/note`, { heldOn: here.w.now().toISOString().slice(0, 10), finding: '一起看过，已经改了。' }))
}

/** Whoever passed it on is told what came of it. */
const toldBodies = async (c: Any, handler: Client, e: Example) => {
  for (const one of (await got<Any>(handler.get(`/complaints/${c.id}/proceedings`))).items) {
    const asked = await got<Any>(handler.post(`/proceedings/${one.id}/reports`, { version: one.version, kind: 'outcome', answers: c.points.map((p: Any) => ({ pointId: p.id, answer: e.finding['zh-CN'] })), outcome: '双方达成一致，已全部履行。' }), 201)
    const report = asked.reports.at(-1)
    const above = here.people.filter((p) => p.role === 'director').sort((a, b) => b.rank - a.rank)[0]
    const yes = await got<Any>((above?.client ?? here.admin).post(`/reports/${report.id}/approve`, { version: report.version, comment: '' }))
    await got(handler.post(`/reports/${report.id}/send`, { version: yes.reports.at(-1).version, how: 'online', receipt: 'R1' }))
  }
}

/** What the pack says for this role, and what holds everywhere for the rest. */
const toldByPack = (shown: Any, role: string) => {
  for (const kind of Object.keys(shown.choices)) {
    const rule = here.body.notices.find((r) => (r.kinds as string[]).includes(kind) && (r.roles?.includes(role) ?? true))
    expect([shown.origins[kind].by, shown.origins[kind].otherwise.by], `${role} ${kind}`).toEqual(rule ? ['pack', 'pack'] : ['program', 'program'])
    if (rule) expect(shown.choices[kind], `${role} ${kind}`).toEqual(rule.media)
  }
}

const summaryOf = (e: Example) => ({ cause: e.finding['zh-CN'], effect: e.reason['zh-CN'], improvement: e.lesson['zh-CN'] })

describe.each(packCodes(ROOT).map(({ code }) => code))('the story in the industry %s', (pack) => {
  beforeAll(async () => { here = await openIndustry(pack) }, 60_000)
  afterAll(() => here.w.close())

  test('every worked case runs from registration to the archived file, or comes back when it did not satisfy', async () => {
    for (const e of here.body.examples.filter(({ satisfied }) => !satisfied)) {
      const { c, handler } = await worked(e)
      expect(await got<Any>(handler.get(`/complaints/${c.id}`)), e.code).toMatchObject({ state: 'open', stage: 'remedy', reopened: 1 })
    }
    for (const e of here.body.examples.filter(({ satisfied }) => satisfied)) {
      const { c, handler } = await worked(e)
      await lookedAtTogether(c)
      await toldBodies(c, handler, e)
      const shown = await got<Any>(handler.get(`/complaints/${c.id}`))
      expect(shown, e.code).toMatchObject({ state: 'open', closeGates: [] })
      const closed = await got<Any>(handler.post(`/complaints/${c.id}/close`, { version: shown.version, summary: summaryOf(e) }))
      expect(closed, e.code).toMatchObject({ state: 'closed', outcome: 'agreed' })
      expect(closed.fields, e.code).toEqual(e.fields)
      expect(closed.timeline.filter((told: Any) => here.body.clocks.some(({ kind }) => told.words.includes(kind))), e.code).toEqual([])
      const pdf = await handler.get<Buffer>(`/complaints/${c.id}/papers/file`)
      expect([pdf.status, pdf.body.subarray(0, 4).toString()], e.code).toEqual([200, '%PDF'])
    }
  }, 120_000)

  test('a customer writes in by the portal without knowing any form', async () => {
    const made = await got<Any>(here.w.visitor.post('/portal/complaints', { place: here.front.code, name: '来信人', phone: null, text: here.body.examples[0]?.text['zh-CN'], wants: null, locale: 'zh-CN' }), 201)
    expect(await got<Any>(here.w.visitor.get(`/portal/complaints/${made.number}`, { 'x-case-code': made.code }))).toMatchObject({ step: 1 })
  })

  test('people are told by the ways of their industry until they choose, and can go back to them', async () => {
    for (const role of new Set(here.people.map((p) => p.role))) {
      const who = by((p) => p.role === role).client
      const shown = await got<Any>(who.get('/me/notices'))
      toldByPack(shown, role)
      const { quiet, digest, digestAt } = shown
      const chosen = await got<Any>(who.put('/me/notices', { choices: { customer: ['mail'] }, quiet, digest, digestAt, timeZone: null }))
      expect([chosen.choices.customer, chosen.origins.customer]).toEqual([['mail'], { by: 'self', otherwise: { by: shown.origins.customer.by, media: shown.choices.customer } }])
      expect(chosen.choices.deadline).toEqual(shown.choices.deadline)
      expect((await got<Any>(who.put('/me/notices', { choices: {}, quiet, digest, digestAt, timeZone: null }))).choices).toEqual(shown.choices)
    }
  })

  test('it speaks of its own customers: refusals, timeline, session', async () => {
    const { terms } = here.body.pack
    const me = await got<Any>(here.admin.get('/session'))
    expect(me.organization.terms).toEqual(terms ?? null)
    const handler = by((p) => p.unit === here.front.code && p.role === 'handler').client
    const c = await registered(here.body.examples[0] as Example, handler)
    const refused = await handler.post<Any>(`/complaints/${c.id}/close`, { version: c.version, summary: { cause: 'x', effect: 'x', improvement: 'x' } })
    const own = terms?.customer.one['zh-CN'] ?? '顾客'
    expect(refused.body.title).toContain(`告诉${own}`)
    if (own !== '顾客') expect(JSON.stringify((await got<Any>(handler.get(`/complaints/${c.id}`))).timeline)).not.toContain('顾客')
  })
})
