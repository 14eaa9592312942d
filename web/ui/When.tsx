import { useTranslation } from 'react-i18next'
import { useZone } from './InZone.tsx'
import { useNow } from './now.ts'
import { exactWords, momentWords } from './time-words.ts'

interface Props {
  readonly at: string
  /** The end of a period: midnight is said as 24:00 of the day before. */
  readonly end?: boolean | undefined
}

/** A moment in few words, exact on hover and for screen readers; with the name of the zone where another clock hangs in the room. */
export const When = ({ at, end }: Props) => {
  const { t } = useTranslation('common')
  const now = useNow()
  const { zone, told, nameAt } = useZone()
  const name = nameAt(Date.parse(at))
  const exact = exactWords(t, at, { zone, end })
  return <time className='num' dateTime={at} title={name ? t('time.inZone', { time: exact, zone: name }) : exact}>{momentWords(t, at, now, { zone, end })}{name && !told && <small className='tz'>{name}</small>}</time>
}
