import { FieldTimeOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PromiseView } from '#contract/promise.ts'
import { useTerm } from '../../app/i18n.ts'
import { Countdown } from '../../ui/Countdown.tsx'
import { When } from '../../ui/When.tsx'
import './promise.css'

/** A promise where it was made in the story, with its countdown and how it ended. */
export const PromiseEntry = ({ promise, customerName, onSettle }: { readonly promise: PromiseView; readonly customerName: string; readonly onSettle: () => void }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  return (
    <li className='ev prom'>
      <header><FieldTimeOutlined aria-hidden='true' /><b>{t('promise.title')}</b><span>{t('promise.by', { owner: promise.owner.name, customer: customerName })}</span><When at={promise.madeAt} /></header>
      <p>{promise.text}</p>
      <div className='prom-end'>
        {promise.state === 'open' ? <Countdown dueAt={promise.dueAt} startedAt={promise.madeAt} /> : <span className={promise.late ? 'prom-s late' : `prom-s ${promise.state}`}>{promise.late ? t('promises:keptLate') : term('promiseState', promise.state)}</span>}
        {(promise.state === 'open' || promise.state === 'broken') && <Button size='small' onClick={onSettle}>{t('promise.settle')}</Button>}
      </div>
      {promise.result && <p className='prom-r'>{promise.result}</p>}
    </li>
  )
}
