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

  test.each([
    '您不删除差评，我们就不退款。', '不删除差评就不退款。', '您不撤回投诉，我们不付款。', '如果不删除帖子，退款就取消。', '如需退款请撤回投诉。', '您可随时删除差评，删了我们就退款。', 'No refund if you do not delete the review.', 'You may change your review to five stars and we pay 200 yuan.', 'If you do not withdraw the complaint we will not pay.', '不修改评价就没有补偿。', '您不撤诉我们不退款。',
  ])('what is owed hangs on it, whatever clears the words: %s', (text) => { expect(stopped(text)).not.toEqual([]) })

  test.each([
    '您无权再主张任何权利。', '閣下收取款項後，即放棄所有追索權。', 'You hereby discharge the company from all liability.', 'This payment settles everything and you cannot sue us.', 'You will not bring any legal action against us.', '您把12315那边撤了，我们马上打款。', '您去消协销案后凭回执领取补偿。', '請閣下先向消委會取消個案，我們才會退款。', '閣下不可向海關舉報。', 'We will only pay if you close your case with the Consumer Council.', 'You agree that you will not file a complaint with any regulator.', '請把Google評論轉為五星，我們送上禮券。', '麻煩撤回Threads上的貼文，我們即安排退款。', 'Give us five stars and get a ¥20 voucher.', 'We will pay 200 yuan once the review is gone.', '補償安排請勿向外披露。', '补偿金额请您不要跟别人说。', 'You shall not disclose the terms of this settlement.', 'Please do not tell anyone about the compensation.',
    '领款后您就不能就此事再提任何赔偿。', '本次补偿为终局性补偿，患者方不得另行主张。', '签了字就等于您认了，以后出什么事都不归我们管。', '您在此声明：对本公司的一切请求权归于消灭。', '收到款项之日起，双方权利义务终止，您不再享有任何追索权利。', '您保证不以任何方式向本店再次索偿。', '补偿到位后，您方自行承担一切后续风险，与我店无涉。', '閣下簽署本函即表示撤銷對本公司的所有申索。', '收訖後客人不得再作任何申索。', '閣下承諾不會循法律途徑追討。', 'You agree to release the shop from any liability in this matter.', 'By cashing this cheque you waive any future action.',
    'After this payment you have no further rights against us.', 'You shall not take us to court.', 'You undertake to make no other demand in future.', '您到12315点一下“已解决并撤回”，钱当天就到。', '您别闹到市监局，我们私下给您补。', '去法院的话这笔补偿就没有了。', '您要是再向平台投诉，退款就作废。', '投诉不撤，款不能付。', '撤投诉和退款同时办，缺一不可。', '我们希望您不要惊动消协，一切好商量。', '如閣下向消委會投訴，本公司將取消有關補償。', '補償以閣下不向海關舉報為條件。',
    '請閣下致函消委會表示事件已解決，其後我們安排付款。', 'The refund is conditional on your dropping the complaint.', 'We ask you not to take this to the regulator.', 'Tell the Consumer Council the matter is resolved and we will pay the same day.', 'No payment while your complaint is open.', '评价下掉之后我立刻给您转账。', '您那条差评能不能处理一下，我们送您一对耳钉。', '五星晒图即可领取二十元红包。', '麻烦您追评说一下问题已圆满解决，我们给您补贴50元。', '小红书那篇笔记隐藏一下，补偿马上到。', '把星级调到五星，我们免您维修费。', '抖音上的视频您设为私密，我们就退款。',
    '請將Google上的一星評分改為五星，我們會送上現金券。', '閣下移除OpenRice食評後，退款將即日安排。', 'Once the post is down, the money is on its way.', 'Raise your rating to five stars and the repair is free.', 'Write us a nice review and get 10% cash back.', '这件事到此为止，补偿的数字请您烂在肚子里。', '请您不要把赔偿金额告诉别的客户。', '您收钱后不能再对媒体讲这件事。', '协议内容您不得对任何人讲。', '此事不要再往网上发了，我们给您补偿。', '本和解條款須絕對保密，閣下不得向任何人透露。', '請勿向傳媒提及是次賠償。',
    'The settlement must stay between us.', 'You may not mention this payment to anyone.', 'Please do not discuss the compensation with other customers.', '货品离店恕不负责。', '活动商品售后一律不受理。', '出售貨品，概不退款或更換。', 'Discounted goods cannot be returned for any reason.', '款到之后，您对本店的任何追偿一概终止。', '签收补偿款视同您认可全部结清，再来找我们恕不接待。', '您须承诺此事翻篇，日后不提任何补偿。', '患方领取慰问金后，视为放弃后续一切主张。', '您同意把索赔的权利让与我方作为补偿的代价。',
    '甲方同意永久放弃就该瑕疵提起诉讼。', '閣下接納款項，即代表本公司所有責任已完全解除。', '客人不得就此事再追究本公司。', '閣下須放棄日後的一切申索。', 'By signing, the customer gives up all rights against the shop.', 'You agree never to sue the company over this.', 'Acceptance of the cheque releases the shop from all further obligations.', 'You will have no further recourse against us.', '您去把12345的工单撤销，我这边立刻放款。', '要补偿可以，先把举报撤了。', '市监局那边您打个电话说不追究了，款就过来。', '您不再去信访，我们就给您补贴两千。',
    '请您放弃向监管部门反映。', '再去投诉的话，一分钱没有。', '不把12315的投诉撤掉，我们没法给您赔。', '您若坚持起诉，先前谈好的补偿全部收回。', '閣下若向傳媒爆料，補償即時取消。', '先撤銷海關的舉報，才可領取賠償。', '閣下同意不再向消委會跟進。', 'We pay as soon as your report to customs is withdrawn.', 'Unless you drop the case at the Consumer Council, you will get nothing.', 'Please call 12315 and tell them you no longer wish to complain.', 'You agree to stay away from the regulator.', '您把点评上的那句话改一改，我送您一次免费保养。',
    '好评截图换二十元话费。', '给满五颗星，尾款减一百。', '差评留着的话，售后就不好说了。', '您看那个一星能不能改改，改完打您两百。', '把短视频删干净，违约金我们出。', '麻煩閣下更新評分至五星，我們奉上禮券。', '閣下刪去小紅書帖文後，我們便會過數。', '負評一日未刪，退款一日不辦。', 'Take the one-star down and I will wire you the money today.', 'Five stars get you a free cleaning.', 'Your refund is ready the minute that video is off the internet.', '和解的数目您自己知道就行，别往外传。',
    '您不能在业主群里讲我们赔了多少。', '赔了多少钱，请您保密。', '请不要向其他家长提起这次退费。', '閣下須對是次和解守口如瓶。', '賠償金額不可告知其他客人。', 'You must keep quiet about what we paid you.', 'Do not post the amount we gave you online.', 'The customer shall treat this agreement as confidential.', '打折鞋一概不退不换。', '开封后恕不接受退货。', 'All clearance items are final sale.', '钱给您可以，前提是您把差评抹了。',
    '您答应以后不再上访，我们就签字给钱。', '乙方确认不再就该事项主张任何民事权利。', '您去平台点撤回，点完我就给您转。', '不删视频我们就不赔。', '您的好评一到，返现就到。', '请您承诺对赔偿一事严格保密。', '请勿于社交平台公開是次和解。', '閣下須先銷案，方可獲發賠償。', '閣下不得就此事向傳媒作任何披露。', '如閣下不移除貼文，本公司恕不退款。', '特價貨品，一經售出概不退換。', 'In return for the refund you will not go to the press.',
    'Remove the post or you get no refund.', 'Keep this between us and we will add 500 yuan.', 'Change your rating and the voucher is yours.', 'You waive every right to sue.', 'Drop your complaint with 12315 and the money is yours.', 'Say nothing about the settlement to other patients.', 'No returns on promotional goods, ever.', 'Please withdraw the report to the authorities before Friday.', '把投诉撤了才谈赔偿。', '您删帖，我付款。', '五星好评返五元。', '请不要向消委会作出投诉。',
  ])('in ways that other people found: %s', (text) => { expect(stopped(text)).not.toEqual([]) })
})
