/**
 * Sentences of handlers to customers, collected by hand: `true` where the words promise something (a sum, a share of the price, goods), `false` where they do not (a demand told,
 * a payment made, a refusal, the law, something still to be asked, a price, an apology). Three languages; the promises come in every way of writing a sum.
 */
export const SENTENCES: readonly (readonly [promises: boolean, text: string])[] = [
  [true, '我们退您三千元。'], [true, '我们给您退3000元，三天内到账。'], [true, '这件事是我们不对，赔您２０００元。'], [true, '我给您换新的。'], [true, '我们会为您更换一枚新的戒指。'], [true, '您放心，我们全额退款。'], [true, '退一赔三，我们认。'],
  [true, '本店愿意补偿您伍佰元整。'], [true, '我们补您一千五。这次是我们的错，补偿一千五百元。'], [true, '给您打五折。'], [true, '我们可以给您优惠800元。'], [true, '我司将赔偿您1.5万元。'], [true, '赔您两万块，行吗？'], [true, '退您3000-5000元。'], [true, '我们退您三到五千元。'],
  [true, '我们会赔偿您的全部损失。'], [true, '所有医疗费我们来赔偿，实际损失全部赔付。'], [true, '公开道歉我们会做，明天就公开致歉。'], [true, '我们接受退货，货款三千二百元退还给您。'], [true, '已经决定退您三千元。'], [true, '您要求赔偿，我们同意赔您6000元。'], [true, '虽然您没有发票，我们仍然退您1200元。'],
  [true, '这枚戒指给您换一枚新的，另外送您一张500元代金券。'], [true, '给您转账2600元作为补偿。'], [true, '双倍赔偿。'], [true, '我们按价款的百分之二十退还。'], [true, '订金2000元全额退还。'], [true, '您支付的3000元我们全部退还给您。'], [true, '给您免单。'], [true, '退 三 千 元 给您。'],
  [true, '退\u200b您\u200b三千元。'], [true, '我们退您叁仟元整。'], [true, '我们退您三千块钱。'], [true, '退款三千元，本周办好。'], [true, '我做主，退您5千元。'], [true, '为了表示歉意，补偿您人民币1,888.00元。'], [true, '误工费给您两千元。'], [true, '精神损失费5000元我们出。'], [true, '明天给您送一台新的，换新不收钱。'], [true, '我们把差价退给您，一共450元。'],
  [true, '赔付十万元没有问题。'], [true, '可以退货，我们为您办理退货退款。'],
  [true, '我們退您三千元。'], [true, '我們會向您退還港幣3000元，即HK$3,000。'], [true, '本店願意賠償您貳仟元。'], [true, '我們為您更換全新的手鐲。'], [true, '全數貨款我們全額退款。'], [true, '補償您八百元現金。'], [true, '我們給您打八折。'], [true, '退一賠三，我們照辦。'], [true, '我們會賠償您的損失。'], [true, '送您一張二千元禮券。'], [true, '我們將公開致歉。'],
  [true, '退還您所付的一萬二千元。'], [true, '給您換新，運費我們付。'],
  [true, 'I will refund 3000 yuan.'], [true, 'We will refund you RMB 3,000 by Friday.'], [true, 'We will give you a full refund.'], [true, 'We can offer you 2k yuan.'], [true, 'I will pay you three thousand yuan.'], [true, 'We will replace it with a new one.'], [true, 'You will receive 1,500 yuan from us.'], [true, 'We shall compensate you for your loss.'],
  [true, 'We will send you a new ring.'], [true, 'We will give you back the price, 4,200 yuan.'], [true, 'Although you asked for less, we will refund 5,000 yuan.'], [true, 'We will pay you double.'], [true, 'We agree to refund half: 50% of the price.'], [true, 'Let me offer you a voucher of 800 yuan.'], [true, 'We will publicly apologise.'], [true, 'We will reimburse ¥2,380.'],
  [true, 'I am happy to give you a brand new one.'], [true, 'We will transfer 6000 yuan to you.'], [true, 'We promise to pay damages of 20,000 yuan.'],

  [false, '您要求退三千元，我们记下了。'], [false, '您希望我们赔两万元。'], [false, '您说“退我三千元”，我们理解。'], [false, '上周已为您退款3000元，请查收。'], [false, '我们已经退了您300元。'], [false, '退款已于昨天到账，共3000元。'], [false, '我们不能退您三千元。'], [false, '很抱歉，无法为您换新。'], [false, '按规定，未拆封的商品七天内可以退货。'],
  [false, '消费者可以要求三倍赔偿，这是法律规定的。'], [false, '我会向店长申请退您三千元，今天下午给您答复。'], [false, '退款要店长核准后才能办。'], [false, '能不能换新，要等检测结果。'], [false, '这枚戒指售价3000元。'], [false, '您支付的3000元我们核对过了。'], [false, '维修费300元由您承担。'], [false, '您需要支付200元检测费。'],
  [false, '关于退款的问题，请稍等。'], [false, '退款流程我发给您看。'], [false, '您的赔偿要求我们已经转给负责人。'], [false, '谢谢您的反馈，我们正在调查。'], [false, '我理解您的心情，实在抱歉。'], [false, '请您把戒指寄回检测。'], [false, '明天上午十点前给您回电。'], [false, '检测结果出来后我们告诉您。'],
  [false, '您希望怎样处理？'], [false, '您是想退货还是想换货？'], [false, '是否需要我们退款？'], [false, '我们还没决定怎么补偿。'], [false, '公司正在研究是否补偿您。'], [false, '我会尽量为您争取补偿500元。'], [false, '顾客要求退一赔三。'], [false, '我们不会赔偿间接损失。'], [false, '这个价格已经优惠了500元。'],
  [false, '您去年买的手镯是5200元。'], [false, '我们店在三楼，联系电话020-12345678。'], [false, '您的订单号是20261122003000。'], [false, '赔偿标准请看附件。'], [false, '退货的条件是商品完好。'], [false, '如果您需要退货，请带上小票。'], [false, '门店营业到晚上九点。'], [false, '昨天已把新的手镯寄给您，换货完成了。'], [false, '前天退还给您的1200元收到了吗？'], [false, '您提出赔偿两万元，目前没有依据。'],
  [false, '您要求退款三千元，我们拒绝。'], [false, '定金2000元是您自己交的。'], [false, '我们已经安排师傅上门检查。'], [false, '请您放心，我会负责到底。'],
  [false, '您要求退還三千元，我們已記錄。'], [false, '退款已於上週存入您的賬戶。'], [false, '我們無法退款。'], [false, '我會向店長申請補償一千元。'], [false, '按法例規定，消費者可以要求三倍賠償。'], [false, '請將手鐲寄回檢測。'], [false, '這條項鏈售價八千元。'], [false, '感謝您的意見，我們正在調查。'], [false, '您希望怎樣處理？'], [false, '我們不會賠償間接損失。'],
  [false, '檢測費二百元由您承擔。'], [false, '退貨的條件是貨品完好。'],
  [false, 'You asked us to refund 3000 yuan.'], [false, 'We refunded 3000 yuan last week.'], [false, 'We have already refunded 3,000 yuan.'], [false, 'We cannot refund 3000 yuan.'], [false, 'I will ask my manager to refund you 3000 yuan.'], [false, 'The price of the ring was 3,000 yuan.'], [false, 'You need to pay 200 yuan for the test.'], [false, 'According to the law a consumer is entitled to three times the price.'],
  [false, 'Would you like a refund or a repair?'], [false, 'We are looking into it and will call you tomorrow.'], [false, 'I am sorry for the trouble.'], [false, 'Please send the ring back for testing.'], [false, 'Your demand of 20,000 yuan has been passed on.'], [false, 'We are unable to replace it.'], [false, 'The refund was paid on Monday.'], [false, 'You said: "refund me 3000 yuan".'],
  [false, 'Whether we can offer you 500 yuan has to be decided by the manager.'], [false, 'Our shop opens at nine.'], [false, 'Thank you for telling us.'], [false, 'The repair cost 300 yuan and was paid by you.'],
]
