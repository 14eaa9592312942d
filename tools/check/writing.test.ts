import { expect, test } from 'vitest'
import { checkWriting, chineseIn, mainlandIn, simplifiedIn, traditionalIn } from './writing.ts'

test.each([
  ['這里有余額，后天核准', ['里', '余', '后']], ['软件默认設定', ['软', '认']], ['“引號”', ['“', '”']], ['与顧客聯系', ['与', '聯系']],
])('%s is not all traditional', (text, found) => expect(simplifiedIn(text).toSorted()).toEqual(found.toSorted()))

test.each(['在這裏接着跟進，櫃枱每公里收費', '太后餐廳的左鄰右里', '佔用範圍、標準、關係', '金鈪', '「引號」'])('%s is traditional', (text) => expect(simplifiedIn(text)).toEqual([]))

test('traditional characters and quotes are found among simplified ones', () => {
  expect(traditionalIn('請於今天說「好」')).toEqual(['請', '說', '於', '「', '」'])
  expect(traditionalIn('请在今天说“好”，着急的话打电话')).toEqual([])
})

test('English holds no Chinese, not even its brackets', () => {
  expect(chineseIn('Refund（all）　顾客')).toEqual(['（', '）', '\u3000', '顾', '客'])
  expect(chineseIn('“Refund” – ¥1,234.50 · two …')).toEqual([])
})

test('words of the mainland are named with those of Hong Kong', () => {
  expect(mainlandIn('請點擊登錄')).toEqual(['登錄 (登入)', '點擊 (按)'])
  expect(mainlandIn('三個工作日內牽頭答覆')).toEqual(['工作日 (工作天)', '牽頭 (統籌)'])
  expect(mainlandIn('送檢後補打印記，照工作日曆')).toEqual([])
})

test('our own words are each in their writing', () => expect(checkWriting()).toEqual([]))
