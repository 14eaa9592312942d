import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begun, drawing, editsOf, frozen, proposedCase, signAs } from '#test/agreement.ts'
import type { World } from '#test/app.ts'
import { type Person, openCounter } from '#test/counter.ts'
import { got, onDatabase, refused } from '#test/steps.ts'

const DAY = 86_400_000
let w: World
let clerk: Person
let manager: Person
beforeAll(async () => { ({ w, clerk, manager } = await openCounter()) }, 120_000)
afterAll(() => w.close())

const shown = (id: string) => got<any>(clerk.get(`/agreements/${id}`))
const caseOf = (id: string) => got<any>(clerk.get(`/complaints/${id}`))

describe('what it is about', () => {
  const APOLOGY = [{ kind: 'apology', amountFen: 0 }]
  const dissatisfied = async (c: { readonly id: string }) => {
    const due = (await caseOf(c.id)).followUps.find((one: any) => one.state !== 'done')
    await got(manager.post(`/follow-ups/${due.id}/record`, { satisfied: false, score: 1, via: 'phone', early: true, comment: '没道歉' }))
  }
  const takenByCall = async (remedy: { readonly id: string; readonly version: number }) => {
    await got(clerk.post(`/remedies/${remedy.id}/offer`, { version: remedy.version }))
    await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  }
  const proposeMore = (c: any, items: readonly { kind: string; amountFen: number }[]) => got<any>(clerk.post(`/complaints/${c.id}/remedies`, { items: items.map((one) => ({ ...one, pointId: c.points[0].id })), reason: '再谈' }), 201)

  test('gives way to a later proposal: nobody signs what the customer can take no more', async () => {
    const { c, remedy } = await proposedCase(w, clerk)
    await got(clerk.post(`/remedies/${remedy.id}/offer`, { version: remedy.version }))
    await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'counter', counterFen: 20_000, proof: { kind: 'call' } }))
    const { version } = (await caseOf(c.id)).remedies[0]
    await got(clerk.post(`/remedies/${remedy.id}/decline-counter`, { version, grounds: '超出损失', furtherWays: ['mediation'] }))
    const paper = await frozen(clerk, c)
    const next = await proposeMore(c, [{ kind: 'refund', amountFen: 12_000 }])
    expect(await shown(paper.id)).toMatchObject({ state: 'voided', ended: { cause: 'proposalChanged' } })
    expect(await begun(clerk, c)).toMatchObject({ remedyId: next.id })
  })

  test('once signed by the customer is made whole by the firm, though the case came back meanwhile', async () => {
    const { c } = await proposedCase(w, clerk, APOLOGY)
    await got(signAs(clerk, await frozen(clerk, c), 'customer'), 201)
    await dissatisfied(c)
    expect((await caseOf(c.id)).remedies[0].state).toBe('fulfilled')
    const [paper] = (await got<any>(clerk.get(`/complaints/${c.id}/agreements`))).items
    expect(paper.may.signFirm).toBeNull()
    // A new edition could be signed by nobody: it is not begun, and what the customer signed stays.
    expect(paper.may.change).toContain('重新提方案')
    expect(await refused(clerk.post(`/agreements/${paper.id}/change`, { version: paper.version, reason: '改日期', ...editsOf(paper) }))).toBe('409 agreement/carried-out')
    expect((await got<any>(clerk.get(`/complaints/${c.id}/agreements`))).items).toHaveLength(1)
    expect((await got<any>(signAs(clerk, paper, 'firm'), 201)).state).toBe('signed')
  })

  test('not signed by the customer ends where the case comes back; a second agreement leaves the proof of the first', async () => {
    const { c, remedy } = await proposedCase(w, clerk, APOLOGY)
    await takenByCall(remedy)
    const paper = await frozen(clerk, c)
    await dissatisfied(c)
    expect(await shown(paper.id)).toMatchObject({ state: 'voided', ended: { cause: 'proposalChanged' } })
    await takenByCall(await proposeMore(c, APOLOGY))
    await got(signAs(clerk, await frozen(clerk, c), 'customer'), 201)
    const proofs = await onDatabase(w, async (db) => { await db.query('set role wenguo_system'); return (await db.query('select proof from settlement.agreement where complaint_id = $1 order by agreed_at, id', [c.id])).rows })
    expect(proofs).toEqual([{ proof: 'call' }, { proof: 'signature' }])
  })

  test('is signed by a hand drawn for it alone: neither one that was void nor a picture of the case', async () => {
    const { c } = await proposedCase(w, clerk)
    const fileId = await drawing(clerk)
    const once = await got<any>(signAs(clerk, await frozen(clerk, c), 'firm', { fileId }), 201)
    await got(clerk.post(`/agreements/${once.id}/withdraw`, { version: once.version, reason: '写错了' }))
    const paper = await frozen(clerk, c)
    for (const side of ['customer', 'firm'] as const) expect(await refused(signAs(clerk, paper, side, { fileId }))).toBe('422 communication/file-unknown')
    await got(signAs(clerk, paper, 'customer'), 201)
  })

  test('has run out: it is laid before nobody, and no link goes out', async () => {
    const { c } = await proposedCase(w, clerk)
    const open = await frozen(clerk, c)
    const { c: other, remedy } = await proposedCase(w, clerk)
    await got(clerk.post(`/remedies/${remedy.id}/offer`, { version: remedy.version }))
    const draft = await begun(clerk, other)
    w.travel(15 * DAY)
    expect(await refused(clerk.post(`/agreements/${open.id}/links`, { version: open.version, way: 'copy' }))).toBe('409 remedy/offer-expired')
    expect(await refused(clerk.post(`/agreements/${draft.id}/freeze`, { version: draft.version }))).toBe('409 remedy/offer-expired')
    expect((await shown(draft.id)).may.freeze).toEqual(expect.any(String))
  })
})
