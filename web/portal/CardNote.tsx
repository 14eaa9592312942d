import { useEffect } from 'react'
import { type Info, newKey, noteOpened } from './api.ts'
import { useSpeech } from './speech.ts'
import { firstLook } from './store.ts'

interface Props { readonly info: Info | null; readonly card: string | null; readonly place: string }

/** What the card knows besides the place, and its own words; that it is out of use or unknown is said, and stops nobody. */
export const CardNote = ({ info, card: code, place }: Props) => {
  const { words: { tell }, locale } = useSpeech()
  const card = info?.card ?? null
  useEffect(() => { if (card && firstLook(card.code)) noteOpened(card.code, newKey()) }, [card])
  if (!info || code === null) return null
  if (!card) return <p className='notice' role='status'>{tell.cardUnknown}</p>
  const details = place === info.place?.id ? [card.counter, card.product, card.lot, card.campaign].filter(Boolean).join(' · ') : ''
  return (
    <>
      {!card.active && <p className='notice' role='status'>{tell.cardRetired}</p>}
      {card.greeting?.[locale] && <p>{card.greeting[locale]}</p>}
      {details && <p className='card-at'>{[info.organization, info.place?.name, details].filter(Boolean).join(' · ')}</p>}
    </>
  )
}
