import { Button, Radio } from 'antd'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setTimes, type UnitTimes, WEEK } from '#contract/working-time.ts'
import { faultOf } from '../../../app/fault.ts'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'
import { Closures, SpecialDays } from './Entries.tsx'
import { Hours } from './Hours.tsx'
import { inputOf, missing, type Values, valuesOf } from './values.ts'
import { WeekLines } from './WeekLines.tsx'

interface PartProps { readonly times: UnitTimes; readonly values: Values; readonly onSet: (part: Partial<Values>) => void; readonly fault: (field: string) => string | undefined }

const Week = ({ times, values, onSet, fault }: PartProps) => {
  const { t } = useTranslation('times')
  const toAll = () => onSet({ weekly: { ...values.weekly, tue: values.weekly.mon, wed: values.weekly.mon, thu: values.weekly.mon, fri: values.weekly.mon } })
  return (
    <fieldset className='card-f'>
      <legend>{t('week')}</legend>
      <Radio.Group className='stacked' aria-label={t('week')} value={values.ownWeek} onChange={(event) => onSet({ ownWeek: event.target.value === true })} options={[{ value: false, label: t('weekAbove') }, { value: true, label: t('weekOwn') }]} />
      {values.ownWeek ? (
        <div className='wk'>
          {WEEK.map((day) => (
            <div className='wk-d' key={day}>
              <b>{t(`weekday.${day}`)}</b>
              <Hours of={t(`weekday.${day}`)} hours={values.weekly[day]} onChange={(hours) => onSet({ weekly: { ...values.weekly, [day]: hours } })} />
              {fault(`weekly/${day}`) && <p className='fault' role='alert'>{fault(`weekly/${day}`)}</p>}
            </div>
          ))}
          <Button size='small' onClick={toAll}>{t('mondayForAll')}</Button>
        </div>
      ) : <WeekLines weekly={times.inForce.weekly} />}
    </fieldset>
  )
}

const PublicHolidays = ({ times, values, onSet }: PartProps) => {
  const { t } = useTranslation('times')
  return (
    <fieldset className='card-f'>
      <legend>{t('holidays')}</legend>
      <Radio.Group className='stacked' aria-label={t('holidays')} value={values.holidays} onChange={(event) => onSet({ holidays: event.target.value as Values['holidays'] })} options={(['above', 'yes', 'no'] as const).map((value) => ({ value, label: t(`holiday.${value}`) }))} />
      {times.holidaysUntil && <p className='hint'>{t('holidaysUntil', { year: times.holidaysUntil.slice(0, 4) })}</p>}
    </fieldset>
  )
}

/** When a unit is open; deadlines in opening hours are counted by it. */
export const TimesForm = ({ times, onDone }: { readonly times: UnitTimes; readonly onDone: () => void }) => {
  const { t } = useTranslation('times')
  const whyNot = useWhyNot()
  const [values, setValues] = useState(() => valuesOf(times))
  const [pressed, setPressed] = useState(false)
  const saving = useDo(setTimes, onDone)
  const empty = missing(values)
  const fault = (field: string) => (pressed && empty.has(field) ? t('settings:missing') : faultOf(saving.error, field))
  const set = (part: Partial<Values>) => setValues((before) => ({ ...before, ...part }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (empty.size === 0) saving.mutate({ id: times.unitId, revision: times.revision, ...inputOf(values) })
  }
  const part = { times, values, onSet: set, fault }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={saving.error} fieldsBeside />
      <Week {...part} />
      <PublicHolidays {...part} />
      <Closures entries={values.closures} onChange={(closures) => set({ closures })} fault={fault} />
      <SpecialDays entries={values.special} onChange={(special) => set({ special })} fault={fault} />
      <p className='hint'>{t('saveHint')}</p>
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot('clock.setTimes')} loading={saving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
