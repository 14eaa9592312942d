import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Opinion, restOn } from '#contract/expert.ts'
import { Liability } from '#contract/packs.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { LongField, SelectField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import type { OfOpinion } from './OpinionPanel.tsx'

type Whose = (typeof Liability.options)[number]

/** As the pack proposes it for what was found: ours before anybody else's. */
const proposed = (one: Opinion, pointId: string): Whose | null => {
  const found = one.questions.filter((q) => q.pointId === pointId).flatMap((q) => q.answers.find((a) => a.finding === q.finding)?.liability ?? [])
  return found.find((whose) => whose === 'ours') ?? found[0] ?? null
}

/** Decisions rest on this opinion: whose fault it makes each point, and why this one where there is another. */
export const RestForm = ({ one }: OfOpinion) => {
  const { t } = useTranslation('expert')
  const term = useTerm()
  const points = [...new Map(one.questions.map((q) => [q.pointId, q.pointNo])).entries()]
  const [whose, setWhose] = useState<Readonly<Record<string, Whose | null>>>(() => Object.fromEntries(points.map(([id]) => [id, proposed(one, id)])))
  const [why, setWhy] = useState('')
  const doing = useDo(restOn)
  const asksWhy = one.contested !== null || one.secondTo !== null || faultOf(doing.error, 'why') !== undefined
  const bar = points.some(([id]) => !whose[id]) ? t('rest.liabilityMissing') : asksWhy && why.trim() === '' ? t('rest.whyMissing') : null
  const send = () => doing.mutate({ id: one.id, version: one.version, why: why || null, points: points.flatMap(([pointId]) => { const liability = whose[pointId]; return liability ? [{ pointId, liability }] : [] }) })
  return (
    <>
      <p className='form-lead'>{t('rest.lead')}</p>
      {points.map(([id, no], at) => <SelectField key={id} label={points.length > 1 ? t('rest.liabilityOf', { no }) : t('rest.liability')} required value={whose[id] ?? null} error={faultOf(doing.error, `points/${at}/liability`)} onChange={(next) => setWhose({ ...whose, [id]: Liability.options.find((each) => each === next) ?? null })} options={Liability.options.map((value) => ({ value, label: term('liability', value) }))} />)}
      <LongField label={t('rest.why')} required={asksWhy} hint={t('rest.whyHint')} rows={2} value={why} error={faultOf(doing.error, 'why')} onChange={setWhy} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('rest.save')} whyNot={one.may['rest'] ?? bar} loading={doing.isPending} onPress={send} /></div>
    </>
  )
}
