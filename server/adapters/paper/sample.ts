import { Case } from '#contract/casefile.ts'
import type { PaperData, PackWords } from './paper.ts'
import complaint from './sample/case.json' with { type: 'json' }
import packs from './sample/pack.json' with { type: 'json' }

/** Example case for tests and for looking at the papers; everybody in it is invented. */
export const sampleCase: Case = Case.parse(complaint)

const SHA_OF_PHOTO = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const SHA_OF_REPORT = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

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
    fileHashes: { [photo?.id ?? '']: SHA_OF_PHOTO, [report?.id ?? '']: SHA_OF_REPORT },
  }
}
