import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { signedIn, type Somebody } from './steps/begin.ts'
import { attach, card, choose, day, field, panel, photo, press, write } from './steps/hands.ts'
import { deskOf, HEADLESS, hire, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'xiaoyun@example.com', unit: '一店', position: 'clerk' }
const COLLEAGUE: Somebody = { name: '赵敏', email: 'zhao@example.com', unit: '一店', position: 'clerk' }
const WORDS = '耳环戴了一天耳朵就发炎了，你们说是纯银的。'

let journey: Journey
let desk: Page
let phone: Page

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, COLLEAGUE])
  await registerBy(await deskOf(journey, CLERK.email), '一店')
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
/** A tone, as a telephone system records it. */
const tone = (seconds: number) => {
  const rate = 8_000
  const head = Buffer.alloc(44)
  head.write('RIFF')
  head.writeUInt32LE(36 + seconds * rate * 2, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(seconds * rate * 2, 40)
  const sound = Int16Array.from({ length: seconds * rate }, (_, at) => Math.sin(at / 9) * 9_000 * (1 + Math.sin(at / 4_000)))
  return Buffer.concat([head, Buffer.from(sound.buffer)])
}

/** Signs with the mouse. */
const sign = async (page: Page) => {
  await page.locator('.pad canvas[aria-busy=false]').waitFor()
  const box = await page.locator('.pad canvas').boundingBox()
  if (!box) throw new Error('nowhere to sign')
  await page.mouse.move(box.x + 60, box.y + 120)
  await page.mouse.down()
  for (const [x, y] of [[120, 60], [180, 150], [260, 70], [340, 140]] as const) await page.mouse.move(box.x + x, box.y + y, { steps: 4 })
  await page.mouse.up()
  await eventually(() => page.getByRole('button', { name: '签好了' }).isEnabled()).toBe(true)
}

const saved = (page: Page) => page.locator('.save-saved').waitFor()

chapter('a call pops up with its number and who it is; what is typed is found on another device', async () => {
  desk = await signedIn(journey, CLERK)
  await desk.goto('/register?channel=phone&from=13757110455')
  await eventually(() => field(desk, '怎么称呼').inputValue()).toBe('何先生')
  // Loaded again, it is the same call.
  await desk.waitForURL(/[?&]draft=/)
  await field(desk, '顾客希望我们怎么做').fill('重做')
  await saved(desk)
  await desk.reload()
  await eventually(() => field(desk, '顾客希望我们怎么做').inputValue()).toBe('重做')
  await field(desk, '顾客的原话').fill(WORDS)
  await saved(desk)
  await look(desk, 'draft-call')
  phone = await signedIn(journey, CLERK, { size: PHONE, workers: true })
  await phone.goto('/register/drafts')
  await phone.getByText(WORDS).waitFor()
  await look(phone, 'drafts-phone')
  await press(phone, /^接着写/)
  await press(phone, '什么事')
  await eventually(() => field(phone, '顾客的原话').inputValue()).toBe(WORDS)
})

chapter('by telephone: notes with their moments, a recording with its wave that jumps to them, and by when somebody else wants to hear', async () => {
  const call = await journey.tab(desk, '/register?from=13811112222&channel=phone')
  await write(call, { 怎么称呼: '钱先生' })
  const note = field(call, '记一句，按回车')
  for (const line of ['下个月结婚要用', '要换一只']) {
    await note.fill(line)
    await note.press('Enter')
  }
  await press(call.getByRole('listitem').filter({ hasText: '要换一只' }), /^放进原话/)
  await eventually(() => field(call, '顾客的原话').inputValue()).toBe('要换一只')
  await attach(card(call, '凭证'), { name: '通话.wav', mimeType: 'audio/wav', buffer: tone(30) })
  await press(call, '播放')
  await press(call, '1.5×')
  await call.getByRole('button', { name: '暂停', exact: true }).click()
  await call.getByRole('button', { name: /^跳到/ }).first().click()
  await call.locator('.wave > div').waitFor()
  await call.getByRole('group', { name: '录音 通话.wav' }).scrollIntoViewIfNeeded()
  await look(call, 'call-recording')
  await call.getByRole('checkbox', { name: /我是记录人/ }).check()
  await press(call, '登记')
  await press(call, '打开这件投诉')
  const shown = card(call, '当时怎么接待的')
  await shown.getByRole('group', { name: '录音 通话.wav' }).waitFor()
  await shown.scrollIntoViewIfNeeded()
  await look(call, 'case-recording')
  await call.close()
})

chapter('in person: the talk is timed, the record is read back in large letters and signed; another word, and it is of an earlier text', async () => {
  const tablet = await journey.tab(desk, '/register?from=13833334444&channel=walkIn&form=full')
  await write(tablet, { 怎么称呼: '周太太', 顾客的原话: '手镯裂了。', 请顾客坐在哪里: '二楼贵宾室', 约好下一步做什么: '周五见面' })
  await field(tablet, '约在什么时候').fill(`${day(3)}T15:00`)
  await press(tablet, '开始计时')
  await press(tablet, '念给顾客听并确认')
  await tablet.getByRole('heading', { level: 1, name: /周太太/ }).waitFor()
  await tablet.getByRole('checkbox', { name: '记录没错，是我说的意思' }).check()
  await sign(tablet)
  await look(tablet, 'read-back')
  await press(tablet, '签好了')
  await tablet.getByText('顾客听了记录并签名').waitFor()
  await field(tablet, '顾客的原话').fill('手镯裂了两道。')
  await tablet.getByText(/签认之后记录改过/).waitFor()
  await tablet.locator('.read-back').scrollIntoViewIfNeeded()
  await look(tablet, 'visit-stale')
  await field(tablet, '顾客的原话').fill('手镯裂了。')
  await press(tablet, '谈完了')
  await tablet.getByRole('checkbox', { name: /我是记录人/ }).check()
  await press(tablet, '登记')
  await press(tablet, '打开这件投诉')
  await tablet.getByRole('img', { name: '顾客的签名' }).scrollIntoViewIfNeeded()
  await look(tablet, 'case-signed')
  await tablet.close()
})

chapter('two devices write at once: what differs is said and chosen, the rest meets', async () => {
  await desk.goto(`/register?draft=${new URL(phone.url()).searchParams.get('draft')}`)
  await saved(desk)
  await field(phone, '顾客的原话').fill(`${WORDS}要退钱。`)
  await eventually(async () => (await (await deskOf(journey, CLERK.email)).get<{ items: { firstWords: string }[] }>('/drafts')).items[0]?.firstWords).toContain('要退钱')
  await journey.refused(desk, 409, async () => {
    await field(desk, '顾客的原话').fill(`${WORDS}要换一对。`)
    await desk.getByText(/另一个窗口或设备上也改了/).waitFor()
  })
  await look(desk, 'draft-clash')
  await press(desk, '改用那边的')
  await eventually(() => field(desk, '顾客的原话').inputValue()).toBe(`${WORDS}要退钱。`)
  const clerk = await deskOf(journey, CLERK.email)
  await eventually(async () => [await desk.locator('.save-saved').count(), (await clerk.get<{ items: { firstWords: string }[] }>('/drafts')).items[0]?.firstWords]).toEqual([1, `${WORDS}要退钱。`])
})

chapter('handed to a colleague, who goes on with it; another is thrown away and fetched back', async () => {
  await desk.goto('/register/drafts')
  await press(desk, /^交给同事/)
  await choose(panel(desk), '交给谁', COLLEAGUE.name)
  await field(panel(desk), '要交代的话').fill('顾客在线上等，请接着问。')
  await press(panel(desk), '交给同事')
  await panel(desk).waitFor({ state: 'detached' })
  await desk.getByText('已经请赵敏接着写').waitFor()
  await look(desk, 'drafts-handed')
  const colleague = await signedIn(journey, COLLEAGUE)
  await colleague.goto('/register/drafts')
  await press(colleague, /^接过来写/)
  await colleague.getByText('请接着问').waitFor()
  await press(colleague, '接过来写')
  await eventually(() => field(colleague, '顾客的原话').inputValue()).toContain('要退钱')
  // It is on its way when the page is left.
  await Promise.all([colleague.waitForResponse(/\/discard$/), press(colleague, '丢弃这份')])
  await colleague.goto('/register/drafts?state=discarded')
  await press(colleague, /^恢复/)
  await colleague.getByText('没有丢弃的登记').waitFor()
  await colleague.context().close()
})

chapter('without a network: the page opens, what is typed and a photo are kept, and it is registered once when the network is back', async () => {
  // The one this phone was at is the colleague's now.
  await journey.refused(phone, 404, () => phone.goto('/register'))
  await eventually(() => field(phone, '电话').inputValue()).toBe('')
  await eventually(() => phone.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state ?? 'none')).toBe('activated')
  await journey.offline(phone, async () => {
    await phone.goto('/register?form=counter')
    await phone.getByRole('heading', { level: 1, name: '您怎么称呼？' }).waitFor()
    await write(phone, { 电话: '13600136000', 怎么称呼: '孙女士' })
    await press(phone, '什么事')
    await field(phone, '顾客的原话').fill('项链寄丢了。')
    await press(phone, '拍照')
    await attach(phone.locator('main'), await photo(phone, '快递单.jpg'))
    await look(phone, 'offline-photo')
    await press(phone, '登记')
    await phone.getByRole('checkbox', { name: /我是记录人李晓芸/ }).check()
    await phone.locator('.counter-b').getByRole('button', { name: '登记', exact: true }).click()
    await phone.getByText('网络不通，已存在这台设备上').waitFor()
    await look(phone, 'offline-held')
    await phone.reload()
    await phone.getByText('网络不通，已存在这台设备上').waitFor()
  })
  await phone.locator('.done-code').waitFor()
  await look(phone, 'offline-sent')
  await phone.goto('/register/drafts')
  await phone.getByText('已登记为').waitFor()
  await look(phone, 'drafts-sent')
  const { items } = await (await deskOf(journey, CLERK.email)).get<{ items: { id: string; customerName: string }[] }>('/complaints?q=项链寄丢')
  expect(items).toMatchObject([{ customerName: '孙女士' }])
  const { files } = await (await deskOf(journey, CLERK.email)).get<{ files: { name: string }[] }>(`/complaints/${items[0]?.id}`)
  expect(files.map((file) => file.name)).toEqual(['快递单.jpg'])
})

chapter('the pages of a letter are put in order and turned before they are handed in', async () => {
  const letter = await journey.tab(desk, '/register?channel=letter&from=13855556666')
  const pages = card(letter, '凭证')
  await attach(pages, await photo(letter, '信二.jpg'))
  await attach(pages, await photo(letter, '信一.jpg'))
  await press(letter, '信一.jpg 往前移')
  await eventually(() => pages.locator('.fd li').first().textContent()).toContain('第 1 页，共 2 页')
  await press(letter, '把 信一.jpg 向右转')
  await eventually(() => pages.locator('.fd img').first().evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight])).toEqual([480, 640])
  await eventually(() => pages.locator('.fd li .fd-n').allTextContents()).toEqual([expect.stringContaining('信一.jpg'), expect.stringContaining('信二.jpg')])
  await pages.scrollIntoViewIfNeeded()
  await look(letter, 'letter-pages')
  await letter.close()
})
