import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Stretch } from '#contract/working-time.ts'
import { shownEnd, typedEnd } from './week.ts'

const MOST = 6
const USUAL: Stretch = ['09:00', '18:00']

/** `09:00–12:00、13:00–18:00`; past midnight in words. */
export const useHoursWords = () => {
  const { t } = useTranslation('times')
  return (hours: readonly Stretch[]): string => (hours.length === 0 ? t('shut') : hours.map((stretch) => {
    const end = shownEnd(stretch)
    return end.startsWith('+') ? t('overnight', { from: stretch[0], to: end.slice(1) }) : `${stretch[0]}–${end}`
  }).join(t('common:listSeparator')))
}

interface Props { readonly of: string; readonly hours: readonly Stretch[]; readonly onChange: (hours: Stretch[]) => void }

/** Stretches of one day; none: shut. */
export const Hours = ({ of, hours, onChange }: Props) => {
  const { t } = useTranslation('times')
  const set = (at: number, side: 0 | 1, time: string) => onChange(hours.map((stretch, i): Stretch => (i === at ? side === 0 ? [time, stretch[1]] : [stretch[0], time] : [...stretch])))
  return (
    <div className='hrs'>
      {hours.map((stretch, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stretch is nothing but its place in the day
        <span className='hrs-s' key={i}>
          <input type='time' required aria-label={t('opensOf', { of })} value={stretch[0]} onChange={(event) => set(i, 0, event.target.value)} />
          <span aria-hidden='true'>–</span>
          <input type='time' required aria-label={t('closesOf', { of })} value={typedEnd(stretch[1])} onChange={(event) => set(i, 1, event.target.value)} />
          <Button type='text' size='small' icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('removeOf', { of })} onClick={() => onChange(hours.filter((_, at) => at !== i).map((one): Stretch => [...one]))} />
        </span>
      ))}
      {hours.length === 0 && <span className='muted'>{t('shut')}</span>}
      {hours.length < MOST && <Button type='text' size='small' icon={<PlusOutlined aria-hidden='true' />} aria-label={t('addOf', { of })} title={t('addOf', { of })} onClick={() => onChange([...hours.map((one): Stretch => [...one]), USUAL])} />}
    </div>
  )
}
