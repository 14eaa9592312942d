import { afterAll, beforeAll, expect, test } from 'vitest'
import { frozen, proposedCase, signAs } from '#test/agreement.ts'
import type { World } from '#test/app.ts'
import { type Person, openCounter } from '#test/counter.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { PNG, upload } from '#test/story.ts'

let w: World
let clerk: Person
beforeAll(async () => { ({ w, clerk } = await openCounter()) }, 120_000)
afterAll(() => w.close())

test('one scan shows both hands, whichever is entered first', async () => {
  const { c } = await proposedCase(w, clerk)
  const paper = await frozen(clerk, c)
  const scan = (await upload(clerk, '协议扫描.png', PNG)).json().id
  const firm = await got<any>(signAs(clerk, paper, 'firm', { way: 'paper', fileId: scan }), 201)
  expect((await got<any>(signAs(clerk, firm, 'customer', { way: 'paper', fileId: scan }), 201)).state).toBe('signed')
})

test('a scan that came with the customer’s answer shows their hand here as well; a receipt for goods shows nobody’s', async () => {
  const { c, remedy } = await proposedCase(w, clerk)
  await got(clerk.post(`/remedies/${remedy.id}/offer`, { version: remedy.version }))
  const scan = (await upload(clerk, '协议扫描.png', PNG)).json().id
  await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', proof: { kind: 'signature', fileId: scan } }))
  const paper = await frozen(clerk, c)
  const receipt = (await upload(clerk, '收条.png', PNG)).json().id
  await onDatabase(w, async (db) => { await db.query('set role wenguo_system'); await db.query("update files.file set subject_id = $1 where id = $2", [c.id, receipt]); await db.query("insert into complaint.attachment select organization_id, $1, $2, 'signature', now(), 0 from complaint.complaint where id = $1", [c.id, receipt]) })
  for (const side of ['customer', 'firm'] as const) expect(await refused(signAs(clerk, paper, side, { way: 'paper', fileId: receipt }))).toBe('422 files/signature-used')
  await got(signAs(clerk, paper, 'customer', { way: 'paper', fileId: scan }), 201)
})
