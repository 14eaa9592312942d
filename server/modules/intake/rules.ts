import type { RegisterComplaint } from '#contract/complaint.ts'
import type { ReceptionInput, Talk } from '#contract/reception.ts'
import { type Instant, MINUTE, inOurTimes, instant, plusMs } from '#kernel/time.ts'

/** A clock a little ahead on the caller's side is no time to come. */
const SKEW_MS = 5 * MINUTE

const isPast = (at: string, now: Instant) => inOurTimes(at) && instant(at) <= plusMs(now, SKEW_MS)
const inOrder = (from: string, to: string) => instant(from) <= instant(to)

const talkFault = ({ startedAt, endedAt, pauses }: Talk, now: Instant): string | null => {
  if (!isPast(startedAt, now)) return 'talk/startedAt'
  if (endedAt && !(isPast(endedAt, now) && inOrder(startedAt, endedAt))) return 'talk/endedAt'
  const odd = pauses.findIndex(({ from, to }) => !(isPast(to, now) && inOrder(from, to) && inOrder(startedAt, from)))
  return odd < 0 ? null : `talk/pauses/${odd}`
}

/** Which of its times cannot be: the field, or null. */
export const impossibleTime = ({ notes = [], recording, talk, readBack, answerBy }: ReceptionInput, now: Instant): string | null => {
  const note = notes.findIndex(({ at }) => !isPast(at, now))
  if (note >= 0) return `notes/${note}/at`
  if (recording?.startedAt && !isPast(recording.startedAt, now)) return 'recording/startedAt'
  if (readBack && !isPast(readBack.at, now)) return 'readBack/at'
  if (answerBy && !inOurTimes(answerBy)) return 'answerBy'
  return talk ? talkFault(talk, now) : null
}

/** Files it names that the registration does not bring: their field, or null. */
export const strayFile = ({ recording, readBack }: ReceptionInput, fileIds: readonly string[]): string | null => {
  if (recording && !fileIds.includes(recording.fileId)) return 'recording/fileId'
  return readBack?.signatureId && !fileIds.includes(readBack.signatureId) ? 'readBack/signatureId' : null
}

/** Where a letter came from tells who wrote it: known with who complains, and of who is anonymous not at all. */
export const withoutOrigin = (input: RegisterComplaint): RegisterComplaint => {
  const { customer, reception, identity = 'open' } = input
  if (identity === 'open' || !reception?.writtenFrom) return input
  return { ...input, customer: { ...customer, address: customer.address || reception.writtenFrom }, reception: { ...reception, writtenFrom: null } }
}
