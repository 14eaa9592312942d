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

  test.each<[string, number]>([
    ['我们赔您5万。', 5_000_000], ['補償您2萬，您看可以嗎？', 2_000_000], ['我们退您1.5万。', 1_500_000], ['退您2万8。', 2_800_000], ['补您8百。', 80_000], ['赔您5w。', 5_000_000], ['給閣下3千。', 300_000], ['We will pay you 5k.', 500_000], ['We will pay you 5,000.', 500_000], ['给您500万。', 500_000_000],
    ['剩下的三千元尾款给您免了。', 300_000], ['尾款3000元不用付了。', 300_000], ['余款三千元免收。', 300_000], ['We will waive the remaining 3,000 yuan.', 300_000], ['You need not pay the remaining 3,000 yuan.', 300_000], ['明天5000元到账。', 500_000], ['5,000 yuan will be in your account tomorrow.', 500_000],
  ])('%s names its sum as people write it', (text, fen) => { expect(promisedIn(text, told)).toMatchObject([{ mostFen: fen, named: true }]) })

  test.each([
    '3000元以下的订单不收运费。', '已给您免了3000元尾款。', 'The fee of 200 yuan has been waived.', '我们不能免收您的3000元。', '给您1.5万字的说明书。', '给您2千克的样品。', '您支付的3000元到账后我们发货。', 'We will send you 5,000 leaflets.', '您要求尾款3000元不用付了，我们要请示店长。', '这5000元尚未到账。',
  ])('%s gives nothing', (text) => { expect(promisedIn(text, told)).toEqual([]) })

  test.each<[string, number[]]>([
    ['我们补偿您交通费二百元和误工费二百元。', [20_000, 20_000]], ['We will pay you 200 yuan for the journey and 190 yuan for the meal.', [20_000, 19_000]], ['我们补偿您：交通费200元、餐费100元以及住宿费300元。', [20_000, 10_000, 30_000]], ['我們補償閣下車費200元及餐費300元。', [20_000, 30_000]], ['我们退您货款3000元和运费20元，合计3020元。', [300_000, 2_000]],
    ['我们退您三千元（3000元）。', [300_000]], ['我们补偿您交通费和误工费二百元。', [20_000]], ['我们不能补偿您交通费200元和误工费200元。', []], ['您要求补偿交通费200元和误工费200元，我们记下了。', []],
  ])('%s promises each sum of its own', (text, fen) => { expect(promisedIn(text, told).map(({ mostFen }) => mostFen)).toEqual(fen) })

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
    for (const part of ['退', '退您', '三千元', 'refund ', '您要求', '“', '，', ' \u200b', '退三千元，', '和三千元', '明天']) {
      const began = performance.now()
      promisedIn(part.repeat(5_000), told)
      expect(performance.now() - began).toBeLessThan(3_000)
    }
  })
})
