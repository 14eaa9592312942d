import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answerWords, askedOf, saidIn } from '#contract/asking.ts'
import { type Sent, linkAgain, oneSent, reach, withdraw } from '#contract/questionnaire.ts'
import type { LINK_DAYS } from '#contract/secret-link.ts'
import { Asked } from '../../../app/Asked.tsx'
import { faultOf } from '../../../app/fault.ts'
import { localeNow, useTerm } from '../../../app/i18n.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { links } from '../../../links.ts'
import '../../../modules/inquiry/inquiry.css'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { LongField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Secret } from '../../../ui/Secret.tsx'
import { When } from '../../../ui/When.tsx'
import { useScene } from '../scene.ts'
import { DaysField, WayField } from './SendQuestionnaire.tsx'
import { SentHead } from './SentHead.tsx'

const Answers = ({ one }: { readonly one: Sent }) => {
  const { t } = useTranslation('questionnaires')
  const { answers, answered } = one
  if (!answers || !answered) return null
  return (
    <>
      <p className='muted'>{t('panel.answeredBy', { name: answered.by || '—' })}　<When at={answered.at} /></p>
      <dl className='inq-d'>{askedOf(one.questions, answers).map((question) => { const given = answers[question.code]; return <div key={question.code}><dt>{saidIn(question.text, localeNow())}</dt><dd>{given === undefined ? <span className='muted'>{t('panel.none')}</span> : question.kind === 'files' ? <Files one={one} /> : answerWords(question, given, localeNow())}</dd></div> })}</dl>
    </>
  )
}

const Files = ({ one }: { readonly one: Sent }) => <ul className='f-e'>{one.files.map((file) => <li key={file.id}><a className='link' href={links.file(file.id, true)} target='_blank' rel='noreferrer'>{file.name}</a></li>)}</ul>

const Links = ({ one }: { readonly one: Sent }) => {
  const { t } = useTranslation('questionnaires')
  const term = useTerm()
  return (
    <>
      <h3>{t('panel.links')}</h3>
      <ul className='inq-l'>{one.links.map((link) => <li key={link.id}><p>{term('linkWay', link.way)}　<span className='muted'>{link.made.by}　<When at={link.made.at} />　{t(`panel.link.${link.state}`)}</span></p>{link.openedAt && <p className='muted'>{t('panel.opened')} <When at={link.openedAt} /></p>}{link.problem && <p className='fault'>{t('panel.problem')}</p>}</li>)}</ul>
    </>
  )
}

const Again = ({ one, onUrl }: { readonly one: Sent; readonly onUrl: (url: string) => void }) => {
  const { t } = useTranslation('questionnaires')
  const can = useCan()
  const { it } = useScene()
  const known = useAsk(reach, { complaintId: it.id }, { still: true })
  const [way, setWay] = useState<'mail' | 'sms' | 'copy'>('copy')
  const [days, setDays] = useState<(typeof LINK_DAYS)[number]>(14)
  const doing = useDo(linkAgain, ({ url }) => { if (url) onUrl(url) })
  return (
    <Asked query={known} rows={2}>
      {(found) => (
        <details className='quest-x'>
          <summary>{t('panel.again')}</summary>
          <p className='hint'>{t('panel.againHint')}</p>
          <WayField value={way} onChange={setWay} email={one.email} kept={one.emailKept} known={found} to={one.to} />
          <DaysField value={days} onChange={setDays} />
          <ProblemNote error={doing.error} />
          <div className='form-end'><ActionButton label={t(way === 'copy' ? 'send.make' : 'send.send')} whyNot={can('questionnaire.link') ? null : t('common:notAllowed')} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, way, days })} /></div>
        </details>
      )}
    </Asked>
  )
}

const Withdraw = ({ one }: { readonly one: Sent }) => {
  const { t } = useTranslation('questionnaires')
  const can = useCan()
  const [reason, setReason] = useState('')
  const doing = useDo(withdraw)
  return (
    <details className='quest-x'>
      <summary>{t('panel.withdraw')}</summary>
      <LongField label={t('panel.why')} required rows={2} value={reason} onChange={setReason} error={faultOf(doing.error, 'reason')} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton label={t('panel.withdraw')} whyNot={!can('questionnaire.withdraw') ? t('common:notAllowed') : reason.trim() ? null : t('panel.whyMissing')} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, reason })} /></div>
    </details>
  )
}

const Body = ({ one }: { readonly one: Sent }) => {
  const { t } = useTranslation('questionnaires')
  const [url, setUrl] = useState<string | null>(null)
  const waits = one.state === 'open' || one.state === 'over'
  if (url) return <Secret secret={url} once={t('send.once')} kept={t('send.kept')} onDone={() => setUrl(null)} />
  return (
    <>
      <div className='form-lead'><SentHead one={one} /><p className='muted'>{one.asked.by?.name}　<When at={one.asked.at} />{one.email && `　${one.email}`}</p>{one.note && <p className='pre'>{one.note}</p>}</div>
      {one.withdrawn && <p className='muted'>{one.withdrawn.by?.name}　<When at={one.withdrawn.at} />　{one.withdrawn.why}</p>}
      <Answers one={one} />
      {waits && <p>{t('panel.waiting')}</p>}
      <Links one={one} />
      {waits && <><Again one={one} onUrl={setUrl} /><Withdraw one={one} /></>}
    </>
  )
}

/** One questionnaire of the case: the answers, how it was sent, and what can be done while it waits. */
export const SentPanel = ({ id }: { readonly id: string }) => {
  const query = useAsk(oneSent, { id })
  return <Asked query={query}>{(one) => <Body key={one.state} one={one} />}</Asked>
}
