import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Slot, slots } from '#contract/meeting.ts'
import { useAsk } from '../../app/query.ts'
import { SelectField } from '../../ui/inputs.tsx'
import { wall } from '../../ui/time-words.ts'

const keyOf = (slot: Slot) => `${slot.openingId} ${slot.startsAt}`

interface Props { /** Whose times come first; without it those of every unit. */ readonly unitId?: string | undefined; readonly value: string | null; readonly onChange: (value: string | null) => void; readonly error: string | null | undefined }

/** A time that is free: `openingId startsAt`. */
export const SlotField = ({ unitId, value, onChange, error }: Props) => {
  const { t } = useTranslation('voices')
  const [everywhere, setEverywhere] = useState(false)
  const narrowed = unitId !== undefined && !everywhere
  const { data } = useAsk(slots, narrowed ? { unitId } : {})
  const items = data?.items ?? []
  const none = data && items.length === 0 ? t(narrowed ? 'meet.noSlotsHere' : 'meet.noSlots') : null
  return (
    <>
      <SelectField label={t('meet.when')} required search value={value} onChange={onChange} error={error} hint={none ?? undefined} options={items.map((slot) => ({ value: keyOf(slot), label: t('meet.slot', { at: wall(dayjs(slot.startsAt).valueOf(), slot.timeZone).format(t('meet.format')), place: `${slot.unitName} ${slot.place}`, count: slot.free }) }))} />
      {unitId !== undefined && <p className='slot-else'><button type='button' className='link' onClick={() => { setEverywhere(!everywhere); onChange(null) }}>{t(everywhere ? 'meet.onlyHere' : 'meet.elsewhere')}</button></p>}
    </>
  )
}

export const chosen = (value: string | null) => {
  const [openingId = '', startsAt = ''] = (value ?? '').split(' ')
  return { openingId, startsAt }
}
