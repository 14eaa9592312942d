import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Party, PartyQuestion } from '#contract/liaison-party.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'
import { When } from '../../ui/When.tsx'
import { type Cell, Table } from './Table.tsx'

const TONES = { live: 'primary', expired: 'plain', revoked: 'plain' } as const

const Link = ({ link }: { readonly link: Party['links'][number] }) => {
  const { t } = useTranslation('liaison')
  const term = useTerm()
  return (
    <li>
      <Chip tone={TONES[link.state]}>{t(`party.linkState.${link.state}`)}</Chip><span>{term('linkWay', link.way)}</span><span className='muted'>{t('party.until')} <When at={link.until} /></span>
      <span className='muted'>{link.problem ? t('party.undeliverable', { why: link.problem }) : link.openedAt ? <>{t('party.opened')} <When at={link.openedAt} /></> : link.way !== 'copy' && !link.sentAt ? t('party.sending') : t('party.unopened')}</span>
    </li>
  )
}

const Question = ({ question, onReply, may }: { readonly question: PartyQuestion; readonly onReply: (id: string) => void; readonly may: boolean }) => {
  const { t } = useTranslation('liaison')
  return (
    <li>
      <span className='pre'>{question.text}</span><span className='muted'>{question.askedBy} <When at={question.askedAt} /></span>
      {question.reply ? <span className='pre'>{t('party.replied', { name: question.repliedBy, text: question.reply })}</span> : may && <Button type='link' size='small' onClick={() => onReply(question.id)}>{t('do.reply')}</Button>}
    </li>
  )
}

/** Who is asked outside: what they were told, how they got it, what they wanted to know. */
export const PartyPart = ({ party, onReply }: { readonly party: Party; readonly onReply: (questionId: string) => void }) => {
  const { t } = useTranslation('liaison')
  const term = useTerm()
  const reached = [party.contact, party.phone, party.email].filter(Boolean).join(t('sep'))
  const cells: Cell[] = [
    { label: term('partyKind', party.kind), value: [party.name, reached].filter(Boolean).join('\n'), wide: true }, { label: t('party.matter'), value: party.matter, wide: true }, ...party.shown.map((one) => ({ label: say(one.label), value: one.value })),
    ...(party.releaseReason ? [{ label: t('party.reason'), value: party.releaseReason, wide: true }] : []), ...(party.files.length > 0 ? [{ label: t('party.files'), value: party.files.map((file) => file.name).join(t('common:listSeparator')), wide: true }] : []),
  ]
  return (
    <>
      <Table cells={cells} />
      {party.links.length > 0 && <ul className='lia-k' aria-label={t('party.links')}>{party.links.map((link) => <Link key={link.id} link={link} />)}</ul>}
      {party.questions.length > 0 && <ul className='lia-k' aria-label={t('party.questions')}>{party.questions.map((question) => <Question key={question.id} question={question} onReply={onReply} may={party.may['reply'] === null} />)}</ul>}
    </>
  )
}
