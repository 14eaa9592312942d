import type { TFunction } from 'i18next'
import type { z } from 'zod'
import type { addWords } from '#contract/casefile.ts'
import type { PackView } from '#contract/packs.ts'
import { say } from '../../app/i18n.ts'
import { money } from '../../ui/money.ts'
import { askedFields, type Draft } from './draft.ts'
import { twinOf } from '../../modules/complaint/twins.ts'
import { valueIn } from './twins.ts'

type Line = readonly [label: string, value: string | null | undefined | false]

/** Whatever else was typed, line by line: nothing of it gets lost when it becomes part of a case that is there. */
export const circumstancesOf = (t: TFunction, draft: Draft, pack: PackView): string => {
  const field = (name: string) => t(`register:field.${name}`)
  const own: Line[] = askedFields(draft, pack).filter((each) => !twinOf(each)).map((each) => {
    const value = valueIn(draft, each)
    return [say(each.label), value === undefined ? null : String(each.choices?.find((choice) => choice.code === value) ? say(each.choices.find((choice) => choice.code === value)?.label ?? each.label) : value)]
  })
  const lines: Line[] = [
    [t('links:twins.received'), draft.received === 'earlier' && draft.receivedAt.replace('T', ' ')], [field('occurredAt'), draft.occurredAt.replace('T', ' ')], [t('register:place.other'), draft.place], [field('soFar'), draft.soFar],
    [field('orderNumber'), draft.orderNumber], [field('boughtOn'), draft.boughtOn], [field('productName'), draft.productName], [field('productCode'), draft.productCode], [field('lot'), draft.lot],
    [field('claim'), draft.claimFen !== null && money(draft.claimFen)], ...own,
  ]
  return lines.flatMap(([label, value]) => (value ? [t('common:withRemark', { words: label, remark: value })] : [])).join('\n')
}

/** The draft as an addition to a case. */
export const additionOf = (t: TFunction, id: string, draft: Draft, pack: PackView, asPoints: boolean): z.input<typeof addWords.input> => ({
  id, channel: draft.channel, asPoints, circumstances: circumstancesOf(t, draft, pack), fileIds: draft.files.map((file) => file.id),
  points: draft.points.filter((point) => point.text.trim() !== '').map((point) => ({ text: point.text, wants: point.wants.trim() || null, categoryCode: point.categoryCode })),
})
