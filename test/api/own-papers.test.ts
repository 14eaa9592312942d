import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LOCALES } from '#contract/common.ts'
import { MOST_HEADING, MOST_SENTENCE, OWN_PAPERS, type OwnItem } from '#contract/own.ts'
import { type Client, openWorld, type World } from '#test/app.ts'
import { textOfPdf } from '#test/pdf-text.ts'
import { got, offered, onDatabase, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

let w: World
let clerk: Client & { id: string }
beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

const said = (zh: string, hant = '', en = '') => ({ 'zh-CN': zh, 'zh-Hant': hant, en })
const entry = (text: ReturnType<typeof said>) => ({ list: 'papers', content: { text } })
const put = (code: string, revision: number, text: ReturnType<typeof said> | null, who: Client = w.admin) => who.put<any>(`/pack/own/papers/${code}`, { revision, entry: text && entry(text), retired: false })
const items = async (who: Client = w.admin): Promise<OwnItem[]> => (await got(who.get('/pack/own/papers'))).items
const item = async (code: string) => (await items()).find((one) => one.code === code) as OwnItem
/** Stored, whatever stood there. */
const say = async (code: string, text: ReturnType<typeof said> | null) => got(put(code, (await item(code)).revision, text))
const paperOf = async (answer: Promise<{ status: number; body: Buffer; headers: Record<string, unknown> }>): Promise<string> => {
  const { status, body, headers } = await answer
  expect([status, headers['content-type']]).toEqual([200, 'application/pdf'])
  return textOfPdf(body)
}
const printed = (path: string, locale = 'zh-CN') => paperOf(clerk.get<Buffer>(path, { 'accept-language': locale }))
const example = (paper: string, locale: string, tried: Record<string, string> = {}, who: Client = w.admin) => paperOf(who.get<Buffer>(`/pack/own-papers/${paper}?${new URLSearchParams({ locale, ...tried })}`))
const bare = (text: string) => text.replace(/\s/g, '')

/** What means something to a typesetter, to a page, or to whoever fills in. */
const NAUGHTY = '#panic("x") *粗* _斜_ $x^2$ `y` = 一 <b>&amp;</b> \\u0041 //不是注释 [甲](乙) $1 $&'

describe('standing words of papers', () => {
  test('are printed as the firm says them, in each language; where a language is left empty, the original', async () => {
    const { c } = await offered(w, clerk)
    const words = said('我们店的第一条约定。', '本店的第一項約定。', 'The first clause as our shop has it.')
    await say('agreement.clause1', words)
    await say('common.sign', said('亲笔签名', '', ''))
    for (const locale of LOCALES) {
      const text = await printed(`/complaints/${c.id}/papers/agreement`, locale)
      expect(text).toContain(bare(words[locale]))
      expect(text).not.toContain('涉及付款的')
      expect(text).toContain({ 'zh-CN': '亲笔签名', 'zh-Hant': '簽署', en: 'Signature' }[locale])
      expect(text.includes('亲笔签名')).toBe(locale === 'zh-CN')
    }
    expect(await item('common.sign')).toMatchObject({ own: { text: said('亲笔签名') }, now: { text: { 'zh-CN': '亲笔签名', 'zh-Hant': '簽署', en: 'Signature' } } })
    await say('common.sign', null)
    await say('agreement.clause1', null)
    const again = await printed(`/complaints/${c.id}/papers/agreement`)
    expect(again).toContain('涉及付款的')
    expect(again).not.toContain('亲笔签名')
  }, 60_000)

  test('of every paper are seen on a sample before and after they are stored, in each language', async () => {
    const places = { receipt: 'receipt.keep', agreement: 'agreement.clause6', notice: 'notice.furtherWays', transfer: 'transfer.closing', slip: 'slip.keep', claim: 'claim.reply', commission: 'commission.closing' }
    for (const paper of OWN_PAPERS) {
      const code = places[paper]
      await say(code, said(`${paper}的新话`, `${paper}的新說法`, `New words of ${paper}`))
      for (const locale of LOCALES) {
        expect(await example(paper, locale)).toContain(bare({ 'zh-CN': `${paper}的新话`, 'zh-Hant': `${paper}的新說法`, en: `New words of ${paper}` }[locale]))
        expect(await example(paper, locale, { code, text: 'Only tried' })).toContain('Onlytried')
      }
      await say(code, null)
      expect(await example(paper, 'zh-CN')).not.toContain('新话')
    }
    expect(await refused(w.admin.get('/pack/own-papers/receipt?locale=en&code=receipt.nothing&text=x'))).toBe('404 kernel/not-found')
    expect(await refused(w.admin.get('/pack/own-papers/file?locale=en'))).toBe('422 kernel/invalid-input')
    expect(await refused(clerk.get('/pack/own-papers/receipt?locale=en'))).toBe('403 identity/not-allowed')
  }, 120_000)

  test('stand on the receipt for goods that a customer leaves with us', async () => {
    const c = await register(w, clerk)
    const goods = await got(clerk.post(`/complaints/${c.id}/goods`, { kind: 'sample', what: '断链样品', condition: '断成两截', returnBy: new Date(w.now().getTime() + 86_400_000).toISOString(), place: '柜台', unsignedWhy: '快递寄来' }), 201)
    await say('slip.keep', said('凭这张单子来取。', '憑此單領取。', 'Bring this slip.'))
    for (const [locale, words] of [['zh-CN', '凭这张单子来取。'], ['zh-Hant', '憑此單領取。'], ['en', 'Bringthisslip.']] as const) expect(await printed(`/goods/${goods.id}/receipt?locale=${locale}`)).toContain(words)
    await say('slip.keep', null)
  }, 60_000)

  test('keep what is filled in, no more and no less, and their length', async () => {
    const missing = await put('notice.opening', 0, said('您于 {at} 反映的情况已经办完。'))
    expect(missing).toMatchObject({ status: 422, body: { type: '/problems/own/blank-missing', title: expect.stringContaining('{number}'), errors: [{ pointer: '#/entry/content/text/zh-CN' }] } })
    const inEnglish = await put('notice.opening', 0, said('{at} {number} 已经办完。', '', 'Done, {number}.'))
    expect(inEnglish.body).toMatchObject({ type: '/problems/own/blank-missing', title: expect.stringContaining('{at}'), errors: [{ pointer: '#/entry/content/text/en' }] })
    for (const stray of ['{who}', '{{number}}', '{}']) expect((await put('notice.opening', 0, said(`{at} {number} ${stray}`))).body).toMatchObject({ type: '/problems/own/blank-unknown', title: expect.stringContaining(stray) })
    expect(await refused(put('notice.title', 0, said('题'.repeat(MOST_HEADING + 1))))).toBe('422 own/line-too-long')
    expect(await refused(put('notice.closing', 0, said('话'.repeat(MOST_SENTENCE + 1))))).toBe('422 kernel/invalid-input')
    expect(await refused(put('notice.closing', 0, said('  ')))).toBe('422 kernel/invalid-input')
    expect(await refused(put('common.page', 0, said('第 {page} 页')))).toBe('404 kernel/not-found')
    expect(await refused(put('notice.closing', 0, said('我的'), clerk))).toBe('403 identity/not-allowed')
    expect(await refused(w.admin.post('/pack/own/papers', { entry: entry(said('新的一条')) }))).toBe('422 own/not-added')
    expect(await refused(w.admin.put('/pack/own/papers/notice.closing', { revision: 0, entry: null, retired: true }))).toBe('422 own/not-hidden')
    expect((await item('notice.opening')).own).toBeNull()
    await say('notice.opening', said('编号 {number}，{at} 收到，办完了。'))
    expect(await example('notice', 'zh-CN')).toMatch(/编号0000-00000000-0000，\d{4}年\d+月\d+日收到，办完了。/)
    await say('notice.opening', null)
  }, 60_000)

  test('are letters, whatever they look like to a typesetter', async () => {
    const c = await register(w, clerk)
    await say('receipt.keep', said(NAUGHTY))
    await say('receipt.title', said('#回执 *一*'))
    const text = await printed(`/complaints/${c.id}/papers/receipt`)
    expect(text).toContain(bare(NAUGHTY))
    expect(text).toContain('#回执*一*')
    await say('receipt.keep', null)
    await say('receipt.title', null)
  }, 60_000)

  test('two at once: the later is refused; both are told in the log', async () => {
    const answers = await Promise.all(['甲', '乙'].map((text) => put('notice.signed', 0, said(text))))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await got(w.admin.get('/audit?name=packs.ownChanged'))).items[0].words).toBe('改了“单据用语”里的一条')
    await say('notice.signed', null)
  })

  test('go along in the file for another firm, by the same checks', async () => {
    await say('agreement.preamble', said('双方商量好了，写在下面。'))
    const file = Buffer.from((await w.admin.get<any>('/pack/own-file')).body).toString('utf8')
    const other = await w.otherOrganization()
    const broken = await got<any>(other.post('/pack/own-file/check', { text: file.replace('双方商量好了，写在下面。', '双方 {who} 商量好了') }))
    expect(broken.items.filter(({ what }: { what: string }) => what === 'refused')).toMatchObject([{ list: 'papers', code: 'agreement.preamble', what: 'refused', why: expect.stringContaining('{who}') }])
    const { stamp } = await got<any>(other.post('/pack/own-file/check', { text: file }))
    await got(other.post('/pack/own-file/take', { text: file, stamp }))
    expect(await example('agreement', 'zh-CN', {}, other)).toContain('双方商量好了，写在下面。')
    await say('agreement.preamble', null)
    expect(await example('agreement', 'zh-CN', {}, other)).toContain('双方商量好了，写在下面。')
    expect(await example('agreement', 'zh-CN')).not.toContain('双方商量好了')
  }, 60_000)

  test('stay under a newer pack, and are marked where the original says something else by now', async () => {
    await say('slip.keep', said('凭单取货。'))
    await onDatabase(w, async (db) => {
      await db.query('set role wenguo_system')
      const { rows: [current] } = await db.query('select c.* from packs.current c join identity.organization o using (organization_id) order by o.organization_id limit 1')
      const { rows: [version] } = await db.query('select * from packs.version where id = $1', [current.base_id])
      const id = randomUUID()
      version.body.pack.version = '0.9.0'
      version.body.phrases[0].text['zh-CN'] = '旧话'
      await db.query('insert into packs.version (organization_id, id, pack, version, body, installed_at) values ($1, $2, $3, $4, $5, now())', [version.organization_id, id, version.pack, '0.9.0', JSON.stringify(version.body)])
      // As if the program had said something else when these words were chosen.
      await db.query('reset role')
      await db.query('set role wenguo_system')
      await db.query(`insert into packs.own (organization_id, list, code, revision, content, was, retired, changed_by, changed_at) select organization_id, list, code, revision + 1, content, jsonb_set(was, '{text,zh-CN}', '"早先的话"'), retired, changed_by, now() from packs.own where list = 'papers' and code = 'slip.keep' order by organization_id, revision desc limit 1`)
      await db.query('update packs.current set version_id = $1, base_id = $1, own_id = gen_random_uuid() where organization_id = $2', [id, version.organization_id])
    })
    const offer = await got<any>(w.admin.get('/pack/upgrade'))
    expect(offer.clashes).toMatchObject([{ list: 'papers', code: 'slip.keep' }])
    await got(w.admin.post('/pack/upgrade', { digest: offer.digest }))
    expect(await item('slip.keep')).toMatchObject({ now: { text: { 'zh-CN': '凭单取货。' } }, packSince: { text: { 'zh-CN': '早先的话' } } })
    expect(await example('slip', 'zh-CN')).toContain('凭单取货。')
  }, 60_000)
})
