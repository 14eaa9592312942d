import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, type Journey, OPENING_MS, PHONE, eventually, openJourney, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { signIn } from './steps/begin.ts'
import { field, panel, photo, press, write } from './steps/hands.ts'
import { ADMIN, type Desk, HEADLESS, deskOf } from './steps/staff.ts'

let journey: Journey
let customer: Page
let desk: Desk

beforeAll(async () => {
  journey = await openJourney(HEADLESS, { own: true })
  desk = await deskOf(journey, ADMIN.email)
  customer = await journey.window('林女士', { size: PHONE, path: '/portal?place=S01', workers: true })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
/** What a browser says when it has a network again. */
const online = (page: Page) => page.evaluate(() => { dispatchEvent(new Event('online')) })
const STORY = '项链扣头断了，修过一次还是断'
const numbers = async () => (await desk.get<{ items: { number: string; id: string }[] }>('/complaints?limit=50')).items

/** From now on the page opens by itself. */
const kept = (page: Page) => eventually(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)

chapter('the page can be put on the home screen, in the customer’s language', async () => {
  await kept(customer)
  const href = await customer.locator('link[rel=manifest]').getAttribute('href')
  const manifest = await (await customer.context().request.get(href ?? '')).json()
  expect(manifest).toMatchObject({ name: '明岚珠宝：意见与投诉', lang: 'zh-CN', start_url: '/portal?place=S01', scope: '/portal', display: 'standalone' })
  for (const { src } of manifest.icons) expect((await customer.context().request.get(src)).headers()['content-type']).toBe('image/png')
})

chapter('without a network it opens, what was written and the photo wait, and go out once when it is back', async () => {
  const taken = await photo(customer, '断口.jpg')
  await write(customer, { 发生了什么: STORY, 怎么称呼您: '林女士', 手机号: '13700137001' })
  await journey.crash(async () => {
    await customer.locator('input[type=file][multiple]').first().setInputFiles(taken)
    await customer.getByText('网络断了，恢复后自动接着传').waitFor()
    await press(customer, '提交')
    await customer.getByText('先把文件传完，传完马上提交…').waitFor()
    await customer.reload()
    await eventually(() => field(customer, '发生了什么').inputValue()).toBe(STORY)
    await customer.getByText('网络断了，恢复后自动接着传').waitFor()
    await look(customer, 'portal-offline', STORY)
  })
  await online(customer)
  await customer.getByRole('heading', { name: '收到了，谢谢您告诉我们' }).waitFor()
  const all = await numbers()
  expect(all).toHaveLength(1)
})

/** How many submissions lie where the worker finds them. */
const letters = (page: Page) => page.evaluate(async () => {
  const name = 'wenguo.portal.outbox'
  // Opened before it is there, it would be made without its shelf.
  if (!(await indexedDB.databases()).some((one) => one.name === name)) return 0
  return new Promise<number>((found, failed) => {
    const opening = indexedDB.open(name)
    opening.onerror = () => failed(opening.error)
    opening.onsuccess = () => {
      const counting = opening.result.transaction('letters').objectStore('letters').count()
      counting.onsuccess = () => found(counting.result)
      counting.onerror = () => failed(counting.error)
    }
  })
})

/** What the browser does when it has a network again, with the page closed: here it is told to do so at once; one without a window does not by itself. */
const sync = async (page: Page) => {
  const session = await page.context().newCDPSession(page)
  const registration = new Promise<string>((found) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const portal = registrations.find(({ scopeURL, isDeleted }) => scopeURL.endsWith('/portal') && !isDeleted)
      if (portal) found(portal.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.dispatchSyncEvent', { origin: journey.url, registrationId: await registration, tag: 'wenguo.send', lastChance: false })
  await session.detach()
}

chapter('what could not be sent goes out when the page is closed, once, and its number is there when it is opened again', async () => {
  const before = (await numbers()).length
  const tab = await journey.tab(customer, '/portal?place=S01')
  await kept(tab)
  await write(tab, { 发生了什么: '手链送修两个月没有消息', 怎么称呼您: '林女士', 手机号: '13700137001' })
  await journey.crash(async () => {
    await press(tab, '提交')
    await tab.getByText('网络不通，还不知道我们收到没有').waitFor()
    await eventually(() => letters(tab)).toBe(1)
    await look(tab, 'portal-by-itself', '手链送修两个月没有消息')
    await tab.close()
  })
  await eventually(async () => {
    await sync(customer)
    return (await numbers()).length
  }).toBe(before + 1)
  const again = await journey.tab(customer, '/portal?place=S01')
  await again.getByRole('heading', { name: '收到了，谢谢您告诉我们' }).waitFor()
  await again.close()
  expect(await numbers()).toHaveLength(before + 1)
})

const VIDEO = { name: '开箱.mp4', mimeType: 'video/mp4', buffer: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42\0\0\0\0mp42isom', 'latin1'), Buffer.alloc(9 * 1_048_576)]) }

chapter('the case is remembered on this phone only when the customer wants so; a long video pauses and goes on', async () => {
  const number = (await numbers()).at(-1)?.number ?? ''
  await customer.getByRole('link', { name: '看进展' }).click()
  await customer.getByRole('checkbox', { name: '在这台手机上记住这件' }).check()
  await look(customer, 'portal-kept', STORY)
  const tab = await journey.tab(customer, '/portal?place=S01')
  await journey.crash(async () => {
    await tab.locator('input[type=file][multiple]').first().setInputFiles(VIDEO)
    await press(tab, '暂停：开箱.mp4')
    await tab.getByText('已暂停，传了0%').waitFor()
    await look(tab, 'portal-paused')
    const again = await journey.tab(customer, `/portal?case=${number}`)
    await again.getByText('网络不通。这是').waitFor()
    await again.getByText(STORY).waitFor()
    await again.close()
  })
  await press(tab, '接着传：开箱.mp4')
  await tab.getByText('已传好').waitFor()
  await tab.close()
  await press(customer, '退出查看')
  await customer.getByRole('heading', { name: '查进展' }).waitFor()
  expect(await customer.getByText('记在这台手机上的').count()).toBe(0)
  const other = await journey.tab(customer, `/portal?case=${number}`)
  await field(other, '查询码').waitFor()
  expect(await other.getByText(STORY).count()).toBe(0)
  await other.close()
})

chapter('what came when too much did is looked at: registered, left aside, put back', async () => {
  const same = '同样的话，一遍又一遍'
  const answers = await Promise.all(Array.from({ length: 34 }, () => customer.context().request.post('/api/v1/portal/complaints', { data: { place: 'S01', name: '某人', phone: '13700137002', text: same, locale: 'zh-CN' } })))
  const held = (await Promise.all(answers.map((answer) => answer.json()))).filter((answer) => answer.held)
  expect(held).toHaveLength(4)
  await customer.goto(`/portal?case=${held[0].number}`)
  await field(customer, '查询码').fill(held[0].code)
  await press(customer, '查看')
  await customer.getByRole('heading', { name: '收到了，先有人看一眼' }).waitFor()
  await look(customer, 'portal-held', same)
  const staff = await journey.window('林岚', { size: DESK, path: '/sign-in', workers: true })
  await signIn(staff, ADMIN.email)
  await staff.getByRole('navigation').first().waitFor()
  await staff.goto('/settings/held')
  await staff.getByText(same).first().waitFor()
  await look(staff, 'held', same)
  await staff.getByRole('checkbox', { name: /^选中 Q-/ }).first().check()
  await press(staff, '不登记选中的1件')
  await panel(staff).getByRole('textbox').fill('同一个人刷的')
  await look(staff, 'held-discard', same)
  await panel(staff).getByRole('button', { name: '不登记选中的1件' }).click()
  await eventually(() => staff.getByRole('checkbox', { name: /^选中 Q-/ }).count()).toBe(3)
  await press(staff, '不登记')
  await staff.getByText('同一个人刷的').waitFor()
  await staff.getByRole('checkbox', { name: '全选' }).check()
  await press(staff, '放回选中的1件')
  await press(staff, '等着看')
  await eventually(() => staff.getByRole('checkbox', { name: /^选中 Q-/ }).count()).toBe(4)
  await staff.getByRole('checkbox', { name: '全选' }).check()
  await press(staff, '登记选中的4件')
  await staff.getByText('没有等着看的').waitFor()
  await staff.setViewportSize(PHONE)
  await press(staff, '已登记')
  await staff.getByRole('link', { name: /^S01-/ }).first().waitFor()
  await look(staff, 'held-phone', same)
})

chapter('nothing that somebody wrote is run, in any page, and no other server is asked', async () => {
  const foreign: string[] = []
  const hostile = `<img src="http://evil.example/a.png" onerror="window.hit=1"><script>window.hit=1</script> javascript:alert(1) {{7*7}} <a href="javascript:alert(1)">x</a>`
  const told = await (await customer.context().request.post('/api/v1/portal/complaints', { data: { place: 'S01', name: hostile.slice(0, 190), phone: null, text: hostile, wants: hostile, locale: 'zh-CN' } })).json()
  const staff = await journey.window('林岚', { size: DESK, path: '/sign-in', workers: true })
  await signIn(staff, ADMIN.email)
  for (const page of [customer, staff]) page.on('request', (request) => { if (!request.url().startsWith(journey.url) && !/^(data|blob):/.test(request.url())) foreign.push(request.url()) })
  const [found] = await numbers()
  await staff.goto(`/complaints/${found?.id}`)
  await staff.getByText('{{7*7}}').first().waitFor()
  await customer.goto(`/portal?case=${told.number}`)
  await field(customer, '查询码').fill(told.code)
  await press(customer, '查看')
  await customer.getByText('{{7*7}}').first().waitFor()
  for (const page of [customer, staff]) expect(await page.evaluate(() => 'hit' in window)).toBe(false)
  for (const paper of ['receipt', 'file']) expect((await staff.context().request.get(`/api/v1/complaints/${found?.id}/papers/${paper}`)).headers()['content-type']).toBe('application/pdf')
  expect(foreign).toEqual([])
})
