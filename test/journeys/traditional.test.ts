import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look, settle } from '#test/journey-look.ts'
import { bracketWords } from '#test/pseudo-locale.ts'
import { textsOn } from '#test/texts-on.ts'
import { simplifiedIn } from '../../tools/check/writing.ts'
import { follow, lookAtPanel, panel, press, visit, write } from './steps/hands.ts'

const EVERYTHING = { 電郵: 'demo@demo.example', 密碼: 'demo-demo-1' }
const STAGES = ['intake', 'investigation', 'liability', 'remedy', 'approval', 'negotiation', 'execution', 'closing', 'closed'] as const
const DEMO_MS = 180_000

let journey: Journey
let admin: Page
let clerk: Page
let cases: Record<typeof STAGES[number], string>
/** Forms beside a case, by name: those of any case, and those about one remedy, task, promise or follow-up. */
let forms: readonly (readonly [string, string])[]

beforeAll(async () => {
  // Cases in every stage are those of the last two months.
  journey = await openJourney({ DEMO_MONTHS: '2' })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

/** Each language is called by its own name; customers say, and the rules listen for, words in every writing. */
const OTHERS = '[lang]:not(html), q, blockquote, .cat-k, .exs, [role=menuitem]'

const allTraditional = async (page: Page, name: string) => {
  const simplified = (await textsOn(page, OTHERS)).filter((text) => !text.includes('简体中文') && simplifiedIn(text).length > 0)
  expect.soft({ screen: name, simplified }).toEqual({ screen: name, simplified: [] })
}

/** A screen in order, and all of it in traditional characters. */
const lookTraditional = async (page: Page, name: string) => {
  await look(page, `hant-${name}`)
  await allTraditional(page, name)
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).first().waitFor()

/** Goes to one of the screens, and waits until it is that one: parts of the pack are headed alike. */
const toScreen = async (page: Page, path: string) => {
  await visit(page, path)
  if (path.includes('part=')) await page.locator(`.views [aria-current=page][href="${path}"]`).waitFor()
}

const SCREENS: readonly (readonly [string, string, string | RegExp])[] = [
  ['desk', '/', /早安|午安|晚上好|夜深/], ['list', '/complaints?view=all', '投訴'], ['register', '/register', '登記投訴'], ['approvals', '/approvals', '等我批核'], ['customers', '/customers', '顧客'], ['notices', '/notices', '通知'],
  ['settings', '/settings', '設定'], ['units', '/settings/units', '部門及分店'], ['people', '/settings/people', '員工'], ['positions', '/settings/positions', '職位'], ['tokens', '/settings/tokens', '介面金鑰'], ['audit', '/settings/audit', '操作記錄'], ['account', '/settings/account', '我的帳戶'],
  ['channels', '/settings/channels', '通知渠道'], ['my-notices', '/settings/notices', '我的通知'],
  ...(['categories', 'fields', 'clocks', 'closing', 'tables', 'roles', 'guidance'] as const).map((part) => [`pack-${part}`, `/settings/pack?part=${part}`, '珠寶首飾'] as const),
]
const PORTAL = [['tell', '/portal'], ['look', '/portal?look=1'], ['lost', '/portal?lost=1'], ['meet', '/portal?meet=1'], ['renew', '/portal?renew=x'], ['thanks', '/portal?thanks=1']] as const
/** Looked at whole, the others only for their words: they are built alike in every language. */
const AT_THE_DESK = ['desk', 'list', 'register', 'settings', 'channels', 'pack-guidance']
const ON_PHONE = ['desk', 'list', 'register', 'approvals', 'customers', 'settings', 'people', 'account', 'pack-tables']
const PANELS = ['acknowledge', 'restate', 'classify', 'urgency', 'verify', 'finding', 'propose', 'handOver', 'takeOver', 'notice', 'close', 'pause', 'extend', 'depart'] as const

interface Listed { readonly id: string; readonly state: string }
interface Parts { readonly remedies: readonly Listed[]; readonly tasks: readonly Listed[]; readonly promises: readonly Listed[]; readonly followUps: readonly Listed[] }

const formsOf = async (page: Page) => {
  const all = await Promise.all(Object.values(cases).map(async (id) => ({ id, it: await (await page.request.get(`/api/v1/complaints/${id}`)).json() as Parts })))
  const about = (panel: string, part: keyof Parts, states: readonly string[]) => all.flatMap(({ id, it }) => it[part].filter(({ state }) => states.includes(state)).map((one) => [panel, `/complaints/${id}?panel=${panel}&on=${one.id}`] as const)).slice(0, 1)
  return [
    ...PANELS.map((panel) => [panel, `/complaints/${cases.remedy}?panel=${panel}`] as const),
    ...about('decide', 'remedies', ['awaitingApproval']), ...about('answer', 'remedies', ['offered']), ...about('withdraw', 'remedies', ['offered', 'awaitingApproval']), ...about('task', 'tasks', ['open', 'begun']), ...about('promise', 'promises', ['open']), ...about('followUp', 'followUps', ['due']), ...about('attempt', 'followUps', ['due']),
  ]
}

chapter('the first page offers traditional Chinese, speaks it at once, and so does the demo', async () => {
  admin = await journey.window('沈志遠')
  await admin.waitForURL('**/first-run')
  await press(admin, 'English')
  await heading(admin, 'Begin with Wenguo')
  await press(admin, '繁體中文')
  await heading(admin, '開始使用聞過')
  await admin.getByRole('radio', { name: /珠寶/ }).check()
  await lookTraditional(admin, 'first-run')
  await press(admin, '進入示範')
  await admin.getByRole('heading', { level: 1, name: /林正宜，/ }).waitFor({ timeout: DEMO_MS })
  expect(await admin.locator('.page-h .sub').innerText()).toMatch(/^\d+月\d+日 星期[日一二三四五六]/)
  expect(await admin.evaluate(() => document.documentElement.lang)).toBe('zh-HK')
  const { items } = await (await admin.request.get('/api/v1/complaints?limit=200')).json() as { items: { id: string; stage: typeof STAGES[number] }[] }
  cases = Object.fromEntries(STAGES.map((stage) => [stage, items.find((item) => item.stage === stage)?.id ?? ''])) as typeof cases
  forms = await formsOf(admin)
  await admin.context().close()
})

chapter('a browser of Hong Kong signs in, and the screens stand as in the others', async () => {
  admin = await journey.window('沈志遠', { locale: 'zh-HK', path: '/sign-in' })
  await heading(admin, '登入')
  await lookTraditional(admin, 'sign-in')
  await write(admin, EVERYTHING)
  await press(admin, '登入')
  await admin.getByRole('navigation', { name: '主選單' }).waitFor()
  for (const [name, path, title] of SCREENS.filter(([screen]) => AT_THE_DESK.includes(screen))) {
    await toScreen(admin, path)
    await heading(admin, title)
    await lookTraditional(admin, name)
  }
})

chapter('a case at its beginning and at its end, and the forms beside it', async () => {
  for (const stage of ['remedy', 'closing'] as const) {
    await visit(admin, `/complaints/${cases[stage]}`)
    await admin.locator('.case-crumb').waitFor()
    await lookTraditional(admin, `case-${stage}`)
  }
  for (const [name, path] of forms.filter(([form]) => ['propose', 'finding', 'decide', 'followUp', 'close'].includes(form))) {
    await follow(admin, path)
    await lookAtPanel(admin, `hant-${name}`)
  }
})

chapter('the account menu changes the language at once', async () => {
  await visit(admin, '/complaints')
  await heading(admin, '投訴')
  for (const [language, title] of [['English', 'Complaints'], ['简体中文', '投诉'], ['繁體中文', '投訴']] as const) {
    await admin.locator('button.me[aria-haspopup=menu]').click()
    await admin.getByRole('menuitem', { name: language }).click()
    await heading(admin, title)
  }
  // Buttons keep their look once what they open has come.
  await admin.locator('button.bell').click()
  await admin.locator('.bell-pop').waitFor()
  await admin.locator('button.bell').click()
  await admin.locator('.bell-pop').waitFor({ state: 'detached' })
  await admin.reload()
  await heading(admin, '投訴')
})

chapter('on a phone: sign-in, desk, register at the counter, case, settings', async () => {
  clerk = await journey.window('李曉雲', { size: PHONE, locale: 'zh-HK', path: '/sign-in' })
  await clerk.locator('h1').first().waitFor()
  await lookTraditional(clerk, 'phone-sign-in')
  await write(clerk, EVERYTHING)
  await press(clerk, '登入')
  await clerk.getByRole('navigation', { name: '主選單' }).waitFor()
  for (const [name, path, title] of SCREENS.filter(([screen]) => ON_PHONE.includes(screen))) {
    await toScreen(clerk, path)
    await heading(clerk, name === 'register' ? '怎樣稱呼您？' : title)
    await lookTraditional(clerk, `phone-${name}`)
  }
  for (const stage of ['intake', 'negotiation', 'closed'] as const) {
    await visit(clerk, `/complaints/${cases[stage]}`)
    await clerk.locator('.bar-m, .case-crumb').first().waitFor()
    await lookTraditional(clerk, `phone-case-${stage}`)
  }
  await clerk.context().close()
})

chapter('every text on the pages is traditional, and none comes from outside the locale files', async () => {
  const page = await journey.window('somebody', { locale: 'zh-HK', path: '/portal' })
  const pseudo = await bracketWords(page)
  const strays: Record<string, readonly string[]> = {}
  const check = async (name: string, there: Locator) => {
    await there.first().waitFor()
    await settle(page)
    // What an answer said may be known a moment after it is shown.
    let found = await pseudo.strays()
    for (let tries = 0; found.length > 0 && tries < 10; tries++) {
      await page.waitForTimeout(300)
      found = await pseudo.strays()
    }
    if (found.length > 0) strays[name] = found
    await allTraditional(page, name)
  }
  for (const [name, path] of PORTAL) {
    await visit(page, path)
    await check(`portal-${name}`, page.locator('h1'))
  }
  const told = await (await page.request.post('/api/v1/portal/complaints', { data: { name: '何先生', phone: '13757110455', text: '項鏈斷了', wants: null, locale: 'zh-Hant' } })).json() as { number: string; code: string }
  await page.goto(`/portal?case=${told.number}`)
  await page.locator('#code').fill(told.code)
  await press(page, '⟦查看⟧')
  await page.getByText('項鏈斷了').waitFor()
  await check('portal-case', page.locator('.said'))
  await page.goto('/sign-in')
  await check('sign-in', page.locator('h1'))
  await write(page, { '⟦電郵⟧': EVERYTHING.電郵, '⟦密碼⟧': EVERYTHING.密碼 })
  await press(page, '⟦登入⟧')
  await page.locator('.side').waitFor()
  for (const [name, path, title] of SCREENS) {
    await toScreen(page, path)
    await check(name, page.getByRole('heading', { level: 1, name: title }))
  }
  for (const stage of STAGES) {
    await visit(page, `/complaints/${cases[stage]}`)
    await check(`case-${stage}`, page.locator('.case-crumb'))
  }
  for (const [name, path] of forms) {
    await follow(page, path)
    await check(name, panel(page))
  }
  await page.keyboard.press('?')
  await page.locator('.ant-modal .keys-list').waitFor()
  expect(await pseudo.strays()).toEqual([])
  expect(strays).toEqual({})
})
