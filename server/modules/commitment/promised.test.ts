import { describe, expect, test } from 'vitest'
import { SENTENCES } from './sentences.ts'
import { promisedIn, sumOf } from './promised.ts'

const told = { priceFen: 300_000 }
const most = (text: string) => sumOf(promisedIn(text, told)).mostFen

describe('a promise in words', () => {
  test('is told from what is none, on a list of sentences in three languages', () => {
    const wrong = SENTENCES.filter(([promises, text]) => promisedIn(text, told).length > 0 !== promises)
    const [yes, no] = [SENTENCES.filter(([promises]) => promises).length, SENTENCES.filter(([promises]) => !promises).length]
    const [missed, falsely] = [wrong.filter(([promises]) => promises), wrong.filter(([promises]) => !promises)]
    const recall = (yes - missed.length) / yes
    const precision = (yes - missed.length) / (yes - missed.length + falsely.length)
    const seen = `recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}\nmissed:\n${missed.map(([, text]) => text).join('\n')}\nheld wrongly:\n${falsely.map(([, text]) => text).join('\n')}`
    expect(SENTENCES.length).toBeGreaterThanOrEqual(150)
    expect(no).toBeGreaterThanOrEqual(SENTENCES.length / 2 - 1)
    expect(recall, seen).toBeGreaterThanOrEqual(0.95)
    expect(precision, seen).toBeGreaterThanOrEqual(0.95)
  })

  test.each<[string, number | null]>([
    ['我们退您三千元。', 300_000], ['赔您两万块。', 2_000_000], ['退您3000-5000元。', 500_000], ['我们补偿您伍佰元整。', 50_000], ['我司将赔偿您1.5万元。', 1_500_000], ['We will refund RMB 3,000.', 300_000], ['I will pay you three thousand yuan.', 300_000],
    ['全额退款。', 300_000], ['双倍赔偿。', 600_000], ['退一赔三，我们认。', 1_200_000], ['我们按价款的百分之二十退还。', 60_000], ['给您打八折。', 60_000], ['我们会赔偿您的全部损失。', null], ['给您换新的。', 0], ['退您三千元。另外补偿您五百元。', 350_000],
    ['给您3000，您看行吗？', 300_000], ['赔您一万二。', 1_200_000], ['给您假一赔十。', 3_000_000], ['按原价十倍赔给您。', 3_000_000], ['这三千元由我们承担。', 300_000], ['医药费我们全包。', null], ['We will cover all your medical expenses.', null], ['重新做一个给您。', 0], ['钱我们一分不少退给您。', 300_000], ['三千元明天打到您卡上。', 300_000],
  ])('%s goes up to %s', (text, fen) => { expect(most(text)).toBe(fen) })

  test.each([
    ['我们另外再补偿您一百元。', true], ['下周我们再退您一百元。', true], ['除此之外，我们赔您一百元。', true], ['In addition we will pay you 100 yuan.', true], ['We will pay you another 100 yuan.', true],
    ['我们退您一百元。', false], ['收到戒指后我们再退您一百元。', false], ['再次向您确认，我们退您一百元。', false], ['We will pay you 100 yuan.', false],
  ])('%s comes on top: %s', (text, onTop) => { expect(promisedIn(text, told).map((one) => one.additional)).toEqual([onTop]) })

  test('is found with its place in the text as it was written', () => {
    const text = '您好，\u200b退\u200b您３０００元。谢谢'
    const [one] = promisedIn(text, told)
    expect(text.slice(one?.from, one?.to)).toContain('３０００元')
    expect(one?.kinds).toEqual(['refund'])
  })

  test('does not hide in quotation marks of our own, or behind the end of a long letter', () => {
    expect(most('我们说到做到：“退您三千元”。')).toBe(300_000)
    expect(most(`${'感谢您的耐心等待。'.repeat(1_000)}我们退您三千元。`)).toBe(300_000)
  })

  test('is looked for in a long text in reasonable time', () => {
    for (const part of ['退', '退您', '三千元', 'refund ', '您要求', '“', '，', ' \u200b']) {
      const began = performance.now()
      promisedIn(part.repeat(5_000), told)
      expect(performance.now() - began).toBeLessThan(3_000)
    }
  })
})
