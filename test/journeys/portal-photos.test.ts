import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { photo, press, write } from './steps/hands.ts'
import { ADMIN, HEADLESS } from './steps/staff.ts'

let journey: Journey
let customer: Page

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  customer = await journey.window('林女士', { size: PHONE, path: '/portal?place=S01' })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

/** What a phone writes into a photo: lying on its side (orientation 6), and north of the equator. */
const EXIF = Buffer.concat([
  Buffer.from('Exif\0\0II*\0\x08\0\0\0', 'latin1'), Buffer.from([2, 0]),
  Buffer.from([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]), Buffer.from([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]), Buffer.from([0, 0, 0, 0]),
  Buffer.from([1, 0]), Buffer.from([1, 0, 2, 0, 2, 0, 0, 0, 0x4e, 0, 0, 0]), Buffer.from([0, 0, 0, 0]),
])

const withExif = (jpeg: Buffer): Buffer => Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1, (EXIF.length + 2) >> 8, (EXIF.length + 2) & 255]), EXIF, jpeg.subarray(2)])

/** Width and height of a JPEG, from its frame header. */
const sizeOf = (jpeg: Buffer): readonly [number, number] => {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) if ([0xc0, 0xc1, 0xc2].includes(jpeg[at + 1] ?? 0)) return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)]
  throw new Error('no frame')
}

interface Stored { readonly id: string; readonly sha256: string; readonly bytes: number }
const sent = async (file: { name: string; mimeType: string; buffer: Buffer }): Promise<Stored> => {
  const answer = customer.waitForResponse((response) => response.request().method() === 'PATCH')
  await customer.locator('input[type=file][multiple]').first().setInputFiles(file)
  const stored = (await (await answer).json() as { file: Stored }).file
  await customer.getByText('已传好').first().waitFor()
  return stored
}

chapter('a photo goes without place and time, the right way up; with them when the customer wants so', async () => {
  const taken = await photo(customer, '破口.jpg')
  const original = { ...taken, buffer: withExif(taken.buffer) }
  const plain = await sent(original)
  expect(plain.sha256).not.toBe(createHash('sha256').update(original.buffer).digest('hex'))
  await look(customer, 'portal-photo')
  await customer.getByRole('checkbox', { name: '照片保留拍摄地点和时间' }).check()
  await customer.getByText('接下来选的照片原样传').waitFor()
  const whole = await sent(original)
  expect(whole.sha256).toBe(createHash('sha256').update(original.buffer).digest('hex'))
  await write(customer, { 发生了什么: '项链断了', 怎么称呼您: '林女士', 手机号: '13700137001' })
  await press(customer, '提交')
  await customer.getByRole('heading', { name: '收到了，谢谢您告诉我们' }).waitFor()
  await customer.getByRole('link', { name: '看进展' }).click()
  await write(customer, { 您想补充什么: '再补一张' })
  await sent(await photo(customer, '特写.jpg'))
  await press(customer, '发给经办人')
  await press(customer, '特写.jpg')
  await customer.getByRole('img', { name: '特写.jpg' }).waitFor()
  await look(customer, 'portal-file')
  const staff = await customer.context().request.post('/api/v1/session', { data: ADMIN })
  expect(staff.status()).toBe(200)
  const bytes = await (await customer.context().request.get(`/api/v1/files/${plain.id}`)).body()
  expect(bytes.includes('Exif')).toBe(false)
  expect(sizeOf(bytes)).toEqual([480, 640])
  expect((await (await customer.context().request.get(`/api/v1/files/${whole.id}`)).body()).equals(original.buffer)).toBe(true)
})

chapter('a photo far too large is made smaller; one that cannot be drawn here goes as it is, and that is said', async () => {
  await customer.goto('/portal?place=S01')
  const large = await customer.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 4000, height: 3000 })
    const pen = canvas.getContext('2d')
    if (pen) { pen.fillStyle = '#b9923f'; pen.fillRect(500, 500, 3000, 2000) }
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? ''
  })
  const stored = await sent({ name: '全景.jpeg', mimeType: 'image/jpeg', buffer: Buffer.from(large, 'base64') })
  expect(stored.bytes).toBeLessThan(Buffer.from(large, 'base64').length)
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0heicmif1', 'latin1'), Buffer.alloc(64)])
  const asIs = await sent({ name: 'IMG_0001.HEIC', mimeType: 'image/heic', buffer: heic })
  expect(asIs.sha256).toBe(createHash('sha256').update(heic).digest('hex'))
  await customer.getByText('这种照片这里去不掉拍摄地点和时间').waitFor()
  await look(customer, 'portal-heic')
})
