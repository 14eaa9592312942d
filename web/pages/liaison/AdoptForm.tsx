import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { adopt } from '#contract/liaison.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import type { OfStop } from './ActForms.tsx'

const FIRST_WORDS = 40

/** What a unit found goes into the investigation as it stands, with its files. */
export const AdoptForm = ({ it, stop, onDone }: OfStop) => {
  const { t } = useTranslation('liaison')
  const points = it.complaint?.points ?? []
  const [point, setPoint] = useState(points[0]?.id ?? null)
  const doing = useDo(adopt, onDone)
  return (
    <>
      <p className='form-lead'>{t('adopt.lead', { unit: stop.party?.name ?? stop.unit.name })}</p>
      <ProblemNote error={doing.error} />
      <SelectField label={t('adopt.point')} value={point} onChange={setPoint} options={points.map(({ id, no, text }) => ({ value: id, label: `${no}. ${text.slice(0, FIRST_WORDS)}` }))} />
      <div className='form-end'><ActionButton kind='primary' label={t('adopt.do')} whyNot={stop.may['adopt'] ?? (point ? null : t('adopt.missing'))} loading={doing.isPending} onPress={() => { if (point) doing.mutate({ id: stop.id, pointId: point }) }} /></div>
    </>
  )
}
