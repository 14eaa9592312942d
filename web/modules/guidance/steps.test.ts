import { expect, test } from 'vitest'
import type { PackView } from '#contract/packs.ts'
import { classAt } from './steps.ts'

const words = { 'zh-CN': '话', 'zh-Hant': '話', en: 'words' }
const step = (code: string, ...stages: string[]) => ({ code, stages })
const ofClass = (code: string, steps?: string[]) => ({ code, label: words, traits: words, typical: words, guidance: words, ...(steps && { steps }) })
const pack = { guidance: [step('calm', 'intake'), step('listen', 'intake'), step('propose', 'remedy', 'approval')], classes: [ofClass('regular', ['listen']), ofClass('member', ['propose']), ofClass('own')] } as unknown as PackView

test('a class is spoken of at the stages whose steps it names', () => {
  expect(classAt(pack, 'intake', 'regular')?.code).toBe('regular')
  expect(classAt(pack, 'remedy', 'regular')).toBeNull()
  expect(classAt(pack, 'approval', 'member')?.code).toBe('member')
  expect(classAt(pack, 'execution', 'member')).toBeNull()
})

test('one that names none, as a firm may add it, is spoken of everywhere; an unknown one nowhere', () => {
  for (const stage of ['intake', 'remedy', 'execution'] as const) expect(classAt(pack, stage, 'own')?.code).toBe('own')
  expect(classAt(pack, 'intake', 'gone')).toBeNull()
  expect(classAt(pack, 'intake', null)).toBeNull()
})
