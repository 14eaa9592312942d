import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LOCALES } from '#contract/common.ts'
import { amountInWords } from '#kernel/amount-in-words.ts'
import { yuan } from '#kernel/money.ts'
import { ROOT } from '#kernel/root.ts'
import { packCodes, readPack } from '#modules/packs/load.ts'
import { findingsIn } from './wording.ts'

const rules = readPack(ROOT, 'base').wording
const codes = (text: string, phones: readonly string[] = []) => [...new Set(findingsIn(text, rules, { phones }).map(({ code }) => code))]

describe('words that must not go out', () => {
  test.each([
    ['签字后您放弃一切追究的权利。', 'waiver'], ['甲方自愿放棄索賠。', 'waiver'], ['You waive all further claims.', 'waiver'], ['收款后不得再向12315投诉。', 'no-complaint'], ['您先撤销投诉，我们再退款。', 'no-complaint'], ['只要您不投诉，我们就退款。', 'no-complaint'], ['您承诺不向市场监管部门举报。', 'no-complaint'],
    ['You agree not to complain to any authority.', 'no-complaint'], ['请删除差评，我们补偿200元。', 'review-bought'], ['把差评改成好评。', 'review-bought'], ['給五星好評返現20元。', 'review-bought'], ['Please delete your review and we refund.', 'review-bought'], ['不得向媒体透露本协议内容。', 'silence'], ['这是封口费。', 'silence'],
    ['删 除 差 评', 'review-bought'], ['删\u200b除\u200d差\u2060评', 'review-bought'], ['刪*除*差*評', 'review-bought'], ['ＷＡＩＶＥ all Ｒｉｇｈｔｓ', 'waiver'], ['放弃\n追究', ''],
  ])('%s: %s', (text, code) => { expect(codes(text)).toEqual(code ? [code] : []) })

  test.each([
    '您不必删除评价，补偿与评价无关。', '处理结果不影响您依法享有的权利。', '如不满意，您有权向12315投诉。', '我们不得不说声抱歉。', '我们不会要求您删除差评。', '您对我们的投诉我们非常重视。', '我们已删除系统里的错误记录。', 'You may complain to 12315 at any time.', 'This does not affect your rights.', '感谢您的好评。', '我们不会要求您放弃任何权利。', '请不要担心。',
  ])('%s may go out', (text) => { expect(codes(text)).toEqual([]) })

  test.each([
    ['您自愿放弃追究的权利且不影响退款到账', 'waiver'], ['您放弃一切权利，不影响退款到账。', 'waiver'], ['您放弃追究不影响退款到账', 'waiver'], ['您放弃一切不影响退款的权利', 'waiver'], ['您不得不放弃追究的权利', 'waiver'], ['You waive all rights and this does not affect the refund.', 'waiver'],
    ['您有权拿到退款但不得再投诉到12315', 'no-complaint'], ['您有权拿到退款不得再投诉到12315', 'no-complaint'], ['您向我们承诺不再向任何部门投诉', 'no-complaint'],
    ['不需要退货只要您删除差评就退款', 'review-bought'], ['请您删除差评之后无需退货即可退款', 'review-bought'], ['您不用寄回戒指请删除差评', 'review-bought'],
    ['您不得向记者公开我们不得外传的资料', 'silence'],
  ])('a word that clears something else in its clause clears nothing: %s', (text, code) => { expect(codes(text)).toEqual([code]) })

  test.each([
    ['您同意放弃七天无理由退货。', 'waiver'], ['今后不得以任何理由再提出要求。', 'waiver'], ['您承諾不再追究。', 'waiver'], ['双方债权债务全部结清，再无其他争议。', 'waiver'], ['收款后双方再无任何纠葛。', 'waiver'], ['您须承诺日后不追究我方责任。', 'waiver'], ['您同意此後不再要求任何賠償。', 'waiver'], ['本次处理后您不能再找我们。', 'waiver'], ['购买即视为放弃退货的权利', 'waiver'],
    ['You agree that you have no further claims.', 'waiver'], ['In return you waive all rights.', 'waiver'], ['You agree not to pursue any further action.', 'waiver'], ['By signing you are giving up your claim.', 'waiver'],
    ['特价商品不退不换。', 'standard-terms'], ['概不退换。', 'standard-terms'], ['貨物出門恕不退換。', 'standard-terms'], ['特价款一律不予退还，打折商品不退。', 'standard-terms'], ['付款后甲方不再承担任何责任。', 'standard-terms'], ['甲方保留最终解释权。', 'standard-terms'], ['All sales are final.', 'standard-terms'],
    ['收到款后请到12315撤诉。', 'no-complaint'], ['您撤诉后我们立即退款。', 'no-complaint'], ['退款以撤销投诉为条件。', 'no-complaint'], ['您不再向任何第三方投诉。', 'no-complaint'], ['把投诉撤回，我们再付款。', 'no-complaint'], ['请您先把12315上的投诉撤回，我们再付款。', 'no-complaint'], ['不可以向市场监督管理局反映。', 'no-complaint'], ['請勿再向媒體和網絡反映。', 'no-complaint'], ['您今后不再就此事举报。', 'no-complaint'],
    ['Please withdraw your complaint to 12315 before we refund.', 'no-complaint'], ['withdraw your complaint to 12315 before we refund', 'no-complaint'], ['Once you have withdrawn the complaint we will refund you.', 'no-complaint'], ['Drop the complaint and we will refund you.', 'no-complaint'],
    ['改评价后退200元。', 'review-bought'], ['删帖后三天内付款。', 'review-bought'], ['追加五星好评，给您返现。', 'review-bought'], ['请下架您的小红书笔记。', 'review-bought'], ['您删了差评我们就退款。', 'review-bought'], ['差評刪除後付款。', 'review-bought'], ['请您把大众点评上的一星改一下，我们送您200元券。', 'review-bought'], ['如能修改评价，我们另外补偿。', 'review-bought'], ['刪咗負評即時退款，負評改成好評。', 'review-bought'],
    ['Edit your review and we send you a voucher.', 'review-bought'], ['When the review is removed we will pay 200 yuan.', 'review-bought'], ['您同意不向媒体透露处理结果。', 'silence'],
  ])('in their common forms: %s', (text, code) => { expect(codes(text)).toContain(code) })

  test.each([
    '您不必放弃任何权利。', '您不放弃任何权利。', '我们不会要求您放弃追究的权利。', '接受补偿不代表放弃您的权利。', '本协议的签署不视为放弃法定权利。', '我们承诺不再追究这笔逾期费。', '本店不得以任何理由拒绝您的要求。', '双方就刻字一事达成一致。', '这一项争议就此了结，不影响您依法享有的其他权利。', '您選擇換貨，退貨申請就此取消。', 'You do not have to waive any rights.', 'We waive our claim for the storage fee.', 'We have received no further claims on this batch.', 'This settles the question of the engraving; your rights remain.',
    '定制商品依法不适用七天无理由退货。', '我们没有“概不退换”的规定。', '店里“概不退换”的告示已经撤下。', '店內「概不退換」的告示已經撤下。', '特价商品同样可以退换。', '这枚戒指在质保期内，我们免费维修。', '保险不负责的部分由我们处理。', 'There is no such rule as "all sales are final" here.',
    '不影响您依法投诉的权利。', '我们不会要求您撤诉。', '您无需撤诉。', '退款不以撤销投诉为条件。', '您撤不撤诉都不影响退款。', '我们今后不再让这样的事发生。', '希望今后不再发生类似的投诉。', '我们收到了12315转来的投诉。', '法院裁定撤诉后，案件受理费减半收取。', '如果您想撤回投诉，可以随时告诉我们。', '我们不得阻拦您向12315反映。', '我们正在向监管部门反映这个问题。', 'You need not withdraw your complaint before we refund.', 'We will refund you whether you withdraw your complaint or not.', 'You may report us to 12315.',
    '我们不会要求您删除评价。', '补偿与是否删除评价无关。', '无论您是否修改评价，补偿都照付。', '平台不得删除消费者的评价。', '我们已下架有误的宣传视频。', '我们会修改员工培训的考核标准。', '谢谢您给我们五星好评。', '您的评价帮助我们改进流程。', 'We do not ask you to delete your review.', 'The refund does not depend on your review.', 'We never delete reviews.',
    '我们不得对外公开您的个人信息。', '我们承诺不公开您的资料。', '员工不得透露顾客的隐私。', '会议向媒体公开。',
  ])('what only sounds like it may go out: %s', (text) => { expect(codes(text)).toEqual([]) })

  test('are marked where they stand in the text as it was written', () => {
    const text = '您好。请您 删\u200b除 差评，谢谢。'
    const [one] = findingsIn(text, rules)
    expect(text.slice(one?.from, one?.to)).toBe('删\u200b除 差评')
    expect(one).toMatchObject({ level: 'stop', basis: { 'zh-CN': expect.stringContaining('反不正当竞争法') }, instead: { en: expect.any(String) } })
  })

  test('are found however they are filled with what nobody sees', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', ' ', '　', '*', '·'), { maxLength: 2 }), fc.constantFrom('删除差评', '封口费', '放弃追究', '不得投诉'), (filling, words) => {
      expect(findingsIn([...words].join(filling.join('')), rules).length).toBeGreaterThan(0)
    }))
  })

  test('are looked for in a very long letter in reasonable time', () => {
    for (const part of ['放弃', '不得', '删除', '壹', '删\u200b', '1', 'not ', '投诉']) {
      const began = performance.now()
      findingsIn(part.repeat(5_000), rules)
      expect(performance.now() - began).toBeLessThan(3_000)
    }
  })
})

describe('a sum in words beside one in figures', () => {
  test('that is another is stopped', () => {
    expect(codes('退还人民币叁仟元整（¥2,000.00）。')).toEqual(['amount-in-words'])
    expect(codes('退还¥3,000.00（大写：叁仟元整）。')).toEqual([])
    expect(codes('退还３０００元（貳仟元整）。')).toEqual(['amount-in-words'])
  })

  test.each([
    '共计三千元（¥3,500）。', '我们付您三千五百元整（3000元）。', 'three thousand yuan (¥3,500)', 'RMB 3,500 (say three thousand yuan only)', '¥3,500 (three thousand)', '叁仟元整（3500）', '人民幣參仟圓正（3,500.00）', '港幣叁仟元正（HK$3,500）', '3500（叁仟元整）', '金额（小写）：3500元　　　　　　　　　　　金额（大写）：叁仟元整',
    '金额（小写）：3500元\n金额（大写）：叁仟元整', '¥3,000.00，大写：人民币叁仟伍佰元整', '人民币叁仟元整，¥3,500', '退还货款¥3,000（叁仟元整）和运费¥20（叁拾元整）', '退还货款¥3,000（大写：叁仟伍佰元整）和运费¥20（贰拾元整）', 'three thousand and fifty Hong Kong dollars (HK$3,500)', '一万五千元（15,500.00元）', '3500元（三千）', 'five hundred dollars ($50)',
    '3000元（肆仟元）', '人民币叁仟元整，3500元', '3500元，叁仟元整。', '退您叁仟元整3500元。', '叁仟元整 3500元', '三千元整，3500元', '三千元，即3500元', '3500元，即三千元。', '人民幣參仟圓正，HK$3,500', '退三千元¥3,500', '3500元，共计三千元', '3500元，大写金额：三千元', 'RMB 3,500, three thousand yuan only', '货款3000元、运费500元，共计叁仟元整',
  ])('is another: %s', (text) => { expect(codes(text)).toEqual(['amount-in-words']) })

  test.each([
    '退还货款¥3,000（叁仟元整）和运费¥20（贰拾元整）。', '三千元（¥3,000）', '三千五百元整（3,500元）', 'three thousand yuan (¥3,000)', 'RMB 3,500 (say three thousand five hundred yuan only)', '叁仟元整（3000）', '叁仟元整（3,000.00元）', '赔偿叁仟元整。另付检测费¥200。', '退还三千元，运费20元另付。', '退还叁仟元整（其中运费¥200）。', '退还三千元（含检测费200元、运费20元）。',
    '共退三千元（第3条）', '三千元（三）', '贰万元整（20,000）', '金额（小写）：3500元　金额（大写）：叁仟伍佰元整', '金额（小写）：¥3,500.00\n金额（大写）：人民币叁仟伍佰元整', '三到五千元（3000-5000元）', '几百元（约500元）', '退您三千元，3天内到账。', '货款五千元，定金2000元。', '¥100,000（拾万元整）', '¥105.20（壹佰零伍元贰角整）', '大写金额与数字必须一致。', '¥1,010（壹仟零壹拾元整）',
    '补您差价50元，一百元的券不能再用。', '差价50元，一百元以内的运费凭票报。', '定金500元、两千元尾款都已收到。', '您付了3000元，两千元是工费。', '差價50元，一百元的券不能再用。', '您付了3000元、兩千元是工費。', '退您三千元，500元运费另付。', '三千元 500元 两种都有', '定金500元，贰仟元尾款', '定金伍佰元整、2000元尾款', '差价50元，即一百元的一半。', 'You paid 3,000 yuan, two thousand yuan is the fee.', 'We refund 50 yuan, one hundred yuan of which you have.',
    '货款3000元、运费500元，共计叁仟伍佰元整。', '货款3000元、运费500元（合计叁仟伍佰元整）', '定金500元，尾款两千元，共计2500元', '每张一百元，共计300元', '3000元 叁仟元整\n500元 伍佰元整', '货款（小写）100元（大写）壹佰元整，运费（小写）20元（大写）贰拾元整',
  ])('is the same, or a sum of its own: %s', (text) => { expect(codes(text)).toEqual([]) })

  test('is found equal where it is equal, and unequal where it is not, whatever it is', () => {
    const fen = fc.integer({ min: 1, max: 9_999_999_999 })
    fc.assert(fc.property(fen, fen, fc.constantFrom('simplified' as const, 'traditional' as const), fc.boolean(), (one, other, script, first) => {
      const [words, figures] = [amountInWords(one, script), yuan(other)]
      expect(codes(first ? `共${words}（${figures}）。` : `共${figures}（大写${words}）。`)).toEqual(one === other ? [] : ['amount-in-words'])
      expect(codes(first ? `共${words}（${yuan(one)}）。` : `共${yuan(one)}（大写${words}）。`)).toEqual([])
    }), { numRuns: 1_000 })
  })
})

describe('personal data beyond need', () => {
  test('identity numbers and cards are known by their check digits', () => {
    expect(codes('身份证 11010519491231002X')).toEqual(['identity-number'])
    expect(codes('身份证 １１０１０５１９４９１２３１００２Ｘ')).toEqual(['identity-number'])
    expect(codes('订单 110105194912310021')).toEqual([])
    expect(codes('HKID A123456(3)')).toEqual(['identity-number'])
    expect(codes('卡号 6222 0212 3456 7890 128')).toEqual(codes('卡号 6222021234567890128'))
    expect(codes('卡号 4111 1111 1111 1111')).toEqual(['bank-card'])
    expect(codes('单号 4111 1111 1111 1112')).toEqual([])
  })

  test('a telephone number is the customer’s or the unit’s, or somebody else’s', () => {
    expect(codes('请打 139-1234-5678')).toEqual(['other-phone'])
    expect(codes('请打 139 1234 5678', ['13912345678'])).toEqual([])
  })
})

describe('how people are reached', () => {
  test.each<[string, string]>([
    ['电话 010-65551234', 'other-phone'], ['请打 (0571) 88886666', 'other-phone'], ['台灣 0912-345-678', 'other-phone'], ['+886 912 345 678', 'other-phone'], ['+852 6123 4567', 'other-phone'], ['852-61234567', 'other-phone'], ['致電 6123 4567', 'other-phone'], ['手机：+86 139 1234 5678', 'other-phone'],
    ['邮箱 zhangsan@qq.com', 'other-mail'], ['ＺｈａｎｇＳａｎ＠ＱＱ.com', 'other-mail'], ['write to zhang.san+1@example.co.uk', 'other-mail'], ['微信号：zhangsan1990', 'chat-account'], ['微信 zhang_san', 'chat-account'], ['他的微信號是 wxid_ab12', 'chat-account'], ['WeChat ID: zhangsan', 'chat-account'], ['QQ：123456789', 'chat-account'],
    ['護照 E12345678', 'identity-number'], ['护照号码：EA1234567', 'identity-number'], ['passport no. K01234567', 'identity-number'], ['台胞证 12345678', 'identity-number'],
  ])('%s is %s', (text, code) => { expect(codes(text)).toEqual([code]) })

  test.each([
    '订单号 20261122003000', '投诉编号 S01-20261122-0001', '合同 0571-2026-0001', '2026-11-22', '2026年11月22日', '退还¥6,123.45', '共6123 4567件', '编号 E12345678', '批号 EA1234567', '货号 61234567', '服务热线 400-820-8820', '请拨打12315', '邮编 310000', '微信公众号 wenguo_shop1', '微信支付 3000元', '可用微信或支付宝', '请扫微信二维码', '在线 @ 门店', '尺寸 020-30 mm', '10-12345678 号批次', '营业时间 09:00-21:00', '运单 SF1234567890123', '税号 91310000MA1FL0XX0X',
  ])('%s is nobody’s', (text) => { expect(codes(text)).toEqual([]) })

  test('what is the customer’s own, or the firm’s, may be said', () => {
    const known = { phones: ['01065551234', '85261234567', '0912345678'], mails: ['zhang@example.cn', 'boss@qq.com'] }
    for (const text of ['电话 010-65551234', '致电 6123 4567', '台灣 0912-345-678', '邮箱 Zhang@example.cn', '客服 service@example.cn']) expect(findingsIn(text, rules, known)).toEqual([])
    for (const text of ['电话 010-65551235', '邮箱 other@qq.com']) expect(findingsIn(text, rules, known)).toHaveLength(1)
  })
})

test('every pack says its rules in three languages, and none stops what it proposes instead', () => {
  for (const { code } of packCodes(ROOT)) {
    const { wording } = readPack(ROOT, code)
    expect(wording.length).toBeGreaterThan(0)
    for (const rule of wording) for (const locale of LOCALES) {
      expect([rule.why[locale], rule.basis[locale], rule.instead[locale]].every(Boolean)).toBe(true)
      expect(findingsIn(rule.instead[locale], wording).filter(({ level }) => level === 'stop')).toEqual([])
    }
  }
})
