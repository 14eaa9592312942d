import { useTranslation } from 'react-i18next'
import type { PersonRef } from '#contract/common.ts'
import type { Audience, Level, Moment } from '#contract/ladder.ts'
import type { PackView } from '#contract/packs.ts'
import { say, useTerm } from '../../app/i18n.ts'

/** Levels of a ladder as people say them. `people`: those whom levels name. */
export const useLadderWords = (positions: PackView['positions'], people: readonly PersonRef[] = []) => {
  const { t } = useTranslation('ladder')
  const term = useTerm()
  const span = (amount: number, unit: string) => t('span', { amount, unit: term('timeUnit', unit) })
  const moment = (at: Moment): string => {
    if ('after' in at) return t('moment.after', { span: span(at.after, at.unit) })
    return at.share === 100 ? t('moment.end') : t('moment.share', { share: at.share })
  }
  const whom = (to: Audience): string => {
    if (to.who === 'position') {
      const position = positions.find(({ code }) => code === to.code)
      return position ? say(position.label) : to.code
    }
    return to.who === 'person' ? people.find(({ id }) => id === to.id)?.name ?? t('who.person') : t(`who.${to.who}`)
  }
  const all = (level: Level) => level.to.map(whom).join(t('common:listSeparator'))
  /** How else it is told: at quiet hours, again and again, on to the next for want of an answer. */
  const more = ({ loud, again, answer }: Level): string[] => [
    ...(loud ? [t('loud')] : []), ...(again ? [t('again', { span: span(again.every, again.unit), count: again.most })] : []), ...(answer ? [t('answer', { span: span(answer.amount, answer.unit) })] : []),
  ]
  return { moment, whom, all, more }
}
export type LadderWords = ReturnType<typeof useLadderWords>
