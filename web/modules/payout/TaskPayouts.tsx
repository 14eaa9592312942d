import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Payout, payouts } from '#contract/payout.ts'
import type { Task } from '#contract/settlement.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { money } from '../../ui/money.ts'
import { Money } from '../../ui/Money.tsx'
import './payout.css'

const TONES = { asked: 'warn', approved: 'primary', returned: 'danger', paid: 'good', failed: 'danger', withdrawn: 'plain', bounced: 'danger' } as const
export const toneOf = ({ state }: Pick<Payout, 'state'>) => TONES[state]
const isAlive = ({ state }: Payout) => state === 'asked' || state === 'approved'

interface Props { readonly task: Task; readonly onAsk: () => void; readonly onOpen: (id: string) => void }

/** What is paid of an agreed item, and what is on its way. */
export const TaskPayouts = ({ task, onAsk, onOpen }: Props) => {
  const { t } = useTranslation('payout')
  const term = useTerm()
  const can = useCan()
  const mine = (useAsk(payouts, { complaintId: task.complaintId, limit: 200 }, { enabled: can('payout.read') }).data?.items ?? []).filter((one) => one.taskId === task.id)
  const open = task.state === 'open' || task.state === 'begun'
  const [newest] = mine
  return (
    <>
      {newest && newest.paidFen > 0 && newest.paidFen < newest.agreedFen && <p className='muted'>{t('task.paidOf', { paid: money(newest.paidFen), agreed: money(newest.agreedFen) })}</p>}
      <ul className='pay-l'>{mine.map((one) => (
        <li key={one.id}><span className='no'>{one.number}</span><Chip tone={toneOf(one)}>{term('payoutState', one.state)}</Chip><span>{term('payWay', one.way)}</span><Money fen={one.amountFen} /><Button size='small' onClick={() => onOpen(one.id)}>{t(isAlive(one) ? 'task.open' : 'task.look')}<span className='sr'>{one.number}</span></Button></li>
      ))}</ul>
      {open && can('payout.ask') && !mine.some(isAlive) && <Button size='small' onClick={onAsk}>{t('task.ask')}<span className='sr'>{task.title}</span></Button>}
    </>
  )
}
