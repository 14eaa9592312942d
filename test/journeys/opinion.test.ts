import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { answering, openReceiver } from '#test/receiver.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { choose, day, field, panel, press, save, visit } from './steps/hands.ts'
import { ADMIN, type Desk, deskOf, HEADLESS, hire, registerBy, unitsOf } from './steps/staff.ts'

const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: 'shopManager' }

let journey: Journey
/** Where SMS go. */
let gateway: Awaited<ReturnType<typeof openReceiver>>
let manager: Page
let desk: Desk
let unitId: string | undefined

beforeAll(async () => {
  gateway = await openReceiver(answering(200, '{"Code":"OK","BizId":"9^0"}'))
  journey = await openJourney({ ...HEADLESS, WEBHOOK_PRIVATE: 'allow', CHANNEL_ENDPOINTS: `aliyun=http://127.0.0.1:${gateway.port}` })
  await hire(journey, [MANAGER])
  desk = await deskOf(journey, MANAGER.email)
  unitId = (await unitsOf(desk)).get('一店')
  manager = await signedIn(journey, MANAGER)
}, OPENING_MS)
afterAll(async () => {
  await journey.close()
  await gateway.close()
})

const chapter = storyOf(() => journey)
const row = (page: Page, text: string | RegExp) => page.getByRole('listitem').filter({ hasText: text })

/** A customer whose matter is over. */
const closedCase = async (name: string, phone: string) => {
  const { id } = await registerBy(desk, '一店', { customer: { name, phone } })
  await desk.post(`/complaints/${id}/acknowledge`, { how: 'phone' })
  const { version } = await desk.get<{ version: number }>(`/complaints/${id}`)
  await desk.post(`/complaints/${id}/close`, { version, outcome: 'withdrawn', reason: '顾客说算了', summary: { cause: '一', effect: '二', improvement: '三' } })
}

chapter('a suggestion stands on the desk, is answered in time, and what became better is told on the pledge page', async () => {
  await desk.post('/feedback', { kind: 'suggestion', unitId, text: '柜台放两把椅子吧', channel: 'walkIn', name: '林女士', phone: '13700137001' })
  // Whoever enters it is not told; their desk shows it all the same.
  await visit(manager, '/')
  await manager.getByRole('link', { name: /答复建议/ }).click()
  await field(panel(manager), /^怎么答复/).fill('下周每个柜台放两把')
  await look(manager, 'suggestion-answer')
  await save(manager, '答复')
  await press(row(manager, '柜台放两把椅子吧'), '记下改进')
  await field(panel(manager), /^改了什么/).fill('每个柜台都放了两把椅子。')
  await save(manager, '保存')
  await row(manager, '柜台放两把椅子吧').getByText('每个柜台都放了两把椅子。').waitFor()
  await look(manager, 'suggestion-done')
  await press(manager, '各部门的建议')
  await panel(manager).getByRole('rowheader', { name: '一店' }).waitFor()
  await look(manager, 'suggestion-sums')
  await visit(manager, '/feedback?panel=rule')
  await panel(manager).getByText('多久之内答复建议').waitFor()
  await look(manager, 'suggestion-rule')
  await visit(manager, '/feedback')
  await row(manager, '柜台放两把椅子吧').getByRole('link', { name: '写到承诺页' }).click()
  await eventually(() => field(panel(manager), /^改了什么/).inputValue()).toBe('每个柜台都放了两把椅子。')
  await look(manager, 'suggestion-story')
})

chapter('customers are chosen and called one after the other; what should be better reaches the unit', async () => {
  await closedCase('何先生', '13700137011')
  await closedCase('周女士', '13700137012')
  await visit(manager, '/feedback/campaigns')
  await look(manager, 'campaigns-empty')
  await press(manager, '新建征询')
  await field(panel(manager), /^叫什么/).fill('秋季维修顾客')
  await field(panel(manager), /^开场白/).fill('您好，我是明岚珠宝一店。想听听维修后怎么样，一分钟。')
  await field(panel(manager), /^问什么/).fill('维修满意吗')
  await field(panel(manager), /^最早几点打/).fill('00:00')
  await field(panel(manager), /^最晚几点打/).fill('23:59')
  await panel(manager).getByRole('checkbox', { name: /谁都可以填/ }).check()
  await look(manager, 'campaign-form')
  await press(panel(manager), '保存')
  await manager.getByRole('heading', { name: '秋季维修顾客' }).waitFor()
  await press(manager, '挑选顾客')
  await panel(manager).getByText('找到2位，可以打2位。').waitFor()
  await look(manager, 'campaign-choose')
  await save(manager, '挑选')
  await manager.getByText('何先生').first().waitFor()
  await press(manager, '开始征询')
  await press(manager, '打下一个')
  await press(panel(manager), '打下一个')
  await panel(manager).getByText('想听听维修后怎么样').waitFor()
  await panel(manager).getByRole('radio', { name: '2分' }).check()
  await field(panel(manager), /^要我们改进的/).fill('维修好了要发短信')
  await look(manager, 'campaign-call')
  await press(panel(manager), '记下答复')
  await press(panel(manager), '打下一个')
  await press(panel(manager), '没打通')
  await panel(manager).getByText('记下了。').waitFor()
})

chapter('links are sent from the page, or it says what is missing', async () => {
  await closedCase('郑先生', '13700137013')
  await visit(manager, '/feedback/campaigns')
  await manager.getByRole('link', { name: '秋季维修顾客' }).click()
  await press(manager, '挑选顾客')
  await panel(manager).getByText('找到1位，可以打1位。').waitFor()
  await save(manager, '挑选')
  await manager.getByText('郑先生').first().waitFor()
  await press(manager, '发链接')
  await panel(manager).getByText(/^可以发给\d位。$/).waitFor()
  await panel(manager).getByText('邮件和短信都发不了，请系统管理员设置。').first().waitFor()
  await look(manager, 'campaign-links-missing')
  const administrator = await deskOf(journey, ADMIN.email)
  await administrator.post('/channels', {
    kind: 'aliyunSms', name: '短信', settings: { accessKeyId: 'LTAI-id', signName: '明岚珠宝' }, secrets: { accessKeySecret: 'the-secret' }, locale: 'zh-CN', templates: [{ kind: 'opinion', locale: 'zh-CN', templateId: 'SMS_1', params: [{ name: 'link', value: 'code' }] }],
  })
  await manager.reload()
  await panel(manager).getByRole('radio', { name: '只发短信' }).check()
  await look(manager, 'campaign-links')
  await save(manager, '发送')
  await manager.getByRole('heading', { name: '发出去的链接' }).waitFor()
  await row(manager, '郑先生').getByText(/短信链接/).waitFor()
  await look(manager, 'campaign-links-sent')
  const toZheng = () => gateway.received.map(({ path }) => new URL(path, 'http://x').searchParams).find((asked) => asked.get('PhoneNumbers')?.includes('13700137013'))
  await eventually(() => Promise.resolve(toZheng() !== undefined)).toBe(true)
  const visitor = await journey.window('郑先生', { size: PHONE, path: `/portal?opinion=${JSON.parse(toZheng()?.get('TemplateParam') ?? '{}').link}` })
  await visitor.getByRole('heading', { name: '秋季维修顾客' }).waitFor()
  await visitor.context().close()
})

chapter('anybody with the link answers on their telephone, once', async () => {
  const { items } = await desk.get<{ items: { address: string }[] }>('/campaigns')
  const path = new URL(items[0]?.address ?? '').search
  const visitor = await journey.window('吴女士', { size: PHONE, path: `/portal${path}` })
  await visitor.getByRole('heading', { name: '秋季维修顾客' }).waitFor()
  await press(visitor, '交给我们')
  await visitor.getByText('请至少回答一题。').waitFor()
  await visitor.getByRole('radio', { name: '5' }).check()
  await look(visitor, 'phone-opinion')
  await press(visitor, '交给我们')
  await visitor.getByText('谢谢您。您说的我们都会看。').waitFor()
  await look(visitor, 'phone-opinion-thanks')
  await visitor.context().close()
})

chapter('the page shows how far it is and what was answered, few as they are', async () => {
  await visit(manager, '/feedback/campaigns')
  await manager.getByRole('link', { name: '秋季维修顾客' }).click()
  await manager.getByText('只有2份，太少，只能当个案看。').first().waitFor()
  await row(manager, '维修好了要发短信').waitFor()
  await look(manager, 'campaign')
  await press(row(manager, '不满意').first(), '登记成投诉')
  await manager.getByText('维修满意吗：2').first().waitFor()
})

chapter('a meeting is booked from the case', async () => {
  const { id } = await registerBy(desk, '一店', { customer: { name: '林女士', phone: '13700137021' } })
  const { items: people } = await desk.get<{ items: { id: string; name: string }[] }>('/people')
  await desk.post('/meeting-openings', { unitId, hostId: people.find((one) => one.name === MANAGER.name)?.id, place: '二楼会客室', weekday: 3, from: day(0), until: null, begins: '14:00', ends: '16:00', minutes: 30, capacity: 1 })
  await visit(manager, `/complaints/${id}`)
  await press(manager, '更多操作')
  await manager.getByRole('menuitem', { name: '约顾客见负责人' }).click()
  await eventually(() => field(panel(manager), /^电话/).inputValue()).toBe('13700137021')
  await choose(panel(manager), '什么时间', '二楼会客室')
  await look(manager, 'case-meeting')
  await press(panel(manager), '预约')
  await panel(manager).getByText('约好了。').waitFor()
})

chapter('all of it fits on a phone', async () => {
  await manager.setViewportSize(PHONE)
  for (const place of ['/feedback', '/feedback/campaigns', '/settings/imports?panel=new&on=missedCalls']) {
    await visit(manager, place)
    await look(manager, `phone${place.replace(/\W+/g, '-')}`)
  }
  await visit(manager, '/feedback/campaigns')
  await manager.getByRole('link', { name: '秋季维修顾客' }).click()
  await manager.getByText('只有2份，太少，只能当个案看。').first().waitFor()
  await look(manager, 'phone-campaign')
})
