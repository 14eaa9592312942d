import { idempotencyMismatch, invalidInput, malformed, notAllowed, notFound, notSignedIn, tooLarge } from './common.ts'
import { mergedElsewhere, notClosed, notOpen } from './complaint.ts'
import type { Endpoint, Refusal } from './endpoint.ts'
import { csrfMissing, tooManyCalls } from './identity.ts'

const ofWrites = [malformed, tooLarge, idempotencyMismatch]
const ofClosed = [notSignedIn, notAllowed, tooManyCalls]

/** What asks how a case stands may find it taken into another. */
const ofStanding = (refuses: readonly Refusal[]) => (refuses.includes(notOpen) || refuses.includes(notClosed) ? [mergedElsewhere] : [])

/** Every refusal an operation can answer: its own, and those that come with what kind of operation it is. */
export const refusalsOf = ({ route, open, refuses = [] }: Endpoint): readonly Refusal[] => {
  const writes = !route.startsWith('GET')
  return [...new Set([...refuses, ...ofStanding(refuses), invalidInput, ...(route.includes('/:') ? [notFound] : []), ...(writes ? ofWrites : []), ...(open ? [] : ofClosed), ...(writes && !open ? [csrfMissing] : [])])]
}
