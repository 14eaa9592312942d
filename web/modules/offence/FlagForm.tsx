import { Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { flag, OffenceKind } from '#contract/offence.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { useZone, useZoneHint } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { momentAt } from '../../ui/zone.ts'

type Kind = (typeof OffenceKind.options)[number]

/** E14: what may be an offence; from then on nothing of the case is removed. */
export const FlagForm = ({ complaintId, whyNot, onDone }: { readonly complaintId: string; readonly whyNot: string | null | undefined; readonly onDone: () => void }) => {
  const { t } = useTranslation('offence')
  const term = useTerm()
  const { zone } = useZone()
  const zoneHint = useZoneHint()
  const [kind, setKind] = useState<Kind | null>(null)
  const [at, setAt] = useState('')
  const [restrict, setRestrict] = useState(false)
  const [what, setWhat, clear] = useDraft(`offence.${complaintId}`, '')
  const doing = useDo(flag, () => { clear(); onDone() })
  const bar = whyNot ?? (kind === null ? t('kindMissing') : what.trim() === '' ? t('whatMissing') : null)
  return (
    <>
      <p className='form-lead'>{t('lead')}</p>
      <ProblemNote error={doing.error} />
      <Field id='offence-kind' label={t('kind')} required><Select id='offence-kind' value={kind} onChange={(next: Kind) => setKind(next)} options={OffenceKind.options.map((value) => ({ value, label: term('offenceKind', value) }))} /></Field>
      <Field id='offence-what' label={t('what')} hint={t('whatHint')} error={faultOf(doing.error, 'what')} required><Input.TextArea id='offence-what' autoSize={{ minRows: 3 }} value={what} onChange={(event) => setWhat(event.target.value)} /></Field>
      <Field id='offence-at' label={t('at')} hint={zoneHint} error={faultOf(doing.error, 'happenedAt')}><Input id='offence-at' type='datetime-local' value={at} onChange={(event) => setAt(event.target.value)} /></Field>
      <Checkbox checked={restrict} onChange={(event) => setRestrict(event.target.checked)}>{t('restrict')}</Checkbox>
      <div className='form-end'><ActionButton kind='danger' label={t('save')} whyNot={bar} loading={doing.isPending} onPress={() => { if (kind) doing.mutate({ complaintId, kind, what, restrict, ...(at && { happenedAt: momentAt(zone, at) }) }) }} /></div>
    </>
  )
}
