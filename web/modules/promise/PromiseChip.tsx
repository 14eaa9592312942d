import { useTranslation } from 'react-i18next'
import type { PromiseView } from '#contract/promise.ts'
import { Countdown } from '../../ui/Countdown.tsx'
import { When } from '../../ui/When.tsx'
import './promise.css'

/** An open promise among the deadlines of the header; pressing it settles it. */
export const PromiseChip = ({ promise, onSettle }: { readonly promise: PromiseView; readonly onSettle: () => void }) => {
  const { t } = useTranslation('case')
  return (
    <li className='ckc'>
      <button type='button' className='ckc-p' onClick={onSettle}>
        <span className='ckc-l'>{t('promise.title')}</span><span className='ckc-t'>{promise.text}</span><span className='sr'>{t('promise.settleThis')}</span>
      </button>
      <Countdown dueAt={promise.dueAt} startedAt={promise.madeAt} timeBeside /><span className='ckc-at'><When at={promise.dueAt} end /></span>
    </li>
  )
}
