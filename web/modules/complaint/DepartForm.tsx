import { Input, Radio } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { depart } from '#contract/casefile.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { useZone, useZoneHint } from '../../ui/InZone.tsx'
import { useNow } from '../../ui/now.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { localAt, momentAt } from '../../ui/zone.ts'
import './complaint.css'

const MINUTE = 60_000
const AGO = [5, 15, 30] as const
type When = 'now' | `${(typeof AGO)[number]}` | 'other'

interface Props { readonly id: string; readonly receivedAt: string; readonly whyNot: string | null | undefined; readonly onDone: () => void }

/** D1: the customer has gone; the 24 hours for a solution run from then. */
export const DepartForm = ({ id, receivedAt, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const now = useNow()
  const { zone } = useZone()
  const zoneHint = useZoneHint()
  const [when, setWhen] = useState<When>('now')
  const [typed, setTyped] = useState('')
  const doing = useDo(depart, onDone)
  const before = (minutes: number) => now - minutes * MINUTE
  const options = [
    { value: 'now', label: t('depart.now') },
    // Nobody left before they came.
    ...AGO.filter((minutes) => before(minutes) >= Date.parse(receivedAt)).map((minutes) => ({ value: String(minutes), label: t('depart.ago', { count: minutes }) })),
    { value: 'other', label: t('depart.other') },
  ]
  const at = when === 'now' ? undefined : when === 'other' ? momentAt(zone, typed) : dayjs(before(Number(when))).toISOString()
  return (
    <>
      <p className='form-lead'>{t('depart.lead')}</p>
      <ProblemNote error={doing.error} />
      <Field label={t('depart.when')} error={when === 'other' ? null : faultOf(doing.error, 'at')}>
        <Radio.Group aria-label={t('depart.when')} optionType='button' value={when} onChange={(event) => setWhen(event.target.value as When)} options={options} />
      </Field>
      {when === 'other' && (
        <Field id='depart-at' label={t('depart.at')} hint={zoneHint} error={faultOf(doing.error, 'at')} required>
          <Input id='depart-at' type='datetime-local' min={localAt(zone, Date.parse(receivedAt))} max={localAt(zone, now)} value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
      )}
      <div className='form-end'><ActionButton kind='primary' size='large' label={t('depart.save')} whyNot={whyNot ?? (when === 'other' && typed === '' ? t('depart.atMissing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id, ...(at && { at }) })} /></div>
    </>
  )
}
