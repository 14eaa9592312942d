import { Checkbox, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { caseOpinions, linkOpinion } from '#contract/expert.ts'
import { LINK_DAYS } from '#contract/secret-link.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Secret } from '../../ui/Secret.tsx'
import { LetterWithLink } from './LetterWithLink.tsx'
import type { OfOpinion } from './OpinionPanel.tsx'

const FIRST = 30

/** By mail to the expert, or to be copied: shown this once. */
export const OpinionLinkForm = ({ one }: OfOpinion) => {
  const { t } = useTranslation('expert')
  const canMail = useAsk(caseOpinions, { complaintId: one.complaintId }).data?.canMail ?? false
  const [way, setWay] = useState<'mail' | 'copy'>('copy')
  const [days, setDays] = useState<(typeof LINK_DAYS)[number]>(FIRST)
  const [renew, setRenew] = useState(false)
  const [url, setUrl] = useState<string | null>(null)
  const doing = useDo(linkOpinion, (made) => setUrl(made.url))
  if (url) return <Secret secret={url} once={t('link.once')} kept={t('link.kept')} onDone={() => setUrl(null)}><LetterWithLink one={one} url={url} /></Secret>
  return (
    <>
      <p className='form-lead'>{t('link.lead', { name: one.name })}</p>
      <ProblemNote error={doing.error} />
      {canMail && <Field label={t('link.way')} required><Radio.Group className='stacked' aria-label={t('link.way')} value={way} onChange={(event) => setWay(event.target.value as 'mail')} options={[{ value: 'mail', label: t('link.mail') }, { value: 'copy', label: t('link.copy') }]} /></Field>}
      <SelectField label={t('link.days')} value={String(days)} onChange={(next) => setDays(LINK_DAYS.find((n) => String(n) === next) ?? FIRST)} options={LINK_DAYS.map((n) => ({ value: String(n), label: t('link.forDays', { days: n }) }))} />
      {one.links.some((link) => link.state === 'live') && <p><Checkbox checked={renew} onChange={(event) => setRenew(event.target.checked)}>{t('link.renew')}</Checkbox></p>}
      <div className='form-end'><ActionButton kind='primary' label={t(way === 'mail' ? 'link.send' : 'link.make')} whyNot={one.may['link']} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, way, days, renew })} /></div>
    </>
  )
}
