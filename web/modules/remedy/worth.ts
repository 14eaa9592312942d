import type { TFunction } from 'i18next'
import type { Remedy } from '#contract/remedy.ts'
import { money } from '../../ui/money.ts'

/** What a remedy comes to: its sum, or what is done where no money is in it. */
export const worthOf = (t: TFunction, { totalFen, items }: Pick<Remedy, 'totalFen' | 'items'>): string =>
  (totalFen > 0 ? money(totalFen) : items.map((item) => t(`terms:remedyKind.${item.kind}`)).join(t('common:listSeparator')))
