import { useTranslation } from 'react-i18next'
import { saidIn } from '#contract/asking.ts'
import type { Sent } from '#contract/questionnaire.ts'
import { localeNow, useTerm } from '../../../app/i18n.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { When } from '../../../ui/When.tsx'

const TONES = { open: 'warn', answered: 'good', withdrawn: 'plain', over: 'alert' } as const

export const SentHead = ({ one }: { readonly one: Sent }) => {
  const { t } = useTranslation('questionnaires')
  const term = useTerm()
  return (
    <>
      <p className='inq-h'><b>{saidIn(one.title, localeNow())}</b><Chip tone={TONES[one.state]}>{term('sentState', one.state)}</Chip></p>
      <p className='muted'><span className='no'>{one.number}</span>　{one.name ? t('card.asked', { name: one.name, who: term('recipient', one.to) }) : term('recipient', one.to)}　{one.answered ? <When at={one.answered.at} /> : <>{t('card.until')} <When at={one.until} /></>}</p>
    </>
  )
}
