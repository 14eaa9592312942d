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

describe('letters that were written to be misread go out', () => {
  test.each([
    '未经同意不向任何人透露您的病情，请您放心。', '短信验证码请勿向他人透露，我们的员工不会向您索要。', '本店不会要求您签任何放弃权利的文件。', '您没有放弃任何权利。', 'If you wish to withdraw your complaint you can do so at any time.', '我们会保密，未经您同意不对外公开。', '公司承诺不向第三方透露您的资料。', '请勿在网上公开您的身份证。', '為保障閣下私隱，請勿在電郵中透露信用卡號碼。', '本协议没有任何放弃权利的条款。', '系统故障误删了您的留言。', '平台以含有联系方式为由删除了您的评论。', '特价期间购买的商品不退差价。', 'Please remove the battery and post the watch to us.', 'The workshop will release the watch and your claim stays open.', '近期有人冒充本店客服，以“删除差评返现”为由行骗，请您不要相信。',
  ])('as a cold reader wrote them: %s', (text) => { expect(stopped(text)).toEqual([]) })

  test.each([
    '您放心，这件事无论您去不去消协，我们都按约定办。', '退款和您撤不撤投诉没有关系，明天照样到账。', '网上那条评价您愿意留着就留着，我们不干涉。', '为了您的账户安全，请不要把密码告诉任何人，包括自称本店员工的人。', '病历复印件含有您的隐私，请您自己收好，不要随意给别人看。', '店员要求您改评价的做法不对，我们已经批评了她。', '签收单只证明您收到了货，不代表您认可质量。', '和解协议只解决刻字一项，其余问题您照样可以提。', '您如果决定不再追究，请告诉我们一声，我们照样把改进结果寄给您。', '展柜里的样品不能退换，您买的这件可以。', '本店不再使用“特价商品概不退换”的牌子。', '您上传的照片因涉及他人隐私，平台做了隐藏处理，您可以打码后重新上传。',
    '我们不会把您的投诉内容透露给店里其他顾客。', '若您对调解结果有异议，可以向法院起诉。', '您已向12345反映，工单由我们在五个工作日内答复。', '请您先把旧表带来，我们再约时间检测。', '您可以撤回这份换货申请，改成维修。', '您在群里说的情况我们看到了，欢迎继续监督。', '请勿将锂电池放入包裹，快递会拒收。', '申请鉴定的费用先由我们垫付，结论出来再说。', '会员积分不能兑换现金，请您留意。', '您反馈页面上的评论按钮点不动，技术同事已经修好。', '我们请您对维修师傅的服务打分，几分都可以。', '您可以随时修改或删除自己的评价，这是您的权利。',
    '如平台联系您核实情况，请如实说明。', '签字前请仔细看每一条，有不同意的直接划掉。', '根据医院规定，护士不得向来访者公开病人的床位号。', '您不签这份确认书也不影响退款。', '为避免误会，请不要在快递单上写身份证号。', '我们没有权利要求您不投诉。', '该款项与您是否接受采访无关。', '您要撤销的是12月3日的预约，对吗？', '这枚戒指出库时已经质检，编号写在证书上。', '如需开具发票，请提供抬头。', '如需更改送货地址，请在今天下午五点前回复。', '閣下可自由決定是否保留網上評論，本公司不會干預。',
    '退款安排不會因閣下向海關舉報而有所改變。', '請勿向任何人提供閣下的網上銀行密碼。', '本公司職員不得向第三者披露客戶資料。', '閣下簽收貨品並不代表放棄任何索償權利。', '如閣下決定撤銷投訴，毋須另行通知本公司。', '該則評論被平台系統誤判而隱藏，現已恢復顯示。', '閣下如欲就事件接受傳媒訪問，悉隨尊便。', '請保留信用卡存根，切勿將卡背三位數字告知他人。', '消費者委員會已來函查詢，我們會如實回覆。', '陳列品一經售出不設更換的告示已經除下。', '我們已提醒分店同事不可要求客人刪除帖文。', '貨品如有瑕疵，可於十四天內憑單據更換。',
    'You are free to keep your review exactly as it is.', 'Nothing in this letter stops you from going to the Consumer Council.', 'Our staff must not ask customers to change their ratings; we have reminded them.', 'Please keep your PIN to yourself.', 'The receipt is not a waiver of anything.', 'You asked whether you could still complain to 12315 after the refund: yes, you can.', 'Withdrawing your appointment is free of charge.', 'We removed the wrong price from our post after you pointed it out.', 'Please do not post cash; a bank transfer is safer.', 'We shall not disclose your medical records to your employer.', 'Signing for the parcel does not mean that you accept its condition.', 'Should you decide to drop the matter, the repair will be done anyway.',
    '您在点评上写的内容我们逐条看了，谢谢您指出问题。', '换购的差额由我们补足，跟您发不发评价毫无关系。', '您随时有权找市场监管部门了解处理进度。', '处理完投诉后，我们会给您寄一份书面说明。', '您的案子我们不会向同行透露半个字。', '支付密码和验证码都不要告诉别人，我们也不会问。', '朋友圈里的那张宣传图是我们放错了，已经撤下并更正。', '您签的是收货单，以后有问题照样可以找我们。', '该批次召回不影响您另行要求赔偿。', '本协议只写钱款怎么付，没有别的条件。', '您把工单号告诉我们，方便我们和12345核对。', '差评我们虚心接受，补偿照发。',
    '您发的视频里有路人的脸，建议您打个马赛克。', '您想把投诉改成咨询也可以，处理不受影响。', '质保卡丢了也能保修，凭手机号就行。', '退换货期限是七天，节假日顺延。', '洗涤不当造成的损坏，本次由我们承担一半。', '您在法院起诉后，我们会配合提供检测记录。', '已婉拒某平台的删帖服务，我们尊重您的评价。', '餐具破损请不要徒手捡拾，以免受伤。', '师傅说的“出门概不负责”不是我们的规定。', '投诉人可以委托他人代为办理。', '您的录音我们听了，对涉事店员已作处理。', '麻烦您把订单截图发给我们，好核对金额。',
    '系统提示您的投诉被合并到另一件，编号不变。', '如果您不满意，可以不签，我们再谈。', '您对金额有异议的话，三天内告诉我们就行。', '产品说明书里有误的一句已经删去。', '检测后不收取任何费用。', '请您确认退款账户，不要写成别人的卡。', '您要不要继续追究店员，由您自己定。', '照片原件请您收好，我们只留复印件。', '和解不成，您仍可以申请仲裁。', '閣下的評論對我們很重要，我們已轉交管理層參考。', '本公司尊重閣下向任何機構作出投訴的權利。', '有關安排並不構成閣下放棄任何權利。',
    '請勿將寄存證交予他人。', '閣下的個人資料只供處理本個案之用，不會向外披露。', '海關人員已到店抽查，我們全力配合。', '閣下如已聯絡消委會，請將檔案編號告知我們，以便跟進。', '優惠期內購買的貨品，如有質量問題一樣可以退換。', '因系統更新，部分舊留言暫時未能顯示，敬請見諒。', '閣下毋須為收取補償而簽署任何文件。', '請不要將產品放在兒童可觸及的地方。', '餘下的檢測工作會於下周完成。', '我們的同事無權要求閣下更改評分。', 'Your one-star review stays up; it is fair.', 'We have told our staff never to offer gifts for reviews.',
    'You can take this further with the Consumer Council at any time.', 'If the repair fails, you keep every right you had before.', 'We will not share your number with the courier until you agree.', 'Please do not give your bank password to anybody who calls in our name.', 'The refund goes ahead whether or not you close the complaint.', 'Your complaint stays open until you tell us that you are satisfied.', 'Nobody here will ask you to sign a waiver.', 'Sale prices end on Sunday; returns are as usual.', 'The video of our shop on your page shows the fault clearly, thank you.', 'We must not discuss another customer’s case with you.', 'You may speak to the press if you wish; that is up to you.', 'Please post the ring by registered mail and keep the slip.',
    '您不用撤诉，也不用改评价，钱照付。', '我们无权要求您删除任何内容。', '您撤不撤投诉，我们都会把退款办完。', '投诉处理完毕后，退款会在三天内到账。', '工单已由12345撤销并转交我们，退款不受影响。', '您在消协的投诉我们已答复，补偿款今天打款。', '您若起诉，我们会把监控录像交给法院。', '您去医院检查后，费用凭票报销。', '您把视频发给我们，我们尽快安排退款。', '平台隐藏了您的评论，我们已经申诉，补偿照常发放。', '感谢您的五星好评，您反馈的建议已转给设计师。', '我们不再销售这款有问题的手镯。',
    '以后不再要求您重复提供单据。', '今后您来保养，不再收取清洗费。', '您对赔偿不满意的话，请告诉我们。', '赔偿方案还没有定，请您不要着急。', '退款后，您不需要再提供任何材料。', '此事请您不要担心，我们会负责到底。', '和解协议请您不要急着签，先给家里人看看。', '请您不要把发票原件交给别人。', '此事不公开处理，以保护您的隐私。', '您不能提供小票也没关系，我们查系统。', '任何问题您都可以再来找我们。', '您再找其他店鉴定也可以，费用我们出。',
    '这个责任由我们承担，不会免除。', '我们不会再追究那笔违约金。', '您要求我们不要对外透露，我们会照办。', '合同解除后，订金全额退还。', '我们先把投诉登记好，再联系您。', '您可以先去12315咨询，再决定要不要调解。', '請放心，本公司不會向外披露閣下的賠償金額。', '閣下可隨時向海關或消委會查詢。', '更新評分功能現已恢復，閣下可自行決定是否使用。', '閣下毋須取消個案，我們會照常退款。', '如閣下接受傳媒訪問，我們亦會配合。', '閣下在Facebook的留言我們已看到，現正跟進退款。',
    '換貨後閣下仍享有十二個月保養。', 'We will keep the settlement confidential on our side; you are free to speak.', 'You may close your complaint whenever you like, and the refund has been sent anyway.', 'After we receive your report, we pay the test fee.', 'Once the report from the laboratory is in, we will refund you.', 'Thank you for your positive review; your voucher from the birthday programme is separate.', 'You do not need to contact the regulator to get your money.', 'If you go to court, we will answer there.', 'We cannot release the ring from the safe without your claim ticket.', 'Please take your video call offline to save data.', 'The workshop may not make a report before Monday.', 'Do not share the payment link with strangers.',
    'We will raise your comment with the supplier and revise your order.', 'No refund is needed, since your complaint was about delivery only.', 'All items in the final sale carry the same rights.', 'The clinic will keep your report; treat the copy as private.',
  ])('as we wrote them: %s', (text) => { expect(stopped(text)).toEqual([]) })
})

describe('retelling is no way around', () => {
  test.each([
    '您反映戒指断裂。请您删除差评。', '您反映的问题我们退款，请您删除差评。', '您反映的问题我们退款请您删除差评。', '您反映戒指断裂，我们要求您删除差评才退款。', '您反映戒指断裂我们退款请您删除差评。', '您反映后请删除差评，我们退款。', '您投诉后须先撤诉再退款。', '您反映店员态度差，请您删除差评。', '您反映店员要求您删除差评，经查属实，现请您删除差评。', '您反映店员要求您加钱，现我们请您删除差评。', '您表示放弃追究，我们退款。', '您提出放弃追究，我们就退款。', '您投诉的问题我们要求您放弃追究。', '请您写下“放弃追究”。', '本店小票印有“概不退换”字样，恕不能退款。', '依据“概不退换”的规定不能退款。', '“放弃追究”的条款没有取消。', '“概不退款”的约定不是无效的。', '“概不退款”的规定没有错，恕不能退。', '“概不退款”写得清楚，没有单独提示也有效。', '“概不退款”已经写明，不能退。', '“请先撤诉”的规定违反不得。', '您反映店员要求加钱我们也退款但您须删除差评。', '您反映我们店员要求您加价的问题解决了请您删除差评。', '您放弃追究的权利，选择维修。', '您放弃保修期内的一切权利，选择维修。', '您放弃保修期内的维修。', '我们的顾客不得投诉。',
    'You complained about the ring. Please delete your review.', 'You complained about the ring and we refund you if you delete your review.', 'You told us that the ring broke; please delete your review.', 'You told us that the clerk asked for more, now please delete your review.', 'Sign "no further claims" below.',
  ])('%s', (text) => { expect(stopped(text)).not.toEqual([]) })
})
