import { amountInWords } from '#kernel/amount-in-words.ts'
import type { GoodsSlip } from '#modules/custody/port.ts'
import type { CommissionLetter } from '#modules/expert/port.ts'
import type { ClaimLetter } from '#modules/liability/port.ts'
import type { PaperExample } from '#modules/packs/port.ts'
import type { PaperData, PaperName, Terms } from './paper.ts'
import { samplePaper } from './sample.ts'

type Example = { readonly paper: Exclude<PaperName, 'file'>; readonly data: PaperData } | { readonly paper: 'slip'; readonly data: GoodsSlip } | { readonly paper: 'claim'; readonly data: ClaimLetter } | { readonly paper: 'commission'; readonly data: CommissionLetter }

/** No number of a real case has this form. */
const NUMBER = '0000-00000000-0000'
const REFERENCE = '0000000000'

const termIn = ({ terms }: PaperExample, group: string, code: string) => {
  const words = (terms as Terms)[group]
  const word = typeof words === 'object' ? words[code] : undefined
  return typeof word === 'string' ? word : code
}

/** What a case of its own tells, and who asks for the paper. */
const shared = ({ locale, organization, printedAt, printedBy, industry, papers }: PaperExample) => ({ locale, printedAt, printedBy, industry, papers, organization })

const caseData = (example: PaperExample): PaperData => {
  const sample = samplePaper(example.locale, example.terms as Terms)
  return {
    ...sample, ...shared(example), organization: { name: example.organization }, timeZone: example.timeZone, unit: { ...sample.unit, name: example.organization, address: null },
    case: { ...sample.case, number: NUMBER, ...(example.paper === 'transfer' && { channel: 'regulator', reception: { notes: [], recording: null, talk: null, seatedAt: null, host: null, readBack: null, writtenFrom: null, reference: REFERENCE, answerBy: null } }) },
  }
}

const slipData = (example: PaperExample): GoodsSlip => {
  const { case: { customer, product, receivedAt }, unit } = caseData(example)
  return {
    ...shared(example), unit, kind: termIn(example, 'goodsKind', 'product'), weightUnit: '', signatures: {},
    goods: {
      id: '', number: NUMBER, complaintId: '', complaintNumber: NUMBER, unitId: '', unitName: unit.name, timeZone: example.timeZone, customerName: customer.name, kind: 'product', what: product?.name ?? '', weight: null, condition: '', seal: null, valueFen: null, returnBy: example.printedAt, state: 'held', late: false,
      version: 1, takenAt: receivedAt, takenBy: null, holder: null, place: '', photos: [], moves: [], customerSignatureId: null, staffSignatureId: null, unsignedWhy: null, ended: null,
    },
  }
}

const CLAIMED_FEN = 88_050
/** In hundredths of a percent. */
const WHOLE = 10_000

const claimData = (example: PaperExample): ClaimLetter => {
  const { case: { product, receivedAt, points }, unit } = caseData(example)
  return {
    ...shared(example), unit, to: { name: termIn(example, 'shareParty', 'supplier'), contact: null, address: null }, product: product?.name ?? '', lot: '', receivedAt, party: termIn(example, 'shareParty', 'supplier'), inWords: amountInWords(CLAIMED_FEN, example.locale === 'zh-Hant' ? 'traditional' : 'simplified'),
    chargeBack: {
      id: '', number: NUMBER, complaintId: '', complaintNumber: NUMBER, unitId: '', unitName: unit.name, timeZone: example.timeZone, party: 'supplier', share: WHOLE, grounds: points[0]?.text ?? '', replaced: false, outsider: { id: '', name: '', kind: 'supplier', retired: false }, costFen: CLAIMED_FEN, proposedFen: CLAIMED_FEN,
      amountFen: CLAIMED_FEN, amountReason: null, state: 'claimed', agreedFen: null, answerBy: null, late: false, version: 1, claimedAt: example.printedAt, claimedBy: null, receipt: null, steps: [], may: {},
    },
  }
}

const FEE_FEN = 30_000
const ASKED = ['genuine', 'notGenuine', 'undetermined']

const commissionData = (example: PaperExample): CommissionLetter => {
  const { case: { product, receivedAt, points, number }, unit } = caseData(example)
  return {
    ...shared(example), unit, to: { name: termIn(example, 'outsiderKind', 'laboratory'), contact: null, address: null }, product: product?.name ?? '', lot: '', files: [], answer: { by: 'paper' }, inWords: amountInWords(FEE_FEN, example.locale === 'zh-Hant' ? 'traditional' : 'simplified'),
    opinion: { number, inside: false, accreditation: REFERENCE, accreditedUntil: null, matter: points[0]?.text ?? '', timeZone: example.timeZone, asked: { by: null, at: receivedAt }, dueAt: example.printedAt, feeFen: FEE_FEN, feeRule: 'loser', paidBy: 'firm' },
    questions: [{ no: 1, label: '', text: points[0]?.text ?? '', answers: ASKED.map((finding) => termIn(example, 'expertFinding', finding)), measure: '' }], goods: [{ number, what: product?.name ?? '', seal: '', at: receivedAt }],
  }
}

/** An invented case, as it would be on this paper. */
export const exampleOf = (example: PaperExample): Example => {
  const { paper } = example
  if (paper === 'commission') return { paper, data: commissionData(example) }
  if (paper === 'slip') return { paper, data: slipData(example) }
  return paper === 'claim' ? { paper, data: claimData(example) } : { paper, data: caseData(example) }
}
