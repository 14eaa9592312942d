import { Button, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Campaign, campaignLinks, type Links, retryLinks, sendLinks } from '#contract/campaign.ts'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { useWhyNot } from '../settings/allowed.ts'

type Props = { readonly campaign: Campaign }
const WAYS = ['best', 'mail', 'sms'] as const
type Way = typeof WAYS[number]

/** Why a way is not open; null where it is. */
const closedBy = (way: Way, { canMail, canText }: Links): 'cannotMail' | 'noChannel' | 'noTemplate' | 'cannotSend' | null => {
  const text = canText === 'yes' ? null : canText
  if (way === 'mail') return canMail ? null : 'cannotMail'
  if (way === 'sms') return text
  return canMail || !text ? null : 'cannotSend'
}

/** A link of their own for everybody who was drawn and not asked yet. */
export const SendLinks = ({ campaign, onDone }: Props & { readonly onDone: () => void }) => {
  const { t } = useTranslation('campaign')
  const [way, setWay] = useState<Way>('best')
  const asked = useAsk(campaignLinks, { id: campaign.id })
  const sending = useDo(sendLinks, onDone)
  const { data } = asked
  const why = data && closedBy(way, data)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sending.mutate({ id: campaign.id, way })
  }
  return (
    <form onSubmit={submit} noValidate>
      <p className='hint'>{t('links.hint', { from: campaign.callsFrom, until: campaign.callsUntil })}</p>
      <ProblemNote error={sending.error ?? asked.error} fieldsBeside />
      <Field label={t('links.way')} required error={faultOf(sending.error, 'way')}>
        <Radio.Group className='stacked' aria-label={t('links.way')} value={way} onChange={(event) => setWay(event.target.value as Way)} options={WAYS.map((value) => ({ value, label: t(`links.ways.${value}`) }))} />
      </Field>
      {data && <p role='status' className='fb-p'>{t('links.count', { count: data.reach[way] })}</p>}
      {why && <p className='muted'>{t(`links.closed.${why}`)}</p>}
      <div className='form-end'><ActionButton label={t('links.send')} kind='primary' submit whyNot={why ? t(`links.closed.${why}`) : data?.reach[way] === 0 ? t('links.nobody') : null} loading={sending.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}

const SHOWN = ['waiting', 'sent', 'arrived', 'failed', 'stopped', 'answered'] as const

/** How far the links are; those that failed can go once more. */
export const LinksSent = ({ campaign }: Props) => {
  const { t } = useTranslation('campaign')
  const whyNot = useWhyNot()
  const asked = useAsk(campaignLinks, { id: campaign.id }, { refetchInterval: 10_000 })
  const again = useDo(retryLinks)
  const counts = asked.data?.counts
  if (!counts || SHOWN.every((name) => counts[name] === 0)) return null
  return (
    <Section title={t('links.title')}>
      <dl className='ask-p'>{SHOWN.map((name) => <div key={name}><dt>{t(`links.of.${name}`)}</dt><dd className='num'>{counts[name]}</dd></div>)}</dl>
      {counts.waiting > 0 && <p className='muted ask-n'>{t('links.waits', { from: campaign.callsFrom, until: campaign.callsUntil })}</p>}
      {counts.failed > 0 && campaign.state === 'running' && <div className='card-b'><ActionButton label={t('links.again', { count: counts.failed })} whyNot={whyNot('campaign.send')} loading={again.isPending} onPress={() => again.mutate({ id: campaign.id })} /></div>}
      <ProblemNote error={again.error} />
    </Section>
  )
}
