import { Checkbox, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { makeLink } from '#contract/liaison-outside.ts'
import { LINK_DAYS } from '#contract/secret-link.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Secret } from '../../ui/Secret.tsx'
import type { OfStop } from './ActForms.tsx'

const FIRST = 14

/** By mail to them, or to be copied: shown this once. */
export const LinkForm = ({ stop, onDone }: OfStop) => {
  const { t } = useTranslation('liaison')
  const { party } = stop
  const [way, setWay] = useState<'mail' | 'copy'>(party?.email ? 'mail' : 'copy')
  const [days, setDays] = useState<(typeof LINK_DAYS)[number]>(FIRST)
  const live = party?.links.some((link) => link.state === 'live') ?? false
  const [renew, setRenew] = useState(false)
  const doing = useDo(makeLink, (made) => { if (!made.url) onDone() })
  if (!party) return null
  if (doing.data?.url) return <Secret secret={doing.data.url} once={t('link.once')} kept={t('link.kept')} onDone={onDone} />
  return (
    <>
      <p className='form-lead'>{t('link.lead', { name: party.name })}</p>
      <ProblemNote error={doing.error} />
      <Field label={t('link.way')} required><Radio.Group className='stacked' aria-label={t('link.way')} value={way} onChange={(event) => setWay(event.target.value as 'mail')} options={[{ value: 'mail', label: party.email ? t('link.mail', { to: party.email }) : t('link.noMail'), disabled: !party.email }, { value: 'copy', label: t('link.copy') }]} /></Field>
      <SelectField label={t('link.days')} value={String(days)} onChange={(next) => setDays(LINK_DAYS.find((n) => String(n) === next) ?? FIRST)} options={LINK_DAYS.map((n) => ({ value: String(n), label: t('link.forDays', { days: n }) }))} />
      {live && <p><Checkbox checked={renew} onChange={(event) => setRenew(event.target.checked)}>{t('link.renew')}</Checkbox></p>}
      <div className='form-end'><ActionButton kind='primary' label={t(way === 'mail' ? 'link.send' : 'link.make')} whyNot={party.may['link']} loading={doing.isPending} onPress={() => doing.mutate({ id: party.id, way, days, renew })} /></div>
    </>
  )
}
