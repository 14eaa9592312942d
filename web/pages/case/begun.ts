import type { TFunction } from 'i18next'
import type { Case } from '#contract/casefile.ts'
import { money } from '../../ui/money.ts'
import { holdingFinding, remedyIn } from './next.ts'
import { promisedOf, wantsOf } from './gist.ts'

type Term = (kind: string, value: string) => string

const itemWords = (t: TFunction, term: Term, item: Case['remedies'][number]['items'][number]) => {
  const words = term('remedyKind', item.kind) + (item.amountFen > 0 ? ` ${money(item.amountFen)}` : '')
  return item.note ? t('common:withRemark', { words, remark: item.note }) : words
}

/** A first answer to each point, out of what was found and agreed; the writer makes it friendly. */
export const begunAnswers = (t: TFunction, term: Term, it: Case): Readonly<Record<string, string>> => {
  const agreed = remedyIn(it, 'agreed', 'fulfilled')
  return Object.fromEntries(it.points.map((point) => {
    const finding = holdingFinding(it, point.id)
    const items = agreed?.items.filter((item) => item.pointId === point.id).map((item) => itemWords(t, term, item)) ?? []
    const parts = [
      finding && t('case:notice.found', { words: finding.text }), finding?.explanation, items.length > 0 && t('case:notice.done', { items: items.join(t('common:listSeparator')) }),
      finding?.alternativeHelp && t('case:notice.help', { words: finding.alternativeHelp }),
    ]
    return [point.id, parts.filter(Boolean).join('\n')]
  }))
}

/** The story that goes along with a hand-over, begun out of the case. */
export const begunStory = (t: TFunction, term: Term, it: Case, now: number): string => [
  t('case:handOver.begun.who', { name: it.customer.name, temperament: it.customer.temperament ? term('temperament', it.customer.temperament) : t('case:handOver.begun.unknown') }),
  t('case:handOver.begun.what', { words: it.points.map((point) => point.reading || point.text).join('\n') }),
  t('case:handOver.begun.wants', { words: wantsOf(t, it).join(t('common:listSeparator')) || t('common:notSet') }),
  t('case:handOver.begun.promised', { words: promisedOf(t, it, now).join(t('common:listSeparator')) || t('common:none') }),
  t('case:handOver.begun.next'),
].join('\n')
