import { useTranslation } from 'react-i18next'
import type { Weekly } from '#contract/working-time.ts'
import { useHoursWords } from './Hours.tsx'
import { sameDays } from './week.ts'

/** `周一至周五 09:00–18:00` and so on. */
export const WeekLines = ({ weekly }: { readonly weekly: Weekly }) => {
  const { t } = useTranslation('times')
  const words = useHoursWords()
  return (
    <ul className='wk-l'>
      {sameDays(weekly).map(({ from, to, hours }) => (
        <li key={from}><span>{from === to ? t(`weekday.${from}`) : t('fromTo', { from: t(`weekday.${from}`), to: t(`weekday.${to}`) })}</span><span className='num'>{words(hours)}</span></li>
      ))}
    </ul>
  )
}
