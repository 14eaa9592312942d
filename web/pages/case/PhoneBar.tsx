import { FieldTimeOutlined, LockFilled, MessageFilled, PhoneOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Countdown } from '../../ui/Countdown.tsx'
import { namesFor } from './next.ts'
import { useScene } from './scene.ts'

/** Under the thumb: answer, promise, note, call, and the next thing with its clock. */
export const PhoneBar = () => {
  const { t } = useTranslation('case')
  const { it, open } = useScene()
  return (
    <div className='bar-m'>
      {it.next && <p className='bar-n'>{it.next.dueAt && <Countdown dueAt={it.next.dueAt} />}<b>{t(`next.${it.next.action}.do`, { ...namesFor(it, it.next.action), defaultValue: t('next.other.do') })}</b></p>}
      <div className='bar-b'>
        <button type='button' className='r' onClick={() => open('write', 'reply')}><MessageFilled aria-hidden='true' />{t('bar.reply')}</button>
        <button type='button' onClick={() => open('write', 'promise')}><FieldTimeOutlined aria-hidden='true' />{t('bar.promise')}</button>
        <button type='button' className='n' onClick={() => open('write', 'note')}><LockFilled aria-hidden='true' />{t('bar.note')}</button>
        {it.customer.phone ? <Button type='primary' href={`tel:${it.customer.phone}`} icon={<PhoneOutlined aria-hidden='true' />}>{t('bar.call')}</Button> : <Button onClick={() => open('write', 'call')} icon={<PhoneOutlined aria-hidden='true' />}>{t('bar.logCall')}</Button>}
      </div>
    </div>
  )
}
