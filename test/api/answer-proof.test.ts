import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { frozen, proposedCase, signAs } from '#test/agreement.ts'
import type { World } from '#test/app.ts'
import { ruleFirst } from '#test/approvals.ts'
import { type Person, openCounter } from '#test/counter.ts'
import { faulty, signAgreed, got, investigated, offered, refused } from '#test/steps.ts'
import { PNG, type Registered, upload } from '#test/story.ts'

let w: World
let clerk: Person
let manager: Person
let general: Person
let customers = 0
beforeAll(async () => {
  ({ w, clerk, manager } = await openCounter())
  general = await w.person('方总', 'GMO', 'generalManager')
}, 120_000)
afterAll(() => w.close())

const fresh = () => investigated(w, clerk, { customer: { name: '王女士', phone: `1362333${String(1_000 + customers++)}` } })
const aFile = async () => ((await upload(clerk, 'hand.png', PNG)).json<{ id: string }>()).id
/** So much that the customer signs for it before the case may end as agreed. */
const large = async (): Promise<{ c: Registered; remedy: any }> => {
  const c = await fresh()
  const made = await got<any>(general.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 600_000, pointId: c.points[0]?.id }], reason: '合理' }), 201)
  return { c, remedy: await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version })) }
}
const accept = (id: string, proof: Record<string, unknown>) => got<any>(clerk.post(`/remedies/${id}/answer`, { answer: 'accept', proof }))
const unsigned = async (c: { id: string }): Promise<boolean> => {
  const { endings } = await got<any>(clerk.get(`/complaints/${c.id}`))
  const gate = endings.find(({ outcome }: any) => outcome === 'agreed').gates.find((one: any) => one.gate === 'signature')
  expect(gate).toBeDefined()
  return gate.words !== null
}

describe('how a yes can be shown', () => {
  test('its note and its file stand with the answer', async () => {
    const { remedy } = await offered(w, clerk)
    const fileId = await aFile()
    expect((await accept(remedy.id, { kind: 'call', fileId, note: '录音 123，10:05' })).answers).toMatchObject([{ answer: 'accept', proof: 'call', note: '录音 123，10:05', file: { id: fileId, name: 'hand.png' }, by: { name: '小李' } }])
  })

  test('what somebody of us says was signed or pressed is not the customer’s hand; a signature that lies with the case is, and so is their own press', async () => {
    for (const kind of ['signature', 'portal', 'call', 'inPerson']) {
      const { c, remedy } = await large()
      await accept(remedy.id, { kind })
      expect([kind, await unsigned(c)]).toEqual([kind, true])
      await got(signAgreed(clerk, c.id, await aFile()))
      expect([kind, await unsigned(c)]).toEqual([kind, false])
    }
    const signed = await large()
    await accept(signed.remedy.id, { kind: 'signature', fileId: await aFile() })
    const pressed = await large()
    await got(w.visitor.post(`/portal/complaints/${pressed.c.number}/answer`, { remedyId: pressed.remedy.id, answer: 'accept' }, { 'x-case-code': pressed.c.portalCode }))
    expect([await unsigned(signed.c), await unsigned(pressed.c)]).toEqual([false, false])
  })

  test('a signature stands under one answer alone', async () => {
    const { c, remedy } = await large()
    const fileId = await aFile()
    await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'decline', proof: { kind: 'signature', fileId } }))
    const made = await got<any>(general.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 650_000, pointId: c.points[0]?.id }], reason: '合理' }), 201)
    await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
    const taken = (proof: Record<string, unknown>) => clerk.post<any>(`/remedies/${made.id}/answer`, { answer: 'accept', proof })
    expect(await faulty(taken({ kind: 'signature', fileId }))).toBe('422 #/proof/fileId')
    expect(await refused(taken({ kind: 'signature', fileId }))).toBe('422 files/signature-used')
    await got(taken({ kind: 'signature', fileId: await aFile() }))
    expect(await unsigned(c)).toBe(false)
  })
})

describe('what was approved', () => {
  const urgent = (c: { id: string }) => got(manager.post(`/complaints/${c.id}/urgency`, { urgency: 'critical', reason: '顾客受伤了' }))
  const made = async (amountFen: number) => {
    const c = await fresh()
    return { c, remedy: await got<any>(clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen, pointId: c.points[0]?.id }], reason: '合理' }), 201) }
  }

  test('on a case that became graver since goes out only where the yes of then reaches for it now', async () => {
    const calm = await made(20_000)
    const grave = await made(20_000)
    expect([calm.remedy.state, grave.remedy.state]).toEqual(['approved', 'approved'])
    await urgent(grave.c)
    expect((await made(20_000)).remedy.state).toBe('approved')
    expect(await refused(clerk.post(`/remedies/${grave.remedy.id}/offer`, { version: grave.remedy.version }))).toBe('409 remedy/limit-lowered')
    await got(clerk.post(`/remedies/${calm.remedy.id}/offer`, { version: calm.remedy.version }))
    const { version } = (await got<any>(clerk.get(`/complaints/${grave.c.id}`))).remedies[0]
    await got(clerk.post(`/remedies/${grave.remedy.id}/withdraw`, { version, reason: '重新报批' }))
    expect((await got<any>(clerk.post(`/complaints/${grave.c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 20_000, pointId: grave.c.points[0]?.id }], reason: '合理' }), 201)).state).toBe('awaitingApproval')
  })
})

test('where a post is asked for by now that never said yes, an agreement is signed for the firm by nobody but who needs no yes of theirs', async () => {
  const { c, remedy } = await proposedCase(w, clerk, [{ kind: 'refund', amountFen: 41_900 }])
  await got(manager.post(`/remedies/${remedy.id}/approve`, { version: remedy.version, comment: '' }))
  const paper = await frozen(clerk, c)
  expect((await got<any>(clerk.get(`/agreements/${paper.id}`))).may.signFirm).toBeNull()
  await w.person('财务周', 'FIN', 'financeOfficer')
  await ruleFirst(w, general, [{ when: { totalFen: { gte: 41_900, lte: 41_900 } }, gives: { rank: 2, position: 'shopManager', after: ['financeOfficer'] } }])
  for (const who of [clerk, manager]) expect(await refused(signAs(who, paper, 'firm'))).toBe('403 agreement/signatory-beyond')
  await got(signAs(general, paper, 'firm'), 201)
})

test('a no whose words are marked goes out with a reason, which is kept; one that must not be said does not', async () => {
  const { remedy } = await offered(w, clerk)
  const countered = await got<any>(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'counter', counterFen: 900_000, proof: { kind: 'call' } }))
  const no = (grounds: string, more: Record<string, unknown> = {}) => clerk.post<any>(`/remedies/${remedy.id}/decline-counter`, { version: countered.version, grounds, furtherWays: ['manager'], ...more })
  expect(await refused(no('这是公司规定，没办法。'))).toBe('422 communication/forbidden-words')
  expect(await got(no('这是公司规定，没办法。', { despite: '照顾客的话引用的' }))).toMatchObject({ state: 'counterDeclined', declinedCounter: { grounds: '这是公司规定，没办法。' } })
})

test('a note beside an item is read with the offer: where its words are marked the offer goes out with a reason only', async () => {
  const c = await fresh()
  const made = await got<any>(clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 10_000, pointId: c.points[0]?.id, note: '这是公司规定，没办法。' }], reason: '合理' }), 201)
  const offer = (more: Record<string, unknown>) => clerk.post<any>(`/remedies/${made.id}/offer`, { version: made.version, ...more })
  expect(await refused(offer({ message: '请您过目。' }))).toBe('422 communication/forbidden-words')
  expect(await got(offer({ message: '请您过目。', despite: '店规贴在墙上，顾客问过' }))).toMatchObject({ state: 'offered' })
})
