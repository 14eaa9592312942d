import type { Liability } from '#contract/packs.ts'

type Severity = 'minor' | 'major' | 'serious'
type Fault = 'indifference' | 'shirking' | 'coldness' | 'arrogance' | 'mechanical' | 'rules' | 'ballKicking'

/** What a matter is about, apart from its words. `items`: kind and yuan of each part of a fair remedy. */
export interface Spec {
  readonly category: string; readonly severity: Severity; readonly liability: Liability; readonly cause: string; readonly items: string
  readonly price?: number; readonly claim?: number; readonly fault?: Fault; readonly fields?: Readonly<Record<string, string | number>>
}

const spec = (category: string, severity: Severity, liability: Liability, cause: string, items: string, more: Partial<Spec> = {}): Spec => ({ category, severity, liability, cause, items, ...more })
const ring = { productType: 'ring', material: 'gold18k', marking: 'Au750', mainStone: 0.3, ringSize: '12', pricing: 'fixed' } as const
const gold = { material: 'gold999', marking: '足金999', pricing: 'perGram', goldPrice: 78_000 } as const

/** Stones that fall out: the matter of which there are most, so that precedents have a range. */
export const LOOSE: Readonly<Record<string, Spec>> = {
  looseWork: spec('stoneLoose', 'minor', 'ours', 'setting', 'repair 180, gift 100', { price: 6_880, fields: ring }),
  looseWash: spec('stoneLoose', 'major', 'ours', 'setting', 'apology, repair 320, gift 200', { price: 12_600, fields: ring }),
  looseGift: spec('stoneLoose', 'minor', 'ours', 'setting', 'apology, repair 160, gift 100', { price: 9_900, fields: ring }),
  looseParcel: spec('stoneLoose', 'major', 'ours', 'inspection', 'replacement, fees 46, gift 150', { price: 3_280, fields: ring }),
  looseWool: spec('stoneLoose', 'minor', 'ours', 'workmanship', 'repair 140, gift 100', { price: 5_460, fields: ring }),
  looseTwice: spec('stoneLoose', 'major', 'ours', 'setting', 'apology, repair 260, gift 200', { price: 8_320, fields: ring }),
  looseMother: spec('stoneLoose', 'minor', 'ours', 'setting', 'apology, repair 190, gift 120', { price: 7_150, fields: ring }),
  looseTravel: spec('stoneLoose', 'minor', 'ours', 'setting', 'repair 150, fees 62', { price: 4_980, fields: ring }),
}

export const JEWELLERY: Readonly<Record<string, Spec>> = {
  shortWeight: spec('weight', 'minor', 'ours', 'weighing', 'apology, refund 218, gift 100', { price: 9_641, fields: { ...gold, productType: 'bracelet', goldWeight: 12.36 } }),
  brokenChain: spec('breakage', 'major', 'ours', 'soldering', 'replacement, fees 30', { price: 2_480, fields: { productType: 'necklace', material: 'gold18k', marking: 'Au750' } }),
  earBack: spec('clasp', 'minor', 'ours', 'supplier', 'repair 40, gift 50', { price: 1_260, fields: { productType: 'earrings', material: 'pearl' } }),
  tarnish: spec('discolouration', 'minor', 'customer', 'chemicals', 'explanation', { price: 3_680, fields: { productType: 'necklace', material: 'gold18k' } }),
  scratch: spec('surface', 'minor', 'ours', 'inspection', 'rework 120, gift 80', { price: 16_200, fields: { ...gold, productType: 'bangle', goldWeight: 19.82 } }),
  tightRing: spec('sizing', 'major', 'ours', 'skill', 'apology, rework 260', { price: 7_600, fields: { productType: 'ring', material: 'platinum950', ringSize: '13' } }),
  wrongEngraving: spec('engraving', 'major', 'ours', 'miscommunication', 'apology, rework 180, gift 200', { price: 6_900, fields: ring }),
  wrongCertificate: spec('certificateMismatch', 'minor', 'ours', 'certificateHandling', 'explanation, other, fees 90', { price: 5_400, fields: { productType: 'pendant', material: 'jade' } }),
  noCertificate: spec('certificateMissing', 'minor', 'ours', 'certificateHandling', 'apology, other, gift 150', { price: 26_500, fields: ring }),
  secondTest: spec('appraisalDiffers', 'serious', 'ours', 'gradingDifference', 'apology, return, refund 26800, fees 600', { price: 26_800, fields: { ...ring, mainStone: 1.02 } }),
  earRash: spec('skinReaction', 'major', 'ours', 'alloy', 'return, refund 268, damages 156', { price: 268, fields: { productType: 'earrings' } }),
  goldFell: spec('goldPrice', 'minor', 'none', 'misunderstanding', 'explanation, gift 100', { price: 21_840, fields: { ...gold, productType: 'bangle', goldWeight: 28 } }),
  fixedPrice: spec('fixedPrice', 'major', 'shared', 'priceNotice', 'apology, refund 480', { price: 3_200, fields: { productType: 'pendant', material: 'gold999', pricing: 'fixed', goldWeight: 3.12 } }),
  makingCharge: spec('labourFee', 'minor', 'ours', 'priceNotice', 'apology, refund 600', { price: 25_600, fields: { ...gold, productType: 'bangle', labourFee: 120_000 } }),
  tradeIn: spec('tradeIn', 'minor', 'ours', 'miscommunication', 'explanation, refund 410', { price: 11_300, fields: { ...gold, productType: 'bracelet', oldGoldWeight: 15.4 } }),
  buyBack: spec('buyback', 'minor', 'none', 'misunderstanding', 'explanation, gift 100', { price: 39_000, claim: 39_000, fields: { ...gold, productType: 'bar', goldWeight: 50 } }),
  lighter: spec('repairWeightLoss', 'minor', 'ours', 'weighing', 'apology, refund 156', { fields: { ...gold, productType: 'necklace' } }),
  swapped: spec('stoneSwapped', 'serious', 'none', 'unknown', 'explanation', { claim: 4_800, fields: { productType: 'ring', sealBag: 'FD-000327' } }),
  lateOrder: spec('customOrder', 'major', 'ours', 'miscommunication', 'apology, substitute, extra 880', { price: 32_600, fields: { ...gold, productType: 'bangle' } }),
  crushedRepair: spec('depositDamaged', 'major', 'ours', 'skill', 'apology, visit, repair 300, damages 500', { fields: { material: 'silver999', sealBag: 'FD-000291' } }),
  jadeCrack: spec('stoneDamaged', 'serious', 'shared', 'miscommunication', 'apology, priceReduction 4600, fees 380', { price: 18_600, claim: 18_600, fields: { productType: 'bangle', material: 'jade', pricing: 'fixed' } }),
  lawyerGrade: spec('stoneGrade', 'serious', 'ours', 'labelling', 'apology, priceReduction 8800', { price: 58_000, claim: 174_000, fields: { productType: 'pendant', pricing: 'fixed' } }),
  bentBangle: spec('deformation', 'minor', 'customer', 'wearDamage', 'explanation, repair 120', { price: 4_260, fields: { productType: 'bangle', material: 'gold999' } }),
  fakeGold: spec('falseMaterial', 'serious', 'none', 'unknown', 'explanation', { price: 4_695, claim: 4_900, fields: { ...gold, productType: 'ring', goldWeight: 6.02 } }),
  hallmarkLetter: spec('hallmark', 'minor', 'none', 'inspection', 'explanation', { price: 1_560, fields: { ...gold, productType: 'earrings' } }),
  dyedJade: spec('treatment', 'serious', 'ours', 'labelling', 'apology, return, refund 1680, fees 200', { price: 1_680, fields: { productType: 'bracelet', material: 'jade' } }),
}

/** What happens wherever goods are sold: service, delivery, promises, money. */
export const SERVICE: Readonly<Record<string, Spec>> = {
  coldShoulder: spec('attitude', 'minor', 'ours', 'attitudeCause', 'apology, gift 50', { fault: 'coldness' }),
  longWait: spec('waiting', 'minor', 'ours', 'staffing', 'apology, gift 30', { fault: 'indifference' }),
  wrongAdvice: spec('competence', 'minor', 'ours', 'skill', 'apology, explanation, gift 60', { fault: 'mechanical' }),
  passedAround: spec('shirking', 'major', 'ours', 'ruleBroken', 'apology, visit, gift 300', { fault: 'ballKicking' }),
  hardSell: spec('pushySelling', 'minor', 'ours', 'attitudeCause', 'apology, gift 80', { fault: 'arrogance' }),
  noCallBack: spec('noReply', 'minor', 'ours', 'overpromise', 'apology, gift 50', { fault: 'shirking' }),
  slowReply: spec('noReply', 'minor', 'ours', 'staffing', 'apology', { fault: 'indifference' }),
  slowRefund: spec('refundSlow', 'major', 'ours', 'ruleBroken', 'apology, gift 100', { price: 1_280 }),
  slowRepair: spec('repairDelay', 'major', 'ours', 'miscommunication', 'apology, gift 150'),
  salesCalls: spec('privacy', 'major', 'ours', 'ruleBroken', 'apology, explanation, training'),
  lateInvoice: spec('invoice', 'minor', 'ours', 'system', 'apology, other', { price: 860 }),
  lostPoints: spec('promotion', 'minor', 'ours', 'system', 'apology, gift 80'),
  brokenWord: spec('brokenPromise', 'major', 'ours', 'overpromise', 'apology, gift 260'),
  lateParcel: spec('delivery', 'minor', 'thirdParty', 'carrier', 'explanation, gift 80'),
  lostParcel: spec('delivery', 'major', 'thirdParty', 'carrier', 'replacement', { price: 640 }),
  wrongTag: spec('priceMarking', 'minor', 'ours', 'labelling', 'apology, refund 320', { price: 1_890 }),
  doubleCharge: spec('overcharged', 'major', 'ours', 'system', 'apology, refund 1280', { price: 1_280 }),
  noReturn: spec('returnRefused', 'major', 'ours', 'skill', 'apology, return, refund 1960', { price: 1_960 }),
  tvStation: spec('falseAdvertising', 'serious', 'ours', 'labelling', 'publicApology, refund 360', { price: 2_400 }),
  depositKept: spec('depositMoney', 'major', 'ours', 'ruleUnfair', 'explanation, refund 2000', { price: 2_000 }),
  brokenGlass: spec('productSafety', 'serious', 'none', 'unknown', 'visit'),
  giftBox: spec('wrongGoods', 'minor', 'ours', 'storage', 'replacement', { price: 880 }),
}

/** Goods that do not work: the same for shops in general. */
export const FAULTY: Readonly<Record<string, Spec>> = {
  deadSoon: spec('productDefect', 'major', 'ours', 'supplier', 'replacement 149, fees 30', { price: 149 }),
  noisy: spec('productDefect', 'minor', 'ours', 'supplier', 'replacement 199, fees 20', { price: 199 }),
  crackedBox: spec('productDefect', 'major', 'ours', 'inspection', 'apology, replacement 268', { price: 268 }),
  loosePart: spec('productDefect', 'minor', 'ours', 'workmanship', 'repair 60, gift 50', { price: 179 }),
  smell: spec('productDefect', 'serious', 'ours', 'supplier', 'return, refund 329, fees 40', { price: 329 }),
  gift: spec('productDefect', 'minor', 'ours', 'workmanship', 'apology, replacement 159, gift 60', { price: 159 }),
  twice: spec('productDefect', 'major', 'ours', 'skill', 'apology, replacement 299, gift 100', { price: 299 }),
  leak: spec('productDefect', 'minor', 'ours', 'supplier', 'repair 80, gift 60', { price: 239 }),
}

export const RETAIL: Readonly<Record<string, Spec>> = {
  notLikePicture: spec('notAsDescribed', 'minor', 'ours', 'labelling', 'return, refund 568, fees 60', { price: 568 }),
  scald: spec('productSafety', 'serious', 'ours', 'design', 'apology, visit, return, refund 189, damages 3260', { price: 189, claim: 5_200 }),
  wrongColour: spec('wrongGoods', 'minor', 'ours', 'storage', 'apology, replacement, gift 50', { price: 459 }),
  cardBalance: spec('prepaid', 'minor', 'ours', 'ruleMissing', 'explanation, refund 612', { price: 1_000 }),
  warrantyFee: spec('warranty', 'minor', 'ours', 'skill', 'apology, repair 120, refund 200', { price: 1_899 }),
  notFixed: spec('repairPoor', 'minor', 'ours', 'skill', 'apology, rework 90, gift 60', { price: 499 }),
  clearance: spec('contractTerms', 'minor', 'ours', 'ruleUnfair', 'replacement 360, apology', { price: 360 }),
  lostBag: spec('belongings', 'major', 'ours', 'ruleBroken', 'apology, visit, gift 200', { claim: 900 }),
  shortItem: spec('wrongGoods', 'minor', 'ours', 'supplier', 'replacement 86, gift 30', { price: 399 }),
  sampleSold: spec('notAsDescribed', 'major', 'none', 'unknown', 'explanation', { price: 1_599 }),
  sharpEdge: spec('productSafety', 'minor', 'none', 'misunderstanding', 'explanation, gift 60', { price: 139 }),
  washShrink: spec('productDefect', 'minor', 'customer', 'customerUse', 'explanation', { price: 429 }),
  bulkOrder: spec('wrongGoods', 'minor', 'ours', 'supplier', 'explanation, replacement, fees 90', { price: 3_600 }),
  couponDay: spec('promotion', 'minor', 'ours', 'labelling', 'apology, refund 50, gift 200', { price: 320 }),
  oldStock: spec('product', 'minor', 'none', 'labelling', 'explanation', { price: 59 }),
  competitorPrice: spec('priceMarking', 'minor', 'none', 'misunderstanding', 'explanation, gift 50', { price: 1_399 }),
  installDamage: spec('delivery', 'major', 'shared', 'ruleBroken', 'apology, visit, damages 480', { price: 2_699 }),
  fakeBrand: spec('falseAdvertising', 'serious', 'none', 'unknown', 'explanation', { price: 329, claim: 1_316 }),
  slippery: spec('productSafety', 'serious', 'ours', 'ruleBroken', 'visit, damages 1200'),
}
