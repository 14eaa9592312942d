import { CheckOutlined, ClockCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTerm } from '../../app/i18n.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { TakenOrders } from './Orders.tsx'
import { type Panel, useScene } from './scene.ts'

interface RowProps { readonly panel: Panel; readonly command: string; readonly done: boolean; readonly children: ReactNode }

/** One of the first courtesies of a case: done with how and by whom, or waiting with the button to do it. */
const Row = ({ panel, command, done, children }: RowProps) => {
  const { t } = useTranslation('case')
  const { it, open } = useScene()
  return (
    <li className={done ? 'met' : 'open'}>
      {done ? <CheckOutlined aria-hidden='true' /> : <ClockCircleOutlined aria-hidden='true' />}
      <div><b>{t(`agreed.${panel}`)}</b>{done ? children : <p className='muted'>{t(`agreed.${panel}Why`)}</p>}
        {!done && it.state === 'open' && <ActionButton size='small' label={t(`agreed.${panel}Do`)} whyNot={it.may[command]} onPress={() => open(panel)} />}
      </div>
    </li>
  )
}

const Acknowledged = () => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { it } = useScene()
  const ack = it.acknowledgement
  return (
    <Row panel='acknowledge' command='complaint.acknowledge' done={ack !== null}>
      {ack && <p>{t('agreed.told', { how: term('how', ack.how), name: ack.by.name })}　<When at={ack.at} />{ack.whyNotNow && <span className='block'>{ack.whyNotNow}</span>}{ack.nextOn && <span className='block'>{t('agreed.nextOn', { day: ack.nextOn })}</span>}</p>}
      <p><a className='link' href={links.paper(it.id, 'receipt')} target='_blank' rel='noreferrer'>{t('papers.receipt')}</a></p>
    </Row>
  )
}

const Restated = () => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { it, open } = useScene()
  const said = it.restatement
  return (
    <Row panel='restate' command='complaint.restate' done={said?.confirmed === true}>
      {said && <>
        <p className='pre'>{said.text}</p>
        <p className='muted'>{t('agreed.confirmed', { how: term('how', said.how), name: said.by.name })}　<When at={said.at} /></p>
        {it.state === 'open' && it.may['complaint.restate'] == null && <p><button type='button' className='link' onClick={() => open('restate')}>{t('agreed.restateAgain')}</button></p>}
      </>}
    </Row>
  )
}

const Verified = () => {
  const { t } = useTranslation('case')
  const { it } = useScene()
  const seen = it.verification
  return (
    <Row panel='verify' command='investigation.verify' done={seen !== null}>
      {seen && <p>{t(seen.exists ? seen.ours ? 'agreed.exists' : 'agreed.notOurs' : 'agreed.notFound')}　{seen.note}<span className='block muted'>{seen.by.name}　<When at={seen.at} /></span></p>}
      <TakenOrders orders={it.orders} />
    </Row>
  )
}

/** A13, E2, E9: told that we have it, checked that it is ours, agreed on what happened. */
export const AgreedCard = () => {
  const { t } = useTranslation('case')
  return <Section title={t('agreed.title')}><ul className='agreed-l'><Acknowledged /><Verified /><Restated /></ul></Section>
}
