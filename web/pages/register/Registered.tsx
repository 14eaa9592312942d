import { CopyOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, QRCode } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useGo } from '../../app/Go.tsx'
import { useClockLabel } from '../../modules/clock/clock-label.ts'
import { byNeed, isLive, isOurs } from '../../modules/clock/pressing.ts'
import { UrgencyTag } from '../../modules/complaint/UrgencyTag.tsx'
import { HandedOn } from '../../modules/kept/HandedOn.tsx'
import type { PackView } from '#contract/packs.ts'
import { Countdown } from '../../ui/Countdown.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import type { Registered } from './use-register.ts'

const portalOf = (number: string) => `${location.origin}${links.portal()}?${new URLSearchParams({ case: number })}`

const MOST = 4

const Code = ({ made }: { readonly made: Registered }) => {
  const { t } = useTranslation('register')
  const [copied, setCopied] = useState(false)
  const copy = () => { void navigator.clipboard?.writeText(t('done.copyText', { number: made.number, code: made.portalCode, url: portalOf(made.number) })).then(() => setCopied(true)) }
  return (
    <div className='done-code'>
      <div className='done-qr' aria-hidden='true'><QRCode type='svg' size={148} bordered={false} color='#1c2430' bgColor='#ffffff' value={portalOf(made.number)} /></div>
      <div>
        <p className='lab'>{t('done.code')}</p><p className='done-c num'>{made.portalCode}</p>
        <p className='done-once'>{t('done.once')}</p>
        <p className='muted'><a className='link' href={portalOf(made.number)} target='_blank' rel='noreferrer'>{t('done.portal')}</a></p>
        <Button icon={<CopyOutlined aria-hidden='true' />} onClick={copy}>{copied ? t('common:copied') : t('done.copy')}</Button>
      </div>
    </div>
  )
}

/** What now presses us most. */
const Clocks = ({ made, pack }: { readonly made: Registered; readonly pack: PackView }) => {
  const { t } = useTranslation('register')
  const labelOf = useClockLabel(pack)
  const live = byNeed(made.clocks).all.filter((clock) => isLive(clock) && isOurs(clock))
  const rest = live.length - MOST
  return (
    <>
      <ul className='done-cl'>{live.slice(0, MOST).map((clock) => <li key={clock.id}><span>{labelOf(clock.kind)}</span><Countdown dueAt={clock.dueAt} startedAt={clock.startedAt} /></li>)}</ul>
      {rest > 0 && <p className='muted done-more'>{t('done.moreClocks', { count: rest })}</p>}
    </>
  )
}

const Next = ({ made }: { readonly made: Registered }) => {
  const { t } = useTranslation('register')
  const go = useGo()
  return (
    <>
      <Button type='primary' size='large' onClick={() => go(links.complaint(made.id))}>{t('done.open')}</Button>
      <Button size='large' icon={<PrinterOutlined aria-hidden='true' />} href={links.paper(made.id, 'receipt')} target='_blank' rel='noreferrer'>{t('done.receipt')}</Button>
      <Button size='large' onClick={() => go(links.complaint(made.id, 'propose'))}>{t('done.settle')}</Button>
    </>
  )
}

/** What was to be kept with it and is not. */
export const OrderLost = ({ number }: { readonly number: string }) => {
  const { t } = useTranslation('orders')
  return <p className='fault' role='alert'>{t('lost', { number })}</p>
}

/** Number, look-up code (only now), receipt, and where to go on. */
export const RegisteredView = ({ made, pack, sentAt, onAgain }: { readonly made: Registered; readonly pack: PackView; /** Where it waited on this device before. */ readonly sentAt?: string | null; readonly onAgain: () => void }) => {
  const { t } = useTranslation('register')
  return (
    <div className='page reg-done'>
      <Section>
        <div className='card-b'>
          <p className='done-ok' role='status'>{t('done.title')}{sentAt && <>　{t('held.sent')}<When at={sentAt} /></>}</p>
          <h1 className='num'>{made.number}</h1>
          <p>{made.customer.name}　<UrgencyTag urgency={made.urgency} /></p>
          <Code made={made} />
          {made.kept?.seen !== false && <Clocks made={made} pack={pack} />}
          {made.orderLost && <OrderLost number={made.orderLost} />}
          <HandedOn kept={made.kept} />
          <div className='done-a'>
            {made.kept?.seen !== false && <Next made={made} />}
            <Button size='large' type='text' onClick={onAgain}>{t('done.again')}</Button>
          </div>
        </div>
      </Section>
    </div>
  )
}
