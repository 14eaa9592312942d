import { CalendarOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Task } from '#contract/settlement.ts'
import { useTerm } from '../../app/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'
import { When } from '../../ui/When.tsx'

/** The latest appointment of an item, and the next step with it. */
export const AppointmentLine = ({ task, onOpen }: { readonly task: Task; readonly onOpen: () => void }) => {
  const { t } = useTranslation('execution')
  const term = useTerm()
  const one = task.appointment
  const open = (task.state === 'open' || task.state === 'begun') && task.whyNot === null
  return (
    <>
      {one && <p className='task-m'><CalendarOutlined aria-hidden='true' /><When at={one.startsAt} /><span>{one.place}</span><span>{one.host}</span><Chip tone={one.late ? 'alert' : one.state === 'missed' ? 'danger' : one.state === 'booked' ? 'primary' : 'plain'}>{one.late ? t('appointment.late') : term('appointmentState', one.state)}</Chip></p>}
      {open && <Button size='small' onClick={onOpen}>{t(one?.state === 'booked' ? 'appointment.change' : 'appointment.make')}<span className='sr'>{task.title}</span></Button>}
    </>
  )
}
