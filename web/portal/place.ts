import { useState } from 'react'
import type { Info } from './api.ts'

/**
 * Which place is meant: the scanned one until the person chooses another, else what the draft remembers.
 * `scanned` is '' where a card was scanned: the server knows where it hangs.
 * A scanned place is sent even before the server has named it, so that a slow network does not lose it.
 */
export const usePlace = (info: Info | null, scanned: string | null, remembered: string, remember: (place: string) => void) => {
  const [followsScan, setFollowsScan] = useState(scanned !== null)
  const [refused, setRefused] = useState(false)
  const notKnown = followsScan && info !== null && info.place === null
  const scannedPlace = info?.place?.id ?? (notKnown ? '' : scanned ?? '')
  const choose = (place: string) => {
    setFollowsScan(false)
    setRefused(false)
    remember(place)
  }
  const refuse = () => {
    choose('')
    setRefused(true)
  }
  return { place: followsScan ? scannedPlace : remembered, unknown: (notKnown && scanned !== '') || refused, choose, refuse }
}
