import { useTranslation } from 'react-i18next'
import type { Proceeding } from '#contract/proceeding.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'

/** How it stands there, in a word. */
export const Standing = ({ one }: { readonly one: Proceeding }) => {
  const { t } = useTranslation('proceeding')
  const term = useTerm()
  if (one.result) return <Chip tone={one.result === 'mediated' || one.result === 'upheld' ? 'good' : 'plain'}>{term('proceedingResult', one.result)}</Chip>
  return one.late ? <Chip tone='alert'>{t('late')}</Chip> : <Chip tone='primary'>{say(one.stageLabel)}</Chip>
}
