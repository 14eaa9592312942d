import { useTranslation } from 'react-i18next'
import { type Told, told } from '#contract/channel.ts'
import { useAsk } from '../../app/query.ts'
import { Chip } from '../../ui/Chip.tsx'
import { When } from '../../ui/When.tsx'

const TONES = { gathered: 'plain', waiting: 'warn', sent: 'plain', arrived: 'good', dead: 'alert', dropped: 'plain' } as const

const Line = ({ one }: { readonly one: Told }) => {
  const { t } = useTranslation('channel')
  return <li>{t(`kind.${one.kind}`)} <span className='num muted'>{one.to}</span> <Chip tone={TONES[one.state]}>{t(`told.${one.state}`)}</Chip> <span className='muted'><When at={one.doneAt ?? one.at} /></span>{one.problem && <span className='block muted'>{t(`problem.${one.problem}`)}</span>}</li>
}

/** A13: what the customer was told by SMS, and how far the provider says it came. */
export const ToldBySms = ({ complaintId }: { readonly complaintId: string }) => {
  const { t } = useTranslation('channel')
  const items = useAsk(told, { complaintId }).data?.items ?? []
  if (items.length === 0) return null
  return <><h3 className='sub-h'>{t('told.title')}</h3><ul>{items.map((one) => <Line key={one.id} one={one} />)}</ul></>
}
