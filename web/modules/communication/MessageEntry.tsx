import { LockFilled, MessageFilled, PhoneFilled } from '@ant-design/icons'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Message } from '#contract/communication.ts'
import { useTerm } from '../../app/i18n.ts'
import { When } from '../../ui/When.tsx'
import { Attachments } from './Attachments.tsx'

const LOOK = { reply: 'ours', call: 'call', note: 'note', fromCustomer: 'cust' } as const
const ICON = { reply: null, call: <PhoneFilled aria-hidden='true' />, note: <LockFilled aria-hidden='true' />, fromCustomer: <MessageFilled aria-hidden='true' /> } as const

/** By portal or phone, or by the channel it was taken down from. */
const wayOf = (term: ReturnType<typeof useTerm>, via: string) => {
  const how = term('how', via)
  return how === via ? term('channel', via) : how
}

/** Of words that somebody took down: who did. */
const told = (t: TFunction, term: ReturnType<typeof useTerm>, { via, by }: Message) => {
  const way = via ? wayOf(term, via) : t('case:timeline.wrote')
  return by ? t('case:timeline.opening', { channel: way, name: by.name }) : way
}

const useAside = (message: Message) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  if (message.kind === 'note') return t('timeline.onlyColleagues')
  if (message.kind === 'call') return message.reached === false ? t('timeline.notReached') : t('timeline.called')
  if (message.kind === 'fromCustomer') return told(t, term, message)
  return message.sent ? term('sent', message.sent) : t('timeline.replied')
}

/** One thing said: by the customer, to the customer, on the phone, or among colleagues. Colour and place tell them apart, words as well. */
export const MessageEntry = ({ message, customerName }: { readonly message: Message; readonly customerName: string }) => (
  <li className={`ev ${LOOK[message.kind]}`}>
    <header>{ICON[message.kind]}<b>{message.kind === 'fromCustomer' ? customerName : message.by?.name ?? customerName}</b><span>{useAside(message)}</span><When at={message.at} /></header>
    <p className='pre'>{message.text}</p>
    <Attachments files={message.files} />
  </li>
)
