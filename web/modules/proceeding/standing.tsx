import { useTranslation } from 'react-i18next'
import type { Proceeding } from '#contract/proceeding.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'

/** When it is due next: our own day comes before that of the body. */
export const dueOf = ({ ownDue, answerBy }: Pick<Proceeding, 'ownDue' | 'answerBy'>): string | null => [ownDue, answerBy].filter((at) => at !== null).sort()[0] ?? null

/** How it stands there, in a word. */
export const Standing = ({ one }: { readonly one: Proceeding }) => {
  const { t } = useTranslation('proceeding')
  const term = useTerm()
  if (one.result) return <Chip tone={one.result === 'mediated' || one.result === 'upheld' ? 'good' : 'plain'}>{term('proceedingResult', one.result)}</Chip>
  return one.late ? <Chip tone='alert'>{t('late')}</Chip> : <Chip tone='primary'>{say(one.stageLabel)}</Chip>
}
