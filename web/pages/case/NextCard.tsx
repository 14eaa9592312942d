import { PauseCircleOutlined, PhoneOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.tsx'
import { TemperamentPicker } from '../../modules/customer-card/TemperamentPicker.tsx'
import { Guidance } from '../../modules/guidance/Guidance.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { useNow } from '../../ui/now.ts'
import { Section } from '../../ui/Section.tsx'
import { pausable } from './clocks.ts'
import { doable, namesFor } from './next.ts'
import { useScene } from './scene.ts'

const Dial = ({ phone, name }: { readonly phone: string; readonly name: string }) => {
  const { t } = useTranslation('case')
  return <Button block href={`tel:${phone}`} icon={<PhoneOutlined aria-hidden='true' />}>{t('next.call', { name })}</Button>
}

const Do = () => {
  const { t } = useTranslation('case')
  const { it, open } = useScene()
  if (!it.next) return <p className='do'>{it.state === 'closed' ? t('next.closed') : t('next.nothing')}</p>
  const { action } = it.next
  const way = doable(it, action)
  const names = namesFor(it, action)
  const press = () => { if (way.panel) open(way.panel, way.on) }
  return (
    <>
      <p className='do'>{t(`next.${action}.do`, { ...names, defaultValue: t('next.other.do') })}</p>
      <p className='do-why'>{t(`next.${action}.why`, { ...names, defaultValue: t('next.other.why') })}</p>
      {(way.panel || way.whyNot) && <ActionButton kind='primary' label={t(`next.${action}.button`, { ...names, defaultValue: t('next.other.button') })} whyNot={way.whyNot} onPress={press} />}
    </>
  )
}

/** What to do now, by when and why, and the words for it. */
export const NextCard = () => {
  const { t } = useTranslation('case')
  const can = useCan()
  const { it, pack, insert, open } = useScene()
  const now = useNow()
  const mayWrite = it.may['communication.write'] == null
  return (
    <Section className='next' title={t('next.title')} extra={it.next?.dueAt && <Countdown dueAt={it.next.dueAt} />}>
      <div className='card-b'>
        <Do />
        {it.state === 'open' && <>
          <Guidance pack={pack} stage={it.stage} temperament={it.customer.temperament} classCode={it.customer.classCode} onUse={mayWrite ? insert : undefined} />
          <div className='next-t'><h3>{t('customer.temperament')}</h3><TemperamentPicker customer={it.customer} whyNot={can('customer.changeCustomer') || can('customer.change') ? null : t('common:notAllowed')} /></div>
          {it.acknowledgement && !it.may['clock.pause'] && pausable(it, pack, now).length > 0 && <Button block type='text' icon={<PauseCircleOutlined aria-hidden='true' />} onClick={() => open('pause')}>{t('pause.open')}</Button>}
          {it.customer.phone && <Dial phone={it.customer.phone} name={it.customer.name} />}
        </>}
      </div>
    </Section>
  )
}
