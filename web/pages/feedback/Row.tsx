import { useTranslation } from 'react-i18next'
import type { Feedback } from '#contract/feedback.ts'
import { Go } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { useCan } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { When } from '../../ui/When.tsx'
import { useWhyNot } from '../settings/allowed.ts'

interface Props { readonly item: Feedback; readonly onOpen: (panel: string, on: string) => void }

const Facts = ({ item }: Pick<Props, 'item'>) => {
  const { t } = useTranslation('feedback')
  const term = useTerm()
  const facts = [
    item.name ? t('by', { name: item.name }) : t('anonymous'), item.phone, item.email, item.unitName, item.place, item.card ? t('card', { card: item.card }) : term('channel', item.channel),
    item.enteredBy && t('entered', { name: item.enteredBy.name }), item.number, item.answerBy && !item.answer && t('answerWanted', { way: term('answerWay', item.answerBy) }),
  ]
  return <p className='muted fb-f'>{facts.filter(Boolean).join(' · ')} · <When at={item.receivedAt} /></p>
}

const Passed = ({ passed }: { readonly passed: NonNullable<Feedback['passed']> }) => {
  const { t } = useTranslation('feedback')
  return <p className='fb-p'><span className='muted'>{t('passedTo', { by: passed.by?.name ?? '', to: passed.to?.name ?? t('passedUnit') })}</span>{passed.note} <small className='muted'><When at={passed.at} /></small></p>
}

/** Whose it is to answer, until when; then what was answered and what became better. */
const Work = ({ item }: Pick<Props, 'item'>) => {
  const { t } = useTranslation('feedback')
  const term = useTerm()
  const { answer, improvement, improving, dueAt, owner } = item
  const elsewhere = improving && improving.unitId !== item.unitId
  return (
    <>
      {dueAt && !answer && !item.complaintId && <div className='fb-h fb-f'><InZone zone={item.timeZone}><Countdown dueAt={dueAt} startedAt={item.receivedAt} /></InZone><span>{owner ? t('owner', { name: owner.name }) : t('ownerNone')}</span>{elsewhere && <span className='muted'>{t('improvingAt', { unit: improving.unitName })}</span>}</div>}
      {answer && <p className='fb-p'><span className='muted'>{t('answered', { by: answer.by?.name ?? '', way: term('answerWay', answer.way) })}</span>{answer.text} <small className='muted'><When at={answer.at} />{!answer.inTime && ` · ${t('answeredLate')}`}</small></p>}
      {improvement && <p className='fb-p'><span className='muted'>{t('improved')}</span>{improvement.note} <small className='muted'>{improvement.by?.name} <When at={improvement.at} /></small></p>}
    </>
  )
}

const Suggested = ({ item, onOpen }: Props) => {
  const { t } = useTranslation('feedback')
  const whyNot = useWhyNot()
  const can = useCan()
  if (item.kind !== 'suggestion') return null
  return (
    <>
      {!item.answer && <ActionButton label={t('answer')} kind='primary' size='small' whyNot={whyNot('feedback.answer')} onPress={() => onOpen('answer', item.id)} />}
      {item.improvement ? can('pledge.writeStory') && <Go className='link' to={links.pledge('improved', item.id)}>{t('toStory')}</Go> : <ActionButton label={t('improve')} size='small' whyNot={whyNot('feedback.improve')} onPress={() => onOpen('improve', item.id)} />}
    </>
  )
}

const Actions = ({ item, onOpen }: Props) => {
  const { t } = useTranslation('feedback')
  const whyNot = useWhyNot()
  const can = useCan()
  return (
    <div className='fb-a'>
      <Suggested item={item} onOpen={onOpen} />
      {item.kind === 'suggestion' && can('portal.renewCode') && <ActionButton label={t('code')} size='small' whyNot={null} onPress={() => onOpen('code', item.id)} />}
      {!item.answer && <ActionButton label={t(item.passed ? 'passAgain' : 'pass')} size='small' whyNot={whyNot('feedback.passOn')} onPress={() => onOpen('pass', item.id)} />}
      <ActionButton label={t('turn')} size='small' whyNot={whyNot('feedback.turn')} onPress={() => onOpen('turn', item.id)} />
      {can('thanks.give') && <Go className='link' to={links.thanks('give', item.id)}>{t('gift')}</Go>}
    </div>
  )
}

/** One praise or suggestion with everything that was done about it. */
export const Row = ({ item, onOpen }: Props) => {
  const { t } = useTranslation('feedback')
  return (
    <li className='fb'>
      <div className='fb-h'><Chip tone={item.kind === 'praise' ? 'good' : 'primary'}>{t(`kind.${item.kind}`)}</Chip>{item.praised && <b>{t('praised', { name: item.praised })}</b>}</div>
      <p className='fb-t'>{item.text}</p>
      <Facts item={item} />
      {item.passed && <Passed passed={item.passed} />}
      <Work item={item} />
      {item.complaintId ? <p><Go className='link' to={links.complaint(item.complaintId)}>{t('toComplaint')}</Go></p> : <Actions item={item} onOpen={onOpen} />}
    </li>
  )
}
