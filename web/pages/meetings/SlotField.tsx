import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { type Slot, slots } from '#contract/meeting.ts'
import { useAsk } from '../../app/query.ts'
import { SelectField } from '../../ui/inputs.tsx'
import { wall } from '../../ui/time-words.ts'

const keyOf = (slot: Slot) => `${slot.openingId} ${slot.startsAt}`

interface Props { readonly value: string | null; readonly onChange: (value: string | null) => void; readonly error: string | null | undefined }

/** A time that is free: `openingId startsAt`. */
export const SlotField = ({ value, onChange, error }: Props) => {
  const { t } = useTranslation('voices')
  const { data } = useAsk(slots, {})
  const items = data?.items ?? []
  const hint = data && items.length === 0 ? t('meet.noSlots') : undefined
  return <SelectField label={t('meet.when')} required search value={value} onChange={onChange} error={error} hint={hint} options={items.map((slot) => ({ value: keyOf(slot), label: t('meet.slot', { at: wall(dayjs(slot.startsAt).valueOf(), slot.timeZone).format(t('meet.format')), place: `${slot.unitName} ${slot.place}`, count: slot.free }) }))} />
}

export const chosen = (value: string | null) => {
  const [openingId = '', startsAt = ''] = (value ?? '').split(' ')
  return { openingId, startsAt }
}
