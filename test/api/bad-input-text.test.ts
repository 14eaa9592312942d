import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMIN, type Client, type World, openWorld } from '#test/app.ts'
import { aComplaint } from '#test/story.ts'
import { faulty, got } from '#test/steps.ts'

type Person = Client & { id: string }
const DAY = 86_400_000
let w: World
let clerk: Person
let colleague: Person
let manager: Person
let officer: Person

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  colleague = await w.person('小张', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
})
afterAll(() => w.close())

/** Each at most 200 characters: the shortest of our text fields. */
const SAMPLES: [string, string][] = [
  ['emoji, families, flags and skins', '戒指💍掉了😡 👩‍👩‍👧‍👦 👍🏽 🇨🇳🇭🇰 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ 1️⃣ 🧑🏿‍🚀 ☎︎'],
  ['right to left, with and without marks', 'الخاتم سقط منه الحجر بعد ثلاثة أيام \u202eemordnilap\u202c \u2067שלום\u2069 \u200f\u061c price 5'],
  ['combining characters, composed and not', 'é e\u0301 Å A\u030a ﬁ fi ｶﾞ が か\u3099 Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324 \u0e01\u0e33 한 한'],
  ['rare and private characters', '𠮷野家 㐂 𪚥 龘 \uf900豈 \ue000 \ufffd \uffff \u{10ffff} \u{1f9ff} 〇々〆ヶ ﷽'],
  ['blanks that one does not see', '  先空两格\t制表\r\n换行\n\n\u00a0\u2003\u3000\u200b\u200d\ufeff\u2028\u2029\u0085 后空  '],
  ['what programs take for something else', `'; drop table x; -- "\\" \\u0000 %00 %s \${7*7} {{7*7}} <b>&amp;</b> <script>alert(1)</script> =1+1 null undefined NaN 0x1F ../.. C:\\ {name} :-)`],
  ['control characters', '\u0001\u0002\u0007\u0008\u000b\u000c\u001b[31mred\u001b[0m\u007f'],
]

/** Puts the text into every field of text that a case has from its beginning to its end, and reads each back. */
const wholeCase = async (text: string): Promise<Record<string, unknown>> => {
  const kept: Record<string, unknown> = {}
  // A member number has at most 60 characters.
  const short = [...text].slice(0, 25).join('')
  const made = await got(clerk.post('/complaints', await aComplaint(w, {
    customer: { name: text, phone: null, address: text, memberNumber: short }, points: [{ text, wants: text, reading: text }, { text: `${text}${text}` }], product: { name: text, code: text, lot: text }, order: { number: text }, receiver: { name: text, position: text },
    place: text, soFar: text, urgency: 'critical', urgencyReason: text, fields: { salesNumber: text },
  })), 201)
  const { id } = made
  const [point, second] = made.points.map((p: { id: string }) => p.id)
  Object.assign(kept, { 'registered customer': made.customer.name, 'registered point': made.points[0].text, 'registered wants': made.points[0].wants })
  await got(clerk.post(`/complaints/${id}/acknowledge`, { how: 'phone', note: text, whyNotNow: text }))
  await got(clerk.post(`/complaints/${id}/restatement`, { text, confirmed: true, how: 'phone' }))
  await got(clerk.post(`/complaints/${id}/verification`, { exists: true, ours: true, note: text }))
  const { version } = await got(clerk.get(`/complaints/${id}`))
  await got(clerk.post(`/complaints/${id}/classify`, { version, pointId: second, categoryCode: 'stoneLoose', reading: text, reason: text }))
  await got(clerk.post(`/complaints/${id}/urgency`, { urgency: 'urgent', reason: text }))
  for (const pointId of [point, second]) await got(clerk.post(`/complaints/${id}/findings`, { pointId, text, liability: 'ours', rootCause: text, explanation: text, alternativeHelp: text }))
  await got(clerk.post(`/complaints/${id}/messages`, { kind: 'note', text }), 201)
  await got(clerk.post(`/complaints/${id}/messages`, { kind: 'reply', text, despite: text }), 201)
  const promise = await got(clerk.post(`/complaints/${id}/promises`, { text, dueAt: new Date(w.now().getTime() + DAY).toISOString() }), 201)
  kept['promise kept'] = (await got(clerk.post(`/promises/${promise.id}/keep`, { result: text }))).result
  const handover = await got(clerk.post(`/complaints/${id}/handovers`, { toPersonId: colleague.id, story: text }), 201)
  kept['hand-over declined'] = (await got(colleague.post(`/handovers/${handover.id}/decline`, { reason: text }))).answer
  const remedy = await got(clerk.post(`/complaints/${id}/remedies`, { items: [{ kind: 'gift', amountFen: 30_000, pointId: point, note: text }], reason: text, deviationReason: text }), 201)
  await got(manager.post(`/remedies/${remedy.id}/approve`, { version: 1, comment: text }))
  await got(clerk.post(`/remedies/${remedy.id}/offer`, { version: 2, message: text }))
  const key = { 'x-case-code': made.portalCode }
  const portal = (path: string, body: unknown) => w.visitor.post(`/portal/complaints/${made.number}/${path}`, body, key)
  await got(portal('messages', { text }))
  const countered = await got(portal('answer', { remedyId: remedy.id, answer: 'counter', counterFen: 1, text }))
  Object.assign(kept, { 'portal message': countered.messages.at(-1).text, 'portal reply': countered.messages[0].text, 'portal point': countered.points[0].text, 'portal offer': countered.offer.message, 'portal item': countered.offer.items[0].note })
  await got(clerk.post(`/remedies/${remedy.id}/decline-counter`, { version: 4, grounds: text, furtherWays: ['court'] }))
  kept['portal grounds'] = (await got(w.visitor.get(`/portal/complaints/${made.number}`, key))).declined.grounds
  await got(portal('answer', { remedyId: remedy.id, answer: 'accept', counterFen: null, text }))
  const [task] = (await got(w.admin.get(`/tasks?complaintId=${id}`))).items
  kept['task note'] = task.title.split(' · ').slice(1).join(' · ')
  await got(w.admin.post(`/tasks/${task.id}/complete`, { result: text, reference: text }))
  await got(clerk.post(`/complaints/${id}/completion-notice`, { answers: [{ pointId: point, answer: text }, { pointId: second, answer: text }], contact: text, furtherWays: text }), 201)
  const followUp = (await got(clerk.get(`/complaints/${id}`))).followUps[0]
  await got(officer.post(`/follow-ups/${followUp.id}/attempt`, { via: 'phone', note: text }))
  await got(officer.post(`/follow-ups/${followUp.id}/record`, { satisfied: true, score: 5, via: 'phone', early: true, comment: text, answers: { why: text } }))
  const ready = await got(clerk.get(`/complaints/${id}`))
  const edited = await got(clerk.put(`/customers/${ready.customer.id}`, { version: ready.customer.version, name: text, phone: null, email: null, memberNumber: short, classCode: null, address: text, temperament: 'angry', relation: text, note: text }))
  kept['customer memberNumber'] = edited.memberNumber === short ? text : edited.memberNumber
  for (const field of ['name', 'address', 'relation', 'note']) kept[`customer ${field}`] = edited[field]
  await got(clerk.post(`/complaints/${id}/close`, { version: ready.version, summary: { cause: text, effect: text, improvement: text } }))
  await got(clerk.post(`/complaints/${id}/reopen`, { reason: text }))
  const c = await got(clerk.get(`/complaints/${id}`))
  const reason = (name: string) => c.timeline.find((e: { name: string; reason: string | null }) => e.name === name && e.reason !== null)?.reason
  return {
    ...kept, text: c.points[0].text, wants: c.points[0].wants, reading: c.points[0].reading, 'later reading': c.points[1].reading, name: c.customer.name, product: c.product.name, code: c.product.code, lot: c.product.lot, order: c.order.number, receiver: c.receiver.name, position: c.receiver.position,
    place: c.place, soFar: c.soFar, field: c.fields.salesNumber, urgencyWhy: c.urgencyWhy, whyNotNow: c.acknowledgement.whyNotNow, restatement: c.restatement.text, verification: c.verification.note,
    finding: c.findings[0].text, cause: c.findings[0].rootCause, explanation: c.findings[0].explanation, help: c.findings[0].alternativeHelp, note: c.messages[0].text, reply: c.messages[1].text, 'from the customer': c.messages[2].text, promise: c.promises[0].text, 'promise result': c.promises[0].result,
    story: c.handovers[0].story, remedy: c.remedies[0].reason, item: c.remedies[0].items[0].note, comment: c.remedies[0].approvals[0].comment, counter: c.remedies[0].answers[0].text, accepted: c.remedies[0].answers[1].text, grounds: c.remedies[0].declinedCounter.grounds,
    result: c.tasks[0].result, reference: c.tasks[0].reference, answer: c.notice.answers[0].answer, contact: c.notice.contact, ways: c.notice.furtherWays, asked: c.followUps[0].comment, answered: c.followUps[0].answers.why,
    'summary cause': c.summary.cause, 'summary effect': c.summary.effect, 'summary improvement': c.summary.improvement,
    'reason of acknowledging': reason('complaint.acknowledged'), 'reason of classifying': reason('complaint.classified'), 'reason of urgency': reason('complaint.urgencyChanged'), 'reason of declining': reason('routing.handoverDeclined'), 'reason of the reply': reason('communication.written'), 'reason of reopening': reason('complaint.reopened'),
    ...Object.fromEntries(['remedy.proposed', 'remedy.approved', 'remedy.countered', 'remedy.counterDeclined', 'remedy.accepted', 'settlement.taskDone', 'follow-up.attempted', 'follow-up.made', 'promise.made', 'promise.kept', 'investigation.verified', 'complaint.registered'].map((name) => [name, reason(name)])),
  }
}

test.each(SAMPLES)('a case keeps, byte for byte in each of its fields: %s', async (_, text) => {
  expect(text.length).toBeLessThanOrEqual(200)
  const kept = await wholeCase(text)
  expect(Object.keys(kept).length).toBeGreaterThan(70)
  expect(kept).toEqual(Object.fromEntries(Object.keys(kept).map((field) => [field, text])))
})

test.each(SAMPLES)('so does what is not a case: %s', async (_, text) => {
  const unit = await got(w.admin.post('/units', { code: `T${SAMPLES.findIndex(([, s]) => s === text)}`, name: text, kind: 'shop', parentId: null, address: text }), 201)
  const person = await got(w.admin.post('/people', { name: text, email: `${crypto.randomUUID()}@example.com`, password: ADMIN.password, unitId: await w.unitId('S01'), positionCode: 'clerk' }), 201)
  await got(w.admin.post('/tokens', { name: text, scopes: ['complaint.read'] }), 201)
  await got(clerk.post('/phrases', { situation: 'thanks', text }), 201)
  const submitted = await got(w.visitor.post('/portal/complaints', { place: 'S01', name: text, phone: null, text, wants: text, locale: 'en' }), 201)
  const listed = (await got(clerk.get('/complaints?limit=1'))).items[0]
  const seen = await got(clerk.get(`/complaints/${listed.id}`))
  const kept = {
    unit: unit.name, address: unit.address, person: (await got(w.admin.get('/people'))).items.find((p: { id: string }) => p.id === person.id).name, token: (await got(w.admin.get('/tokens'))).items[0].name, phrase: (await got(clerk.get('/phrases?situation=thanks'))).items.find((p: { own: boolean }) => p.own).text.en,
    number: seen.number === submitted.number ? text : seen.number, name: seen.customer.name, text: seen.points[0].text, wants: seen.points[0].wants, listed: listed.customerName, 'first words': [...text].length <= 80 ? listed.firstWords : text,
  }
  expect(kept).toEqual(Object.fromEntries(Object.keys(kept).map((field) => [field, text])))
})

test('a paper is printed whatever stands in the case', async () => {
  for (const [name, text] of SAMPLES) {
    const c = await got(clerk.post('/complaints', await aComplaint(w, { customer: { name: text }, points: [{ text, wants: text }], product: { name: text } })), 201)
    for (const paper of ['receipt', 'file']) {
      const pdf = await clerk.get<Buffer>(`/complaints/${c.id}/papers/${paper}`)
      expect({ name, paper, status: pdf.status, begins: pdf.body.subarray(0, 5).toString() }).toEqual({ name, paper, status: 200, begins: '%PDF-' })
    }
  }
})

test('blanks alone are words too, nothing at all is none', async () => {
  const blanks = ' \u3000\n\u00a0 '
  const made = await got(clerk.post('/complaints', await aComplaint(w, { points: [{ text: blanks }] })), 201)
  expect((await got(clerk.get(`/complaints/${made.id}`))).points[0].text).toBe(blanks)
  expect(await faulty(clerk.post('/complaints', await aComplaint(w, { points: [{ text: blanks }, { text: '' }] })))).toBe('422 #/points/1/text')
  expect(await faulty(w.visitor.post('/portal/complaints', { place: null, name: '顾客', phone: null, text: '', locale: 'zh-CN' }))).toBe('422 #/text')
})

test('the longest complaint that fits into a request is kept whole and found', async () => {
  // No two neighbours twice: more different pairs than a search index takes.
  let state = 1
  const character = () => { state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; return String.fromCodePoint(0x4e00 + ((state >>> 9) % 20_900)) }
  const points = Array.from({ length: 17 }, () => ({ text: Array.from({ length: 20_000 }, character).join('') }))
  const made = await got(clerk.post('/complaints', await aComplaint(w, { points })), 201)
  const c = await got(clerk.get(`/complaints/${made.id}`))
  expect(c.points.map((p: { text: string }) => p.text)).toEqual(points.map((p) => p.text))
  expect((await got(clerk.get(`/complaints?q=${points[0]?.text.slice(100, 104)}`))).items.map((i: { id: string }) => i.id)).toContain(made.id)
})
