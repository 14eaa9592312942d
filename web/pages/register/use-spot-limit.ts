import { spotLimit } from '#contract/spot-limit.ts'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import type { Draft } from './draft.ts'

type Known = Pick<Draft, 'unitId' | 'customerId' | 'classCode'>

/** What may be promised on the spot, as the server answers for exactly what is entered; null while it has not, without a network too: no figure rather than a wrong one. */
export const useSpotLimit = ({ unitId, customerId, classCode }: Known, urgency: 'general' | 'urgent' | 'critical') => {
  const can = useCan()
  const { data, isPlaceholderData } = useAsk(spotLimit, { unitId, urgency, ...(customerId && { customerId }), ...(classCode && { classCode }) }, { enabled: unitId !== '' && can('remedy.read') })
  return data && !isPlaceholderData ? data : null
}
