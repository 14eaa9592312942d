import { Case } from '#contract/casefile.ts'
import { INQUIRY_FIELDS } from '#contract/inquiry-kinds.ts'
import type { Explanation } from '#contract/clock.ts'
import type { PaperData, PackWords } from './paper.ts'
import complaint from './sample/case.json' with { type: 'json' }
import packs from './sample/pack.json' with { type: 'json' }

/** Example case for tests and for looking at the papers; everybody in it is invented. */
export const sampleCase: Case = Case.parse(complaint)

const SHA_OF_PHOTO = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const SHA_OF_REPORT = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

const at = (day: number) => `2026-11-${day}T16:00:00Z`
const reply = sampleCase.clocks[2] as Explanation['clock']
const WHY: Explanation = {
  clock: reply, label: { 'zh-CN': '书面答复', 'zh-Hant': '書面答覆', en: 'Written reply' }, provisional: false, legal: false, standing: 'open', confirmed: null, escalateTo: 'serviceManager', extendedFrom: reply.dueAt,
  basis: { 'zh-CN': '本企业默认值：七个自然日内给出书面答复。', 'zh-Hant': '本企業預設值：七個自然日內給出書面答覆。', en: 'The firm’s default: a written reply within seven natural days.' },
  rule: { amount: 7, unit: 'naturalDays', version: '1.0.0', id: 'reply', movePastHoliday: false },
  ladder: [], periods: [
    { from: reply.startedAt, to: '2026-11-09T16:00:00Z', counted: false, units: 1, why: 'startDay' }, { from: '2026-11-09T16:00:00Z', to: at(10), counted: false, units: 1, why: 'paused' }, { from: at(10), to: at(11), counted: false, units: 1, why: 'paused' },
    ...[11, 12, 13, 14, 15].map((day) => ({ from: at(day), to: at(day + 1), counted: true, units: 1, why: 'running' as const })),
  ],
}

/** Everything for printing the example, in one language. */
export function samplePaper(locale: PaperData['locale'], terms: PaperData['terms']): PaperData {
  const pack: PackWords = packs[locale]
  const [photo, , report] = sampleCase.files
  return {
    locale,
    terms,
    industry: null,
    pack,
    case: sampleCase,
    organization: { name: '璟和珠宝有限公司' },
    unit: { name: '王府井店', phone: '010-6512 8800', address: '北京市东城区王府井大街 138 号新东安广场一层' },
    printedAt: '2026-11-22T06:30:00Z',
    printedBy: '何敏',
    timeZone: 'Asia/Shanghai',
    portalUrl: 'https://tousu.jinghe.example/p/BJ01-20261109-0007',
    portalCode: 'K7QF-3M9X',
    inquiryFields: INQUIRY_FIELDS,
    explanations: [WHY],
    fileHashes: { [photo?.id ?? '']: SHA_OF_PHOTO, [report?.id ?? '']: SHA_OF_REPORT },
  }
}
