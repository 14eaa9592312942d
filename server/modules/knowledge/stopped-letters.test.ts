import { describe, expect, test } from 'vitest'
import { ROOT } from '#kernel/root.ts'
import { readPack } from '#modules/packs/load.ts'
import { findingsIn } from './wording.ts'

const rules = readPack(ROOT, 'base').wording
const stopped = (text: string) => findingsIn(text, rules).filter(({ level }) => level === 'stop').map(({ code }) => code)

describe('letters that take something from the customer are stopped', () => {
  test.each([
    '收款后，甲方不得再追究乙方任何责任。', '本协议履行后，双方互不追究。', '双方互不追究。', '收款后不得再追究。', '收款後不得再追討。', '您不能再以此事向任何第三方主张任何权利。', '甲方承诺就本次事件不再提出任何诉讼或索赔。', '甲方不得再就本事项向乙方提出任何主张。', '患者及家属不再就此事追究医院任何责任。', '家属承诺不再以任何方式追究医院责任。', '乙方自愿放弃就本事项起诉的权利。',
    'You accept this in full and final settlement of all claims.', 'This is a full and final settlement of any and all claims.', 'This payment is in full and final settlement and you will have no further claim.', 'You give up any right to sue.', 'You release us from your claims.',
  ])('every claim is waived: %s', (text) => { expect(stopped(text)).toContain('waiver') })

  test.each([
    '不要再打12315了。', '请您不要再打12345投诉。', '请到12345办理撤单。', '不得再就此事向卫健委、信访部门反映。', '不得再向任何部门、媒体反映。', '您不要去市监局告我们。', '收款后请勿再向有关部门信访。', 'You must not contact the Consumer Council about this.', 'Please do not go to the authorities.', 'Please withdraw your complaint with the Consumer Council.',
  ])('nobody else may be asked: %s', (text) => { expect(stopped(text)).toContain('no-complaint') })

  test.each([
    '差評請收回。', '请您把网上的东西撤了。', 'Please update your review.', '請刪除貼文後通知我們。', '請刪除帖文，我們即時退款。', '請您刪除Facebook上的留言。', '請先刪走Google負評，我們再退款。', '刪除貼文後，我們即安排退款。', '请把抖音视频删了。', '請把YouTube上的影片下架。', '您先把视频下架再谈。', '麻烦把笔记删一下，我们给您退款。', '请撤下您在网上的不实言论。', '請移除貼文。', 
    '12345回访时请您说满意，我们给您补偿200元。', '回访电话打来请您打五分，我们送您一份礼品。',
    'Please delete your Facebook post and we will refund you.', 'Please remove the Google review.', 'Please take the video down first.', 'Please change your rating to five stars.', 'Take down all posts about us.', 'We give you a voucher for a five-star review.',
  ])('what is said about us is bought: %s', (text) => { expect(stopped(text)).toContain('review-bought') })

  test.each([
    '甲方应对本协议内容保密，不得向第三方泄露。', '双方应对本协议内容严格保密。', '对本协议内容双方应保密，不得向第三方泄露。', '乙方不得向第三方泄露。', '本次补偿请勿外传。', '请您对此事保密。', '您承诺不在网上发帖。', '请不要发朋友圈。', '请不要接受记者采访。', '请勿在网上发表对本店不利的言论。', '任何一方不得对外透露。', '您不得公开您的照片。', '您、我们均不得对外透露。', '您和我们都不得透露。',
    'You agree to keep this settlement confidential.', 'Both parties keep the terms confidential.', 'You will not post about this online.', 'You must not speak to the media.', 'You will not make any negative comments about us.', 'Please keep this to yourself.',
  ])('silence is bought: %s', (text) => { expect(stopped(text)).toContain('silence') })

  test.each([
    '定金一律不退。', '概不退款。', '一经开拍概不退款。', '拆封不退。', '拆封后不退。', '本店概不承担任何责任。', '今后出现任何问题与本店无关。', '您签字后这件事就与我们无关了。', 'Goods sold are non-refundable.',
  ])('a standing term takes what the law gives: %s', (text) => { expect(stopped(text)).toContain('standard-terms') })
})
