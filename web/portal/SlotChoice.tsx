import { useEffect, useState } from 'react'
import { describedBy, Fault } from './Field.tsx'
import { getSlots, type Slot } from './meet.ts'
import { momentWords } from './moments.ts'
import { fill, useSpeech } from './speech.ts'

const AGAIN = 15_000

export const keyOf = (slot: Pick<Slot, 'openingId' | 'startsAt'>) => `${slot.openingId} ${slot.startsAt}`
export const chosen = (value: string) => {
  const [openingId = '', startsAt = ''] = value.split(' ')
  return { openingId, startsAt }
}

/** What is free now; asked until it is known, and again when somebody was quicker. */
export const useSlots = (place: string | null) => {
  const [round, setRound] = useState(0)
  const { locale } = useSpeech()
  const [slots, setSlots] = useState<readonly Slot[] | null>(null)
  useEffect(() => {
    let gone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const load = () => {
      getSlots(place, locale, round).then(({ items }) => { if (!gone) setSlots(items) }, () => { if (!gone) timer = setTimeout(load, AGAIN) })
    }
    load()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [place, locale, round])
  return { slots, askAgain: () => setRound((n) => n + 1) }
}

interface Props { readonly slots: readonly Slot[]; readonly value: string; readonly onValue: (value: string) => void; readonly fault: string | undefined }

/** A time at a place; by place where there are several. */
export const SlotChoice = ({ slots, value, onValue, fault }: Props) => {
  const speech = useSpeech()
  const { meet } = speech.words
  const places = [...new Map(slots.map((slot) => [`${slot.unitName} ${slot.place}`, slot])).keys()]
  return (
    <div className='field'>
      <label htmlFor='slot'>{meet.when}</label>
      <select id='slot' className='ctl' value={value} onChange={(e) => onValue(e.target.value)} {...describedBy('slot', undefined, fault)}>
        <option value=''>{meet.choose}</option>
        {places.map((place) => (
          <optgroup key={place} label={place}>
            {slots.filter((slot) => `${slot.unitName} ${slot.place}` === place).map((slot) => <option key={keyOf(slot)} value={keyOf(slot)}>{fill(meet.slot, { when: momentWords({ ...speech, zone: slot.timeZone }, slot.startsAt) })}</option>)}
          </optgroup>
        ))}
      </select>
      <Fault id='slot-fault' text={fault} />
    </div>
  )
}
