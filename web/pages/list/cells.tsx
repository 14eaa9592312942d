import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListItem } from '#contract/complaint.ts'
import { STAGES } from '#contract/packs.ts'
import { useTerm } from '../../app/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Marked } from '../../ui/Marked.tsx'
import { When } from '../../ui/When.tsx'
import type { Column } from './columns.ts'

/** The eight steps as a small bar: where the case stands, in words and drawn. */
const Progress = ({ item }: { readonly item: ListItem }) => {
  const term = useTerm()
  const at = item.stage === 'closed' ? STAGES.length : STAGES.indexOf(item.stage)
  return (
    <span className='mini'>
      <i aria-hidden='true'>{STAGES.map((stage, index) => <u key={stage} className={index < at ? 'd' : index === at ? 'n' : ''} />)}</i>
      <span>{term('stage', item.stage)}</span>
    </span>
  )
}

export const Marks = ({ item }: { readonly item: ListItem }) => {
  const { t } = useTranslation('list')
  const term = useTerm()
  return (
    <>
      {item.urgency !== 'general' && <Chip tone={item.urgency === 'critical' ? 'danger' : 'alert'}>{term('urgency', item.urgency)}</Chip>}
      {item.state === 'merged' && <Chip>{term('state', 'merged')}</Chip>}
      {(item.sameMatter || item.recurring) && <Chip>{item.sameMatter ? t('links:family.again') : t('recurring')}</Chip>}
    </>
  )
}

export const Due = ({ item }: { readonly item: ListItem }) => {
  const term = useTerm()
  if (item.state !== 'open') return <span className='muted'>{term('state', item.state)}</span>
  return item.nextDueAt ? <Countdown dueAt={item.nextDueAt} startedAt={item.registeredAt} /> : <span className='muted'>—</span>
}

const Channel = ({ item }: { readonly item: ListItem }) => <>{useTerm()('channel', item.channel)}</>

/** Which unit received it and, where that is another one, which handles it. */
export const placesOf = ({ unitName, handledBy }: Pick<ListItem, 'unitName' | 'handledBy'>): string => (handledBy ? `${unitName} → ${handledBy.name}` : unitName)

/** What stands in a column; the complaint itself is the link of its row and drawn by the table. */
export const CELLS: Readonly<Record<Exclude<Column, 'complaint'>, (item: ListItem) => ReactNode>> = {
  due: (item) => <Due item={item} />,
  customer: (item) => <Marked text={item.customerName} hits={item.found?.customerName} />,
  stage: (item) => <Progress item={item} />,
  owner: (item) => item.ownerName,
  unit: placesOf,
  channel: (item) => <Channel item={item} />,
  registered: (item) => <span className='muted'><When at={item.registeredAt} /></span>,
}
