import { z } from 'zod'
import { Code, Words } from './common.ts'
import { UnitPlace } from './place.ts'

/** Who fills a field of the form: who issues it, quality, each unit that answers. */
export const LiaisonPart = z.enum(['issue', 'inspection', 'answer'])
export type LiaisonPart = z.infer<typeof LiaisonPart>

/** A field of the liaison form. `cause` and `liability` are chosen from what the pack knows; `from`: the field of the registration it begins with. */
export const LiaisonField = z.strictObject({
  code: Code, part: LiaisonPart, label: Words, type: z.enum(['text', 'long', 'number', 'day', 'choice', 'cause', 'liability']), required: z.boolean().default(false),
  choices: z.array(z.strictObject({ code: Code, label: Words })).optional(), unit: Words.optional(), from: Code.optional(), hint: Words.optional(),
})
export type LiaisonField = z.infer<typeof LiaisonField>

/** What the form asks, and who decides disputes. */
export const LiaisonFile = z.strictObject({ office: UnitPlace, fields: z.array(LiaisonField).min(1) })
export type LiaisonFile = z.infer<typeof LiaisonFile>

/** What a rule of the table `liaison` gives: whether it goes to quality first, who answers, whether a manager has to sign before. */
export const LiaisonGiven = z.strictObject({ quality: UnitPlace.nullable(), units: z.array(UnitPlace).min(1), signOff: z.boolean().default(false), why: Words })
export type LiaisonGiven = z.infer<typeof LiaisonGiven>

const words = (cn: string, hant: string, en: string) => ({ 'zh-CN': cn, 'zh-Hant': hant, en })

/** For packs that were installed before there were forms. */
export const PLAIN_FORM = {
  office: { kind: 'management' },
  fields: [
    { code: 'inspection', part: 'inspection', type: 'long', required: true, label: words('检验、核实结果', '檢驗、核實結果', 'What was inspected and found') },
    { code: 'cause', part: 'answer', type: 'long', required: true, label: words('原因', '原因', 'Cause') },
    { code: 'countermeasure', part: 'answer', type: 'long', required: true, label: words('对策', '對策', 'Countermeasure') },
    { code: 'reply', part: 'answer', type: 'long', label: words('建议答复', '建議答覆', 'Proposed reply') },
  ],
} satisfies z.input<typeof LiaisonFile>

export const PLAIN_ROUTE = {
  table: 'liaison', version: '1.0.0', hit: 'first' as const, facts: ['matter'],
  rules: [{ id: 'plain', when: {}, gives: { quality: null, units: [{ kind: 'quality' }], why: words('没有另行规定的，由品质或总部回复。', '沒有另行規定的，由品質部門或總部回覆。', 'Where nothing else is set, quality or headquarters answers.') } }],
  examples: [{ facts: { matter: 'product' }, rules: ['plain'] }],
}
