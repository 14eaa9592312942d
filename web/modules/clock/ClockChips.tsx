import { PauseOutlined, QuestionCircleOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Extension } from '#contract/clock.ts'
import type { ClockView } from '#contract/complaint.ts'
import { useTerm } from '../../app/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { usePhone } from '../../ui/phone.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { When } from '../../ui/When.tsx'
import { ClockWhy } from './ClockWhy.tsx'
import { byNeed, isLive, isOurs } from './pressing.ts'
import './clock.css'

/** What the page adds to the explanation of a clock: what can be done about it. `shut` closes the explanation. */
type Actions = (clock: ClockView, shut: () => void) => ReactNode

interface One { readonly clock: ClockView; readonly label: string; readonly pausedAt: string | null; readonly extensions: readonly Extension[]; readonly actions: Actions }

/** "Why this time?" as a bubble beside the chip, on a phone as a page of its own. */
const Why = ({ clock, label, extensions, actions }: One) => {
  const { t } = useTranslation('case')
  const [open, setOpen] = useState(false)
  const phone = usePhone()
  const shut = () => setOpen(false)
  const why = <ClockWhy id={clock.id} extensions={extensions}>{actions(clock, shut)}</ClockWhy>
  const button = (
    <button type='button' className='ckc-q' aria-expanded={open} aria-label={t('clock.whyOf', { label })} onClick={() => setOpen(!open)}>
      <QuestionCircleOutlined aria-hidden='true' />
    </button>
  )
  if (phone) return <>{button}<SidePanel title={t('clock.why')} open={open} onClose={shut}>{why}</SidePanel></>
  return (
    <Popover open={open} onOpenChange={setOpen} trigger='click' placement='bottomLeft' arrow={false} getPopupContainer={(button) => button.parentElement ?? document.body} title={t('clock.why')} content={why}>
      {button}
    </Popover>
  )
}

/** The time itself: a countdown for what is ours, none for what stands still, and no alarm for what binds others. */
const Time = ({ clock, pausedAt }: Pick<One, 'clock' | 'pausedAt'>) => {
  const { t } = useTranslation('case')
  if (clock.state === 'paused') return <span className='clock paused'><PauseOutlined aria-hidden='true' />{t('clock.paused')}{pausedAt && <span className='ckc-since'>{t('clock.since')}<When at={pausedAt} /></span>}</span>
  if (isLive(clock) && !isOurs(clock)) return <span className='ckc-at'>{t('clock.until')}<When at={clock.dueAt} end /></span>
  return <><Countdown dueAt={clock.dueAt} startedAt={clock.startedAt} doneAt={clock.metAt} timeBeside />{isLive(clock) && <span className='ckc-at'><When at={clock.dueAt} end /></span>}</>
}

const ClockChip = (one: One) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { clock, label, extensions } = one
  const settled = !isLive(clock)
  return (
    <li className={settled ? 'ckc settled' : isOurs(clock) ? 'ckc' : 'ckc others'}>
      <span className='ckc-l'>{label}</span>
      <Time clock={clock} pausedAt={one.pausedAt} />
      {!isOurs(clock) && <Chip>{t('clock.dutyOf', { whose: term('bound', clock.bound ?? 'ours') })}</Chip>}
      {clock.extended && <Chip tone='primary'>{t('clock.extended')}</Chip>}
      {extensions.some((each) => each.state === 'pending') && <Chip tone='warn'>{t('clock.asked')}</Chip>}
      {clock.provisional && <Chip tone='warn' title={t('clock.provisionalWhy')}>{t('clock.provisional')}</Chip>}
      <Why {...one} />
    </li>
  )
}

interface Props {
  readonly clocks: readonly ClockView[]
  readonly labelOf: (kind: string) => string
  /** Since when the clocks that allow it stand still. */
  readonly pausedAt: string | null
  readonly extensions: readonly Extension[]
  readonly actions: Actions
  /** Other chips (promises) that stand before the clocks. */
  readonly children?: ReactNode
}

/** The pressing deadlines of a case, the others on demand; each explains itself. */
export const ClockChips = ({ clocks, labelOf, pausedAt, extensions, actions, children }: Props) => {
  const { t } = useTranslation('case')
  const phone = usePhone()
  const [whole, setWhole] = useState(false)
  const { all, open } = byNeed(clocks)
  const shown = whole ? all : all.slice(0, open)
  const fold = all.length > open && <button type='button' className='ckc-all' aria-expanded={whole} onClick={() => setWhole(!whole)}>{whole ? t('clock.fewer') : t('clock.whole', { count: all.length })}</button>
  return (
    <>
      <ul className={whole ? 'ckcs whole' : 'ckcs'} aria-label={t('clock.all')}>
        {children}
        {shown.map((clock) => <ClockChip key={clock.id} clock={clock} label={labelOf(clock.kind)} pausedAt={pausedAt} extensions={extensions.filter((each) => each.clockId === clock.id)} actions={actions} />)}
        {!phone && fold && <li>{fold}</li>}
      </ul>
      {phone && fold}
    </>
  )
}
