import { z } from 'zod'
import { Words } from './common.ts'

/** What backs a finding: files of ours, things, sound and pictures that somebody else keeps, the customer's goods that lie with us. */
export const EvidenceKind = z.enum(['files', 'sample', 'footage', 'recording', 'goods', 'document', 'other'])
export type EvidenceKind = z.infer<typeof EvidenceKind>

/** Ten years. */
const MOST_DAYS = 3_650

/** What a rule of the table `evidence` gives: how many natural days something is kept after it came about, and how many days before that it is warned of. */
export const EvidenceGiven = z.strictObject({ label: Words, days: z.int().min(1).max(MOST_DAYS), warn: z.array(z.int().min(1).max(MOST_DAYS)).max(5).default([7, 3, 1]), why: Words })
export type EvidenceGiven = z.infer<typeof EvidenceGiven>

const words = (cn: string, hant: string, en: string) => ({ 'zh-CN': cn, 'zh-Hant': hant, en })

/** For packs that were installed before evidence expired. */
export const PLAIN_KEEPING = {
  table: 'evidence', version: '1.0.0', hit: 'collect' as const, facts: ['evidence'],
  rules: [{ id: 'footage', when: { evidence: 'footage' }, gives: { label: words('监控录像保存期', '閉路電視錄影保存期', 'Camera footage'), days: 30, warn: [7, 3, 1], why: words('多数设备三十天左右循环覆盖，以现场设备为准。', '多數裝置約三十天循環覆蓋，以現場裝置為準。', 'Most recorders overwrite after some thirty days; go by the one on site.') } }],
  examples: [{ facts: { evidence: 'footage' }, rules: ['footage'] }],
}
