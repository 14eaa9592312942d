import { CheckOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { begin, isPaid, type Task } from '#contract/settlement.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Money } from '../../ui/Money.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import './settlement.css'

const Done = ({ task }: { readonly task: Task }) => {
  const { t } = useTranslation('case')
  return (
    <p className='task-d'>
      {task.result}{task.reference && <span className='no'>　{t('task.reference', { reference: task.reference })}</span>}
      {task.evidence.map((file) => <a key={file.id} className='link' href={links.file(file.id, true)} target='_blank' rel='noreferrer'>　{file.name}</a>)}
      {task.doneBy && <small>{task.doneBy.name}　{task.doneAt && <When at={task.doneAt} />}</small>}
    </p>
  )
}

interface Props { readonly onComplete: (task: Task) => void; /** How money of a task leaves, and gifts. */ readonly leaving: (task: Task) => ReactNode }

const One = ({ task, onComplete, leaving }: Props & { readonly task: Task }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const beginning = useDo(begin)
  return (
    <li className={task.state}>
      <i aria-hidden='true'>{task.state === 'done' && <CheckOutlined aria-hidden='true' />}</i>
      <div>
        <p className='task-t'><b>{task.title}</b>{task.amountFen > 0 && <Money fen={task.amountFen} />}</p>
        <p className='task-m'><span>{task.unitName}</span><span>{term('taskState', task.state)}</span>{(task.state === 'open' || task.state === 'begun') && <Countdown dueAt={task.dueAt} />}</p>
        {task.state === 'done' ? <Done task={task} /> : (
          <div className='task-a'>
            {task.state === 'open' && <ActionButton size='small' label={t('task.begin')} whyNot={task.whyNot} loading={beginning.isPending} onPress={() => beginning.mutate({ id: task.id })} />}
            {task.whyNot === null && !isPaid(task.kind) && <Button size='small' onClick={() => onComplete(task)}>{t('task.complete')}</Button>}
            {task.state === 'begun' && task.whyNot !== null && <p className='why'>{task.whyNot}</p>}
          </div>
        )}
        {task.state !== 'cancelled' && leaving(task)}
        <ProblemNote error={beginning.error} />
      </div>
    </li>
  )
}

/** G2: what was agreed, as work: who does it, by when, and the proof that it was done. */
export const TaskList = ({ tasks, ...props }: Props & { readonly tasks: readonly Task[] }) => (
  <ul className='tasks'>{tasks.map((task) => <One key={task.id} task={task} {...props} />)}</ul>
)
