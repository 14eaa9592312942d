import { staleVersion } from '#contract/common.ts'
import { goodsGone, signatureMissing } from '#contract/custody.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { HOUR, type Instant, plusMs } from '#kernel/time.ts'

export const whyNotHandle = (item: { readonly state: string; readonly version: number }, version: number): Refusal | null => {
  if (item.state !== 'held') return goodsGone
  return item.version === version ? null : staleVersion
}

interface Signed { readonly customerSignatureId?: string | undefined; readonly staffSignatureId?: string | undefined; readonly unsignedWhy?: string | undefined }
/** Both sign, or it is said why one of them did not. */
export const whyNotSigned = ({ customerSignatureId, staffSignatureId, unsignedWhy }: Signed): Refusal | null => ((customerSignatureId && staffSignatureId) || unsignedWhy?.trim() ? null : signatureMissing)

const MOST_WARNING = 48 * HOUR
/** Two days before it is to be back, or half of the time where that is short. */
export const warnAt = (now: Instant, returnBy: Instant): Instant => plusMs(returnBy, -Math.min(MOST_WARNING, Math.round((returnBy.getTime() - now.getTime()) / 2)))
