import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { type Campaign, figures, type QuestionFigures, registerReply, replies, type Reply } from '#contract/campaign.ts'
import { Bones } from '../../app/Asked.tsx'
import { Go, useGo } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Bars } from '../../ui/Bars.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import { useWhyNot } from '../settings/allowed.ts'

type OfQuestion = z.infer<typeof QuestionFigures>

/** What was answered to one question; of few answers nothing is concluded. */
const OfOne = ({ of }: { readonly of: OfQuestion }) => {
  const { t } = useTranslation('campaign')
  return (
    <li className='fb'>
      <div className='fb-h'><b>{of.text}</b><span className='muted'>{t('answeredBy', { count: of.answered })}</span>{of.average !== null && !of.few && <span>{t('average', { value: of.average })}</span>}</div>
      {of.answered > 0 && of.few && <p className='muted fb-f'>{t('few', { count: of.answered })}</p>}
      {of.counts.length > 0 && <Bars most={of.answered} bars={of.counts.map(({ value, count }) => ({ value, label: of.kind === 'scale' ? t('form.score', { n: value }) : value, count }))} />}
      {[...new Set(of.latest)].map((words) => <p key={words} className='fb-p'>{words}</p>)}
    </li>
  )
}

export const Results = ({ campaign }: { readonly campaign: Campaign }) => {
  const { t } = useTranslation('campaign')
  const [unitId, setUnitId] = useState<string | null>(null)
  const query = useAsk(figures, { id: campaign.id, ...(unitId && { unitId }) })
  const { data } = query
  return (
    <Section title={t('results')} count={data?.replies} extra={campaign.units.length > 1 && <SelectField label={<span className='sr'>{t('units')}</span>} clear search value={unitId} placeholder={t('everyUnit')} onChange={setUnitId} options={campaign.units.map((one) => ({ value: one.id, label: one.name }))} />}>
      {query.isPending && <Bones rows={4} />}
      <ProblemNote error={query.error} />
      {data?.replies === 0 && <Empty title={t('noReplies')} hint={t('noRepliesHint')} />}
      {data && data.replies > 0 && (
        <>
          <p className='ask-n'>{t('improvements', { ...data.improvements })} {data.improvements.all > 0 && <Go className='link' to={links.feedback()}>{t('seeImprovements')}</Go>}</p>
          <ul className='posts'>{data.questions.map((of) => <OfOne key={of.no} of={of} />)}</ul>
        </>
      )}
    </Section>
  )
}

/** What the customer said, as the words of the complaint it becomes. */
const wordsOf = (campaign: Campaign, one: Reply, separator: string) => [
  ...campaign.questions.flatMap(({ text }, i) => (one.answers[i] === null || one.answers[i] === undefined ? [] : [`${text}${separator}${one.answers[i]}`])), ...(one.improvement ? [one.improvement] : []),
].join('\n')

const Registering = ({ campaign, one }: { readonly campaign: Campaign; readonly one: Reply }) => {
  const { t } = useTranslation('campaign')
  const { person } = useSession()
  const whyNot = useWhyNot()
  const go = useGo()
  const registering = useDo(registerReply, (made) => go(links.complaint(made.id)))
  const { customer } = one
  const register = () => registering.mutate({ id: one.id, complaint: {
    channel: one.way === 'phone' ? 'phone' : 'web', unitId: one.unitId, receivedAt: one.at, customer: { ...(customer && { id: customer.id }), name: customer?.name ?? t('reply.anonymous'), phone: customer?.phone ?? null },
    points: [{ text: wordsOf(campaign, one, t('common:colon')) }], receiver: { name: person.name, position: t('reply.receiver') }, signedOff: true,
  } })
  return <div className='fb-a'><ActionButton label={t('reply.register')} size='small' whyNot={whyNot('campaign.register')} loading={registering.isPending} onPress={register} /><ProblemNote error={registering.error} /></div>
}

const Row = ({ campaign, one }: { readonly campaign: Campaign; readonly one: Reply }) => {
  const { t } = useTranslation('campaign')
  const term = useTerm()
  return (
    <li className='fb'>
      <div className='fb-h'>{one.customer ? <Go className='link' to={links.customer(one.customer.id)}>{one.customer.name}</Go> : <span className='muted'>{t('reply.anonymous')}</span>}{one.dissatisfied && <Chip tone='danger'>{t('reply.dissatisfied')}</Chip>}{one.aside && <Chip tone='warn'>{t('reply.aside')}</Chip>}</div>
      <p className='fb-t'>{wordsOf({ ...campaign }, { ...one, improvement: null }, t('common:colon'))}</p>
      {one.improvement && <p className='fb-p'><span className='muted'>{t('reply.improve')}</span>{one.improvement}{one.feedbackId && <> <Go className='link' to={links.feedback(undefined, 'answer', one.feedbackId)}>{t('reply.toFeedback')}</Go></>}</p>}
      <p className='muted fb-f'>{one.unitName} · {term('opinionWay', one.way)}{one.by && ` · ${t('reply.by', { name: one.by.name })}`} · <When at={one.at} /></p>
      {one.complaintId ? <p><Go className='link' to={links.complaint(one.complaintId)}>{t('reply.toComplaint')}</Go></p> : one.dissatisfied && !one.aside && <Registering campaign={campaign} one={one} />}
    </li>
  )
}

/** What customers said last. */
export const Latest = ({ campaign }: { readonly campaign: Campaign }) => {
  const { t } = useTranslation('campaign')
  const items = useAsk(replies, { id: campaign.id, limit: 50 }).data?.items ?? []
  if (items.length === 0) return null
  return <Section title={t('latest')}><ul className='posts' aria-label={t('latest')}>{items.map((one) => <Row key={one.id} campaign={campaign} one={one} />)}</ul></Section>
}
