import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { Outcome, ComplaintState } from '#contract/complaint.ts'
import { MessageKind } from '#contract/communication.ts'
import { UnitKind } from '#contract/identity.ts'
import * as packs from '#contract/packs.ts'
import { RemedyState } from '#contract/remedy.ts'
import { checkPageWords } from '../../../tools/check/page-words.ts'

const locales = fileURLToPath(new URL('../../../locales/', import.meta.url))
const read = (path: string): unknown => JSON.parse(readFileSync(locales + path, 'utf8'))

test('the pages say the same in every locale', () => expect(checkPageWords()).toEqual([]))

const enumerations = {
  channel: packs.Channel, stage: packs.Stage, urgency: packs.Urgency, severity: packs.Severity, nature: packs.Nature, matter: packs.Matter, serviceStage: packs.ServiceStage, serviceFault: packs.ServiceFault, liability: packs.Liability,
  temperament: packs.Temperament, remedyKind: packs.RemedyKind, situation: packs.Situation, state: ComplaintState, outcome: Outcome, messageKind: MessageKind, remedyState: RemedyState, unitKind: UnitKind, presence: packs.Presence, bound: packs.Bound, clockStart: packs.ClockStart, timeUnit: packs.ClockUnit, clockEnd: packs.ClockRule.shape.ends,
}
test.each(Object.entries(enumerations))('every %s has its word', (kind, { options }) => {
  const terms = read('zh-CN/terms.json') as Record<string, Record<string, string>>
  expect(options.filter((option) => !terms[kind]?.[option])).toEqual([])
})

test.each(['zh-CN', 'en'])('every gate before closing has its words in %s', (locale) => {
  const { gate } = read(`${locale}/web/case.json`) as { gate: Record<string, unknown> }
  expect(packs.ClosingGate.options.filter((each) => typeof gate[each] !== 'string')).toEqual([])
})
