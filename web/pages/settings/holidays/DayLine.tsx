import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { OfficialDay } from '#contract/official-calendar.ts'
import { Chip, type ChipTone } from '../../../ui/Chip.tsx'

type Mark = 'added' | 'removed' | 'changed'
const TONES: Readonly<Record<Mark, ChipTone>> = { added: 'good', removed: 'alert', changed: 'warn' }

interface Props { readonly day: OfficialDay; readonly was?: OfficialDay; readonly mark: Mark }

/** One day of a notice, and what becomes of it. */
export const DayLine = ({ day, was, mark }: Props) => {
  const { t } = useTranslation('holidays')
  const words = ({ name, off }: OfficialDay) => t(off ? 'isOff' : 'isWork', { name }).trim()
  return (
    <li>
      <Chip tone={TONES[mark]}>{t(mark)}</Chip>
      <span className='num'>{dayjs(day.date).format(t('dayFormat'))}</span>
      <span>{was ? t('fromTo', { from: words(was), to: words(day) }) : words(day)}</span>
    </li>
  )
}
