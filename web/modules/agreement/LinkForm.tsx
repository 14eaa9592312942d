import { Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Paper, link } from '#contract/agreement.ts'
import { LINK_DAYS } from '#contract/secret-link.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import './agreement.css'

export interface Reach { readonly email: string | null; readonly phone: string | null; readonly canMail: boolean; readonly canText: boolean }
type Way = 'mail' | 'sms' | 'copy'
type Days = (typeof LINK_DAYS)[number]
const FIRST_DAYS = 7

const useWays = ({ email, phone, canMail, canText }: Reach) => {
  const { t } = useTranslation('agreement')
  return [
    { value: 'mail', label: email ? t(canMail ? 'link.mail' : 'link.cannotMail', { to: email }) : t('link.noMail'), disabled: !email || !canMail },
    { value: 'sms', label: phone && canText ? t('link.sms', { to: phone }) : t('link.cannotText'), disabled: !phone || !canText }, { value: 'copy', label: t('link.copy'), disabled: false },
  ]
}

/** The customer signs where they are. */
export const LinkForm = ({ paper, reach, onUrl }: { readonly paper: Paper; readonly reach: Reach; readonly onUrl: (url: string) => void }) => {
  const { t } = useTranslation('agreement')
  const ways = useWays(reach)
  const [way, setWay] = useState<Way>(reach.email && reach.canMail ? 'mail' : reach.canText && reach.phone ? 'sms' : 'copy')
  const [days, setDays] = useState<Days>(FIRST_DAYS)
  const doing = useDo(link, ({ url }) => { if (url) onUrl(url) })
  if (paper.may['link']) return <ActionButton label={t('link.title')} whyNot={paper.may['link']} />
  return (
    <details className='agr-x'>
      <summary>{t('link.title')}</summary>
      <p className='hint'>{t('link.lead')}</p>
      <ProblemNote error={doing.error} fieldsBeside />
      <Field label={t('link.way')} required error={faultOf(doing.error, 'way')}><Radio.Group className='stacked' aria-label={t('link.way')} value={way} onChange={(event) => setWay(event.target.value as Way)} options={ways} /></Field>
      <SelectField label={t('link.days')} value={String(days)} onChange={(next) => setDays(LINK_DAYS.find((n) => String(n) === next) ?? FIRST_DAYS)} options={LINK_DAYS.map((n) => ({ value: String(n), label: t('link.forDays', { days: n }) }))} />
      <div className='form-end'><ActionButton kind='primary' label={t(way === 'copy' ? 'link.make' : 'link.send')} whyNot={null} loading={doing.isPending} onPress={() => doing.mutate({ id: paper.id, version: paper.version, way, days })} /></div>
    </details>
  )
}

/** What was given out, and whether it is still good. */
export const Given = ({ paper }: { readonly paper: Paper }) => {
  const { t } = useTranslation('agreement')
  const term = useTerm()
  if (paper.links.length === 0) return null
  return (
    <>
      <h3 className='agr-g'>{t('link.given')}</h3>
      <ul className='agr-s'>{paper.links.map((one) => <li key={one.id}><p>{term('linkWay', one.way)}　<span className='muted'>{one.made.by}　<When at={one.made.at} />　{t(`link.${one.state}`)}{one.state === 'live' && <> <When at={one.until} /></>}</span></p>{one.openedAt && <p className='muted'>{t('link.opened')} <When at={one.openedAt} /></p>}{one.problem && <p className='muted'>{t('link.problem')}</p>}</li>)}</ul>
    </>
  )
}
