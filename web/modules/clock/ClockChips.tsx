import { QuestionCircleOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClockView } from '#contract/complaint.ts'
import { Countdown } from '../../ui/Countdown.tsx'
import { usePhone } from '../../ui/phone.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { When } from '../../ui/When.tsx'
import { ClockWhy } from './ClockWhy.tsx'
import './clock.css'

interface Chip { readonly clock: ClockView; readonly label: string }

/** "Why this time?" as a bubble beside the chip, on a phone as a page of its own. */
const Why = ({ clock, label }: Chip) => {
  const { t } = useTranslation('case')
  const [open, setOpen] = useState(false)
  const phone = usePhone()
  const button = (
    <button type='button' className='ckc-q' aria-expanded={open} aria-label={t('clock.whyOf', { label })} onClick={() => setOpen(!open)}>
      <QuestionCircleOutlined aria-hidden='true' />
    </button>
  )
  if (phone) return <>{button}<SidePanel title={t('clock.why')} open={open} onClose={() => setOpen(false)}><ClockWhy id={clock.id} /></SidePanel></>
  return (
    <Popover open={open} onOpenChange={setOpen} trigger='click' placement='bottomLeft' arrow={false} getPopupContainer={(button) => button.parentElement ?? document.body} title={t('clock.why')} content={<ClockWhy id={clock.id} />}>
      {button}
    </Popover>
  )
}

const ClockChip = ({ clock, label }: Chip) => {
  const { t } = useTranslation('case')
  const settled = clock.state === 'met' || clock.state === 'breached'
  return (
    <li className={settled ? 'ckc settled' : 'ckc'}>
      <span className='ckc-l'>{label}</span>
      <Countdown dueAt={clock.dueAt} startedAt={clock.startedAt} doneAt={clock.metAt} timeBeside />
      {!settled && <span className='ckc-at'><When at={clock.dueAt} end /></span>}
      {clock.provisional && <span className='chip warn' title={t('clock.provisionalWhy')}>{t('clock.provisional')}</span>}
      <Why clock={clock} label={label} />
    </li>
  )
}

const RANK: Readonly<Record<ClockView['state'], number>> = { late: 0, running: 1, breached: 2, met: 3, cancelled: 4 }
const byNeed = (a: ClockView, b: ClockView) => RANK[a.state] - RANK[b.state] || a.dueAt.localeCompare(b.dueAt)

/** Every deadline of a case, the most pressing first; each explains itself. Other chips (promises) stand before them. */
export const ClockChips = ({ clocks, labelOf, children }: { readonly clocks: readonly ClockView[]; readonly labelOf: (kind: string) => string; readonly children?: ReactNode }) => {
  const { t } = useTranslation('case')
  const shown = clocks.filter((clock) => clock.state !== 'cancelled').toSorted(byNeed)
  return <ul className='ckcs' aria-label={t('clock.all')}>{children}{shown.map((clock) => <ClockChip key={clock.id} clock={clock} label={labelOf(clock.kind)} />)}</ul>
}
