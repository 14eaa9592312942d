import { useState } from 'react'
import type { Info } from './api.ts'
import { Fault, describedBy } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { useSpeech } from './speech.ts'

interface PlaceFieldProps {
  /** Null until the server has answered; the place a scanned code named is kept meanwhile. */
  readonly info: Info | null
  readonly place: string
  readonly onPlace: (place: string) => void
  readonly fault: string | undefined
}

export const PlaceField = ({ info, place, onPlace, fault }: PlaceFieldProps) => {
  const { words } = useSpeech()
  const [changing, setChanging] = useState(false)
  if (!info) return null
  const scanned = info.place?.id === place ? info.place : undefined
  if (scanned && !changing) {
    return (
      <div className='place'>
        <Icon name='pin' /><span>{scanned.name}</span>
        {info.places.length > 0 && <button type='button' className='link' onClick={() => setChanging(true)}>{words.tell.placeChange}</button>}
      </div>
    )
  }
  if (info.places.length === 0) return <Fault id='place-fault' text={fault} />
  const options = scanned && !info.places.some((p) => p.id === scanned.id) ? [scanned, ...info.places] : info.places
  return (
    <div className='field'>
      <label htmlFor='place'>{words.tell.place} <span className='opt'>{words.optional}</span></label>
      <select id='place' className='ctl' value={place} onChange={(e) => onPlace(e.target.value)} {...describedBy('place', undefined, fault)}>
        <option value=''>{words.tell.placeNone}</option>
        {options.map((p) => <option key={p.id} value={p.id}>{p.name}</option>)}
      </select>
      <Fault id='place-fault' text={fault} />
    </div>
  )
}
