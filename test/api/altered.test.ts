import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { ownDatabase } from '#test/own-database.ts'
import { payOut } from '#test/payout.ts'
import { got, investigated, propose } from '#test/steps.ts'
import { PNG, type Registered, register, upload } from '#test/story.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

const DAY = 24 * 3_600_000
let w: World
let clerk: Person
let mate: Person
let manager: Person
let finance: Person
let superuser: pg.Client
let c: Registered

beforeAll(async () => {
  ({ w, clerk, mate, manager } = await openCounter())
  finance = await w.person('钱会计', 'FIN', 'financeOfficer')
  superuser = new pg.Client({ connectionString: String(new URL(new URL(w.url).pathname, (await ownDatabase()).owner)) })
  await superuser.connect()
  // Past every trigger, as whoever has the machine could.
  await superuser.query('set session_replication_role = replica')
  c = await worked()
})
afterAll(async () => {
  await superuser.end()
  await w.close()
})

const later = (ms: number) => new Date(w.now().getTime() + ms).toISOString()
const altered = async () => (await verdictOn(w)).rows.altered

/** A case with something of everything. */
const worked = async (): Promise<Registered> => {
  const made = await investigated(w, clerk)
  const photo = (await upload(clerk, 'ring.png', PNG)).json().id as string
  const item = await got(clerk.post(`/complaints/${made.id}/evidence`, { kind: 'sample', what: '同批次戒指一枚', origin: '柜台抽取', collectedAt: later(-3_600_000), collectedPlace: '一店柜台', place: '检测室样品柜', fileIds: [photo], clock: { until: later(20 * DAY) } }), 201)
  const sealed = await got(clerk.post(`/evidence/${item.id}/steps`, { version: item.version, kind: 'sealed', seal: 'F-0102', why: '送检' }))
  await got(clerk.post(`/evidence/${item.id}/extension`, { version: sealed.version, until: later(90 * DAY), why: '报告未出' }))
  const left = await got(clerk.post(`/complaints/${made.id}/goods`, { kind: 'jewellery', what: '钻戒', condition: '划痕', returnBy: later(7 * DAY), place: '柜', unsignedWhy: '快递' }), 201)
  await got(clerk.post(`/goods/${left.id}/moves`, { version: left.version, holderId: mate.id, place: '保险柜', why: '过夜' }))
  const asked = await got(clerk.post(`/complaints/${made.id}/inquiries`, { what: '看看掉钻的经过', ownerId: mate.id, dueAt: later(2 * DAY), details: { kind: 'lotInspection', fields: { lot: 'L1', recordNumbers: 'R-1', values: [], conformity: 'conforms' } } }), 201)
  await got(mate.post(`/inquiries/${asked.id}/done`, { version: asked.version, details: asked.details, result: '批次正常' }))
  const drawn = await got(clerk.post(`/complaints/${made.id}/cause-diagrams`, { kind: 'whys', effect: '镶口松了' }), 201)
  await got(clerk.put(`/cause-diagrams/${drawn.id}`, { version: 1, effect: '镶口松了', nodes: [{ id: crypto.randomUUID(), parentId: null, text: '没有核对' }] }))
  await got(clerk.post(`/complaints/${made.id}/promises`, { text: '明天回电', dueAt: later(DAY) }), 201)
  const proposed = await got(propose(clerk, made, 10_000), 201)
  const offer = await got(clerk.post(`/remedies/${proposed.id}/offer`, { version: proposed.version }))
  await got(clerk.post(`/remedies/${offer.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  const { tasks } = await got(clerk.get(`/complaints/${made.id}`))
  await payOut(tasks[0], { asks: clerk, approves: finance })
  const { revision } = (await got(w.admin.get('/ladders'))).items.find((one: any) => one.kind === 'writtenReply')
  await got(w.admin.put('/ladders/writtenReply', { levels: [{ at: { share: 50 }, to: [{ who: 'manager' }] }], revision }))
  const supplier = await got(manager.post<any>('/outsiders', { kind: 'supplier', name: '远大铸造' }), 201)
  const { current } = await got(clerk.post<any>(`/complaints/${made.id}/liability`, { basedOn: null, reason: '验货漏了', shares: [{ party: 'ours', outsiderId: null, share: 4_000, grounds: '验货' }, { party: 'supplier', outsiderId: supplier.id, share: 6_000, grounds: '砂眼' }] }))
  const claimed = await got(manager.post<any>(`/complaints/${made.id}/charge-backs`, { shareId: current.shares[1].id, amountFen: 6_000 }), 201)
  const agreed = await got(manager.post<any>(`/charge-backs/${claimed.id}/answer`, { version: claimed.version, answer: 'agreed', note: '认可' }))
  await got(manager.post<any>(`/charge-backs/${claimed.id}/receipt`, { version: agreed.version, amountFen: 6_000, reference: 'B1', on: new Date(w.now().getTime()).toISOString().slice(0, 10) }))
  const words = (text: string) => ({ 'zh-CN': text, 'zh-Hant': text, en: text })
  const field = (label: string) => ({ list: 'fields', content: { label: words(label), hint: words(''), type: 'text', required: false, unit: '', choices: [], categories: [], channels: [] } })
  const own = await got(w.admin.post<any>('/pack/own/fields', { entry: field('会员卡号') }), 201)
  await got(w.admin.put<any>(`/pack/own/fields/${own.code}`, { revision: 1, entry: field('会员卡'), retired: false }))
  return made
}

test('what people do is as events say it, also where cases are merged and parted', async () => {
  expect(await altered()).toEqual([])
  const customer = { name: '赵女士', phone: '13711150001' }
  const [kept, gone] = [await register(w, clerk, { customer }), await register(w, clerk, { customer, points: [{ text: '又掉了', wants: null, categoryCode: 'stoneLoose' }] })]
  await got(clerk.post(`/complaints/${gone.id}/evidence`, { kind: 'document', what: '来信', origin: '邮寄', collectedAt: later(-DAY), collectedPlace: '前台', place: '档案柜' }), 201)
  await got(clerk.post(`/complaints/${gone.id}/findings`, { pointId: gone.points[0]?.id, text: '属实', liability: 'ours', rootCause: null, evidence: [] }))
  await got(manager.post(`/complaints/${kept.id}/merge`, { duplicateId: gone.id, reason: '同一件事' }))
  expect(await altered()).toEqual([])
  await got(manager.post(`/complaints/${kept.id}/unmerge`, { duplicateId: gone.id, reason: '不是一件' }))
  expect(await altered()).toEqual([])
})

const OF = 'organization_id = (select organization_id from complaint.complaint where id = $1)'
const CASE = `${OF} and complaint_id = $1`

test.each<[what: string, statement: string, named: RegExp]>([
  ['the urgency of a case', `update complaint.complaint set urgency = 'critical' where id = $1`, /^complaint \S+ was altered \(urgency\)$/],
  ['the owner of a case', `update complaint.complaint set owner_id = null where id = $1`, /^complaint \S+ was altered \(owner\)$/],
  ['a case taken for closed', `update complaint.complaint set state = 'closed', outcome = 'agreed' where id = $1`, /^complaint \S+ was altered \(state\)$/],
  ['a finding', `update investigation.finding set body = '查无此事' where ${CASE}`, /^finding of \S+ was altered \(content\)$/],
  ['what a proposal comes to', `update remedy.item set amount_fen = amount_fen + 1 where ${CASE}`, /^proposal 1 of \S+ was altered \(itemsFen\)$/],
  ['an agreement', `update settlement.agreement set total_fen = 1 where ${CASE}`, /^agreement of \S+ was altered \(totalFen\)$/],
  ['what was paid', `update settlement.task set amount_fen = amount_fen * 10 where ${CASE}`, /^task refund of \S+ was altered \(amountFen\)$/],
  ['a promise', `update promise.promise set due_at = due_at + interval '1 day' where ${CASE}`, /^promise of \S+ was altered \(due\)$/],
  ['evidence', `update evidence.item set place = '别处' where ${CASE}`, /^evidence \S+-Z1 was altered \(content\)$/],
  ['a step of its chain', `update evidence.step set seal = 'F-9999' where ${CASE} and kind = 'sealed'`, /^step of evidence \S+-Z1 \(sealed\) was altered \(content\)$/],
  ['the file of a step', `delete from evidence.file where ${CASE}`, /^step of evidence \S+-Z1 \(taken\) was altered \(content\)$/],
  ['a step that is gone', `delete from evidence.step where ${CASE} and kind = 'sealed'`, /^step of evidence \S+ was removed$/],
  ['a step nobody took', `insert into evidence.step select organization_id, gen_random_uuid(), complaint_id, item_id, 'handed', at, by_id, from_id, to_id, to_name, place, why, seal, witness_id, until, signature from evidence.step where ${CASE} and kind = 'sealed'`, /^step of evidence \S+-Z1 \(handed\) was put in by hand$/],
  ['goods left with us', `update custody.item set condition = '完好' where ${CASE}`, /^goods \S+-W1 was altered \(content\)$/],
  ['a hand they went through', `delete from custody.move where ${CASE}`, /^goods \S+-W1 was altered \(content\)$/],
  ['what an inquiry found', `update inquiry.task set result = '顾客自己磕的' where ${CASE}`, /^inquiry \S+-D1 was altered \(content\)$/],
  ['a drawing of causes', `update cause.edition set nodes = '[]' where ${CASE} and version = 2`, /^drawing of causes of \S+, edition 2 was altered \(content\)$/],
  ['a table of rules', `update packs.policy set body = jsonb_set(body, '{rules,0,gives}', '{}') where ${OF} and table_name = 'authority'`, /^table of rules authority \S+ was altered \(content\)$/],
  ['the pack', `update packs.version set body = body - 'phrases' where ${OF}`, /^pack jewellery \S+ was altered \(content\)$/],
  ['a ladder', `update clock.ladder set levels = jsonb_set(levels, '{0,at,share}', '90') where ${OF}`, /^ladder writtenReply, revision 1 was altered \(content\)$/],
  ['a division of liability', `update liability.division set reason = '与本店无关' where ${CASE}`, /^division of liability of \S+ was altered \(content\)$/],
  ['who bears how much', `update liability.share set share = 1 where ${CASE} and no = 1`, /^division of liability of \S+ was altered \(content\)$/],
  ['a share that is gone', `delete from liability.share where ${CASE} and no = 1`, /^division of liability of \S+ was altered \(shares, content\)$/],
  ['what is claimed of an outsider', `update liability.charge_back set amount_fen = 1 where ${CASE}`, /^charge-back \S+-P1 was altered \(amountFen, content\)$/],
  ['what they answered', `update liability.step set note = '不认可' where ${CASE} and kind = 'agreed'`, /^charge-back \S+-P1 was altered \(content\)$/],
  ['what came in', `update liability.receipt set amount_fen = 1 where ${CASE}`, /^charge-back \S+-P1 was altered \(content\)$/],
  ['own words', `update packs.own set content = jsonb_set(content, '{label,en}', '"Bank card"') where ${OF} and revision = 2`, /^own words fields \S+ 2 was altered \(content\)$/],
  ['own words that are gone', `delete from packs.own where ${OF} and revision = 2`, /^own words fields \S+ 2 was removed$/],
  ['own words nobody chose', `insert into packs.own select organization_id, list, code, 3, content, was, retired, changed_by, changed_at from packs.own where ${OF} and revision = 2`, /^own words fields \S+ 3 was put in by hand$/],
  ['where the bytes of a file are', `update files.file set sha256 = repeat('0', 64) where ${OF}`, /^file \S+ was altered \(sha256\)$/],
  ['a whole case', `delete from complaint.complaint where id = $1`, /^complaint \S+ was removed$/],
])('%s, altered by hand, is named', async (_what, statement, named) => {
  const tables = [...statement.matchAll(/(?:update|from|into) ([a-z_]+\.[a-z_]+)/g)].map(([, table]) => table)
  const [table] = tables
  await superuser.query(`create temp table kept as table ${table}`)
  expect((await superuser.query(statement, [c.id])).rowCount).toBeGreaterThan(0)
  const found = await altered()
  await superuser.query(`delete from ${table}; insert into ${table} select * from kept; drop table kept`)
  expect(found.filter((one) => named.test(one)), JSON.stringify(found)).toHaveLength(1)
  expect(await altered()).toEqual([])
})
