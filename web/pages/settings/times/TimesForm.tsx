import { Button, Radio } from 'antd'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { officialCalendars } from '#contract/official-calendar.ts'
import { previewTimes, setTimes, type UnitTimes, WEEK } from '#contract/working-time.ts'
import { faultOf } from '../../../app/fault.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { Moves } from '../../../modules/clock/Moves.tsx'
import { usePreview } from '../../../modules/clock/use-preview.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { SelectField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'
import { useRegionName } from '../holidays/region-name.ts'
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

const ABOVE = 'above'

const PublicHolidays = ({ times, values, onSet, fault }: PartProps) => {
  const { t } = useTranslation('times')
  const regions = useAsk(officialCalendars, {}).data?.items ?? []
  const nameOf = useRegionName(regions)
  return (
    <fieldset className='card-f'>
      <legend>{t('holidays')}</legend>
      <SelectField label={t('region')} hint={t('regionHint')} value={values.region ?? ABOVE} onChange={(region) => onSet({ region: region === ABOVE ? null : region })} error={fault('region')} options={[{ value: ABOVE, label: t('regionAbove') }, ...regions.map(({ code }) => ({ value: code, label: nameOf(code) }))]} />
      <Radio.Group className='stacked' aria-label={t('holidays')} value={values.holidays} onChange={(event) => onSet({ holidays: event.target.value as Values['holidays'] })} options={(['above', 'yes', 'no'] as const).map((value) => ({ value, label: t(`holiday.${value}`) }))} />
      {times.holidaysUntil && <p className='hint'>{t('holidaysUntil', { year: times.holidaysUntil.slice(0, 4) })}</p>}
    </fieldset>
  )
}

interface Props { readonly times: UnitTimes; readonly onDone: () => void }

/** What would move is looked at first; where nothing would, it is saved at once. */
const useSaving = (onDone: () => void) => {
  const saving = useDo(setTimes, onDone)
  const preview = usePreview(previewTimes, ({ input: { from: _, ...input }, preview: { digest, moves } }) => { if (moves.moved === 0) saving.mutate({ ...input, seen: digest }) })
  const confirm = () => {
    if (!preview.data) return
    const { input: { from: _, ...input }, preview: { digest } } = preview.data
    saving.mutate({ ...input, seen: digest })
  }
  return { saving, preview, confirm, back: () => { preview.reset(); saving.reset() } }
}

const Review = ({ preview, saving, confirm, back }: ReturnType<typeof useSaving>) => {
  const { t } = useTranslation('times')
  return preview.data && (
    <div>
      <Moves first={preview.data.preview.moves} more={preview.more} />
      <ProblemNote error={saving.error} />
      <div className='form-end'><ActionButton label={t('confirm')} kind='primary' whyNot={null} loading={saving.isPending} onPress={confirm} /><Button onClick={back}>{t('back')}</Button></div>
    </div>
  )
}

/** When a unit is open; deadlines in opening hours are counted by it. */
export const TimesForm = ({ times, onDone }: Props) => {
  const { t } = useTranslation('times')
  const whyNot = useWhyNot()
  const [values, setValues] = useState(() => valuesOf(times))
  const [pressed, setPressed] = useState(false)
  const doing = useSaving(onDone)
  const { preview, saving } = doing
  const empty = missing(values)
  const error = preview.error ?? saving.error
  const fault = (field: string) => (pressed && empty.has(field) ? t('settings:missing') : faultOf(error, field))
  const set = (part: Partial<Values>) => setValues((before) => ({ ...before, ...part }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (empty.size === 0) preview.mutate({ id: times.unitId, revision: times.revision, ...inputOf(values) })
  }
  const part = { times, values, onSet: set, fault }
  const reviewing = preview.data !== undefined && preview.data.preview.moves.moved > 0
  return (
    <>
      {reviewing && <Review {...doing} />}
      <form onSubmit={submit} noValidate hidden={reviewing}>
        <ProblemNote error={error} fieldsBeside />
        <Week {...part} />
        <PublicHolidays {...part} />
        <Closures entries={values.closures} onChange={(closures) => set({ closures })} fault={fault} />
        <SpecialDays entries={values.special} onChange={(special) => set({ special })} fault={fault} />
        <p className='hint'>{t('saveHint')}</p>
        <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot('clock.setTimes')} loading={preview.isPending || saving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
      </form>
    </>
  )
}
