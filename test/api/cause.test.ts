import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Diagram } from '#contract/cause.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'
import { PNG, type Registered, register, upload } from '#test/story.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let manager: Person
let away: Person
let phones = 0

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  away = await w.person('小马', 'S02', 'clerk')
})
afterAll(() => w.close())

const newCase = () => register(w, clerk, { customer: { name: '何女士', phone: `1371119${String(1000 + phones++)}` } })
const node = (parentId: string | null = null, part: Record<string, unknown> = {}) => ({ id: crypto.randomUUID(), parentId, text: '没有核对', ...part })
const begun = async (c: Registered, part: Record<string, unknown> = {}) => got<Diagram>(clerk.post(`/complaints/${c.id}/cause-diagrams`, { kind: 'whys', effect: '镶口松了', ...part }), 201)
const draw = (who: Client, of: Pick<Diagram, 'id' | 'version'>, nodes: unknown[], effect = '镶口松了') => who.put(`/cause-diagrams/${of.id}`, { version: of.version, effect, nodes })

describe('why it happened', () => {
  test('is drawn as a tree of whys with what backs each answer, and every edition is kept', async () => {
    const c = await newCase()
    const it = await begun(c, { pointId: c.points[0]?.id })
    expect(it).toMatchObject({ kind: 'whys', version: 1, nodes: [], point: { no: 1 }, scheme: null, whyNot: null })
    const found = await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '爪镶未压紧', liability: 'ours', evidence: [] }))
    const photo = (await upload(clerk, 'claw.png', PNG)).json().id as string
    const first = node(null, { text: '“爪”<b>\u202e😀', standing: 'verified', findingIds: [found.findings[0].id], fileIds: [photo] })
    const nodes = [first, node(null, { text: '搬运磕碰', standing: 'refuted' }), node(first.id, { text: '出厂检验漏检', root: true })]
    const drawn = await got<Diagram>(draw(clerk, it, nodes))
    expect(drawn.nodes).toMatchObject(nodes)
    expect(drawn).toMatchObject({ version: 2, editions: [{ version: 2, by: { id: clerk.id } }, { version: 1 }], files: [{ id: photo, name: 'claw.png' }], findings: [{ no: 1, text: '爪镶未压紧' }] })
    expect(await got(clerk.get(`/cause-diagrams/${it.id}?version=1`))).toMatchObject({ version: 1, nodes: [] })
    expect(await got(clerk.get(`/complaints/${c.id}/cause-diagrams`))).toMatchObject({ items: [{ id: it.id, causes: 3, roots: ['出厂检验漏检'] }] })
    const told = (await got(clerk.get(`/complaints/${c.id}`))).timeline.map((e: { words: string }) => e.words).join()
    expect(told).toContain('原因分析画到第2版，选定根本原因1条')
    expect(told).toContain('五个为什么')
  })

  test('is drawn as a fishbone with the bones of the trade', async () => {
    const c = await newCase()
    const { fishbones } = await got(clerk.get('/pack'))
    expect(fishbones.map((f: { code: string }) => f.code)).toContain('jewel')
    expect(await refused(clerk.post(`/complaints/${c.id}/cause-diagrams`, { kind: 'fishbone', effect: 'x', scheme: 'none' }))).toBe('422 cause/scheme-unknown')
    const it = await begun(c, { kind: 'fishbone', scheme: 'jewel' })
    expect(it.scheme?.bones.map((b) => b.code)).toContain('craft')
    const twig = node(null, { bone: 'craft' })
    expect((await got<Diagram>(draw(clerk, it, [twig, node(twig.id)]))).nodes).toHaveLength(2)
  })

  test('hangs together: no loops, no strays, no bone that is not there, nothing ruled out as a root cause', async () => {
    const c = await newCase()
    const [whys, bones] = [await begun(c), await begun(c, { kind: 'fishbone' })]
    const [a, b] = [crypto.randomUUID(), crypto.randomUUID()]
    const deep = [node()]
    while (deep.length < 11) deep.push(node(deep.at(-1)?.id))
    const broken = [[node(a)], [node(b, { id: a }), node(a, { id: b })], [node(null, { id: a }), node(null, { id: a })], [node(null, { bone: 'craft' })], deep]
    for (const nodes of broken) expect(await refused(draw(clerk, whys, nodes))).toBe('422 cause/tree-broken')
    for (const nodes of [[node()], [node(null, { bone: 'nowhere' })]]) expect(await refused(draw(clerk, bones, nodes))).toBe('422 cause/tree-broken')
    expect(await refused(draw(clerk, whys, [node(null, { standing: 'refuted', root: true })]))).toBe('422 cause/root-refuted')
    expect(await refused(draw(clerk, whys, [node(null, { text: '' })]))).toBe('422 kernel/invalid-input')
    expect(await refused(draw(clerk, whys, Array.from({ length: 201 }, () => node())))).toBe('422 kernel/invalid-input')
    expect((await got<Diagram>(draw(clerk, whys, Array.from({ length: 200 }, () => node())))).nodes).toHaveLength(200)
  })

  test('is backed by findings and files of this case alone', async () => {
    const [c, other] = [await newCase(), await newCase()]
    const it = await begun(c)
    const found = await got(clerk.post(`/complaints/${other.id}/findings`, { pointId: other.points[0]?.id, text: 'x', liability: 'ours', evidence: [] }))
    const others = (await upload(manager, 'x.png', PNG)).json().id as string
    expect(await refused(draw(clerk, it, [node(null, { findingIds: [found.findings[0].id] })]))).toBe('422 cause/finding-unknown')
    expect(await refused(draw(clerk, it, [node(null, { fileIds: [others] })]))).toBe('422 investigation/evidence-unknown')
    expect(await refused(clerk.post(`/complaints/${c.id}/cause-diagrams`, { kind: 'whys', effect: 'x', pointId: other.points[0]?.id }))).toBe('422 complaint/point-unknown')
  })

  test('of two who draw at once one is told, and may put both together', async () => {
    const it = await begun(await newCase())
    const at = await Promise.all([clerk, manager].map((who, i) => draw(who, it, [node(null, { text: `谁先${i}` })])))
    expect(at.map((a) => a.status).sort()).toEqual([200, 409])
    expect(await refused(draw(clerk, it, []))).toBe('409 kernel/stale-version')
    const now = await got<Diagram>(clerk.get(`/cause-diagrams/${it.id}`))
    expect([now.version, now.nodes.length]).toEqual([2, 1])
  })

  test('is out of sight with the case, and rests when it is closed or merged', async () => {
    const c = await newCase()
    const it = await begun(c)
    for (const path of [`/cause-diagrams/${it.id}`, `/cause-diagrams/${it.id}/paper`, `/complaints/${c.id}/cause-diagrams`]) expect((await away.get(path)).status).toBe(404)
    expect((await draw(away, it, [])).status).toBe(404)
    const same = { customer: { name: '何女士', phone: '13711188888' } }
    const [kept, gone] = [await register(w, clerk, same), await register(w, clerk, same)]
    const moving = await begun(gone, { pointId: gone.points[0]?.id })
    await got(manager.post(`/complaints/${kept.id}/merge`, { duplicateId: gone.id, reason: '同一件' }))
    expect(await got(clerk.get(`/cause-diagrams/${moving.id}`))).toMatchObject({ complaintId: kept.id })
    await got(manager.post(`/complaints/${kept.id}/unmerge`, { duplicateId: gone.id, reason: '不是' }))
    expect(await got(clerk.get(`/cause-diagrams/${moving.id}`))).toMatchObject({ complaintId: gone.id })
  })

  test('prints on a sheet of its own in three languages, and in the file of the case', async () => {
    const c = await newCase()
    const it = await begun(c, { kind: 'fishbone', effect: '#let x = 1 “戒指”\u202e😀'.repeat(20) })
    const bone = it.scheme?.bones[0]?.code
    const first = node(null, { bone, text: '*b* _i_ @ref <label>\n'.repeat(20), root: true })
    await got(draw(clerk, it, [first, node(first.id, { standing: 'refuted' }), ...Array.from({ length: 30 }, (_, i) => node(null, { bone: it.scheme?.bones[i % 6]?.code ?? bone, text: `原因${i}` }))]))
    for (const locale of ['zh-CN', 'zh-Hant', 'en']) {
      const paper = await clerk.get<Buffer>(`/cause-diagrams/${it.id}/paper?locale=${locale}`)
      expect([paper.status, paper.headers['content-type'], Buffer.from(paper.body).subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-'])
    }
    expect((await clerk.get(`/complaints/${c.id}/papers/file`)).status).toBe(200)
  }, 60_000)
})
