import { describe, expect, test } from 'vitest'
import { ROOT } from '#kernel/root.ts'
import { packCodes, readPack } from '#modules/packs/load.ts'
import { findingsIn } from './wording.ts'

const packs = packCodes(ROOT).map(({ code }) => readPack(ROOT, code).wording)
/** By the rules of all packs: what is lawful is so in every trade. */
const stopped = (text: string) => packs.flatMap((rules) => findingsIn(text, rules).filter(({ level }) => level === 'stop').map(({ code, found }) => `${code}: ${found}`))

describe('lawful letters go out', () => {
  test.each([
    '未经患者本人同意，医务人员不得向他人透露病情。', '未经患者本人同意，任何医务人员不得向他人透露病情。', '未经您书面同意，我店员工、摄影师不得公开您的照片。', '未经您书面同意，任何人不得公开您的照片。', '未经您书面同意，不得公开您的照片。', '摄影师不得公开您的照片。', '医院不得公开患者的病情。', '我们要求所有店员不得对外透露您的信息。', '我们已要求门店不得在朋友圈发布您的照片。', '甲方不得对外透露乙方的个人信息。', '您的投诉内容我们会保密。', '我们对此事严格保密。', '双方对协议中涉及的商业秘密保密。', '员工今后一律不得公开顾客资料。',
    'We keep your details confidential.', 'You can be sure that we keep the matter confidential.', 'Please keep your card number secret.', 'Please do not share your password with anyone.', 'We do not disclose your details to third parties.',
  ])('privacy is promised: %s', (text) => { expect(stopped(text)).toEqual([]) })

  test.each([
    '各门店不得拒收顾客投诉。', '门店不得拒收顾客投诉。', '各科室不得推诿患者投诉。', '我们规定店员不得以任何理由拒绝顾客的退货要求。', '我司不得以任何理由拒绝贵司的索赔。', '公司不再追究您的逾期责任。',
  ])('we ourselves are bound: %s', (text) => { expect(stopped(text)).toEqual([]) })

  test.each([
    '您反映店员要求您删除差评才退款，经查属实，我们深表歉意。', '您反映店员告诉您特价商品不退不换，这个说法是错误的。', '您投诉我们要求您先撤诉再退款，经查是店员个人所为。', '消费者反映我店小票印有“概不退换”字样，经查属实，已全部更换。', '贵局来函反映我店要求消费者放弃追究权利，经查，该条款已从合同中删去。', '您来信反映导购让您把差评改成好评，情况属实。', '您反映：客服称“不得再投诉”，已对其处分。', '店内“概不退款”的告示是错误的，已撤下。', '合同“概不退款”一条没有单独提示，而我们十二天没有回复。', '合同中“放弃追究”的条款已经删去。', '“概不退款”的约定无效，我们照退。', '「概不退款」一項沒有另外提示。',
    'You complained that our clerk asked you to delete your review before a refund; this is so.', 'You told us that the shop required you to waive your rights. That was wrong.', 
  ])('the complaint is answered in its own words: %s', (text) => { expect(stopped(text)).toEqual([]) })

  test.each([
    '您撤回投诉后，我们仍按约定退款。', '請刪除網上的重複訂單。', '请收回旧货。', '您自愿放弃保修期内的换新，选择维修。', '您选择不要求退货，保留您其他权利。', '您若已撤回投诉，案件仍由我们继续办理。', '患者有权放弃鉴定，也可以随时申请。', '双方就本次投诉事项再无争议。', '双方就本次投诉事项再无争议，不影响您依法享有的其他权利。', '断裂与我们的保养无关。', '商品已过七天退货期，且无质量问题，不支持退货退款。', '依据合同第六条，定金2000元不予退还。',
    '您的评价不会被删除。', '平台删除了您的评价，我们已经申诉恢复。', '回访时请您说说是否满意。', '请您在回访时告诉我们哪里不满意。', '回访时请您评价满意度。', '底片请勿在日光下曝光。', '请勿向陌生账户转账并立即报警。', '我们会把视频里多余的片段删掉。', '我们已把网上的错误说明下架。',
  ])('it only sounds like it: %s', (text) => { expect(stopped(text)).toEqual([]) })

  test.each([
    'We will update you after the review.', 'I will update you once our review is finished.', 'We will update you with the comments of the gemmologist.', 'We will release the refund right away.', 'We will release the refund right after the check.', 'Finance will release the payment right after the public holiday.', 'We will remove the stone and post it to you.', 'We will edit the pictures and post them to you.', 'Please change the post code in your profile.', 'Please update your comments in the form if anything is missing.', 'We have waived the fee, and your claim stands.', 'Please drop off your complaint form at the counter.', 'You may remove your review or leave it, as you like.',
  ])('English words have more than one meaning: %s', (text) => { expect(stopped(text)).toEqual([]) })
})

describe('retelling is no way around', () => {
  test.each([
    '您反映戒指断裂。请您删除差评。', '您反映的问题我们退款，请您删除差评。', '您反映的问题我们退款请您删除差评。', '您反映戒指断裂，我们要求您删除差评才退款。', '您反映戒指断裂我们退款请您删除差评。', '您反映后请删除差评，我们退款。', '您投诉后须先撤诉再退款。', '您反映店员态度差，请您删除差评。', '您反映店员要求您删除差评，经查属实，现请您删除差评。', '您反映店员要求您加钱，现我们请您删除差评。', '您表示放弃追究，我们退款。', '您提出放弃追究，我们就退款。', '您投诉的问题我们要求您放弃追究。', '请您写下“放弃追究”。', '本店小票印有“概不退换”字样，恕不能退款。', '依据“概不退换”的规定不能退款。', '“放弃追究”的条款没有取消。', '“概不退款”的约定不是无效的。', '“概不退款”的规定没有错，恕不能退。', '“概不退款”写得清楚，没有单独提示也有效。', '“概不退款”已经写明，不能退。', '“请先撤诉”的规定违反不得。', '您反映店员要求加钱我们也退款但您须删除差评。', '您反映我们店员要求您加价的问题解决了请您删除差评。', '您放弃追究的权利，选择维修。', '您放弃保修期内的一切权利，选择维修。', '您放弃保修期内的维修。', '我们的顾客不得投诉。',
    'You complained about the ring. Please delete your review.', 'You complained about the ring and we refund you if you delete your review.', 'You told us that the ring broke; please delete your review.', 'You told us that the clerk asked for more, now please delete your review.', 'Sign "no further claims" below.',
  ])('%s', (text) => { expect(stopped(text)).not.toEqual([]) })
})
