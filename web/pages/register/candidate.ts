import type { Candidate } from '#contract/importing.ts'
import { rightNow } from '../../ui/now.ts'
import { localAt } from '../../ui/zone.ts'
import { type Draft, newPoint } from './draft.ts'

/** How it came to us, where only its source is known. */
const CHANNELS: Readonly<Partial<Record<Candidate['source'], Draft['channel']>>> = { serviceReport: 'field', salesReport: 'field', dealerLetter: 'dealer', subcontractor: 'dealer', colleague: 'colleague' }

/** What is known of a candidate, as a registration begins with it. Its time is shown on the clock of `zone`. */
export const draftOf = (known: Candidate, zone: string): Partial<Draft> => ({
  startedAt: rightNow().format(), channel: known.channel === 'automatic' ? CHANNELS[known.source] ?? known.channel : known.channel, ...(known.unitId && { unitId: known.unitId }), ...(known.receivedAt && { received: 'earlier' as const, receivedAt: localAt(zone, Date.parse(known.receivedAt)) }),
  name: known.customerName ?? '', phone: known.phone ?? '', productName: known.product ?? '', orderNumber: known.order ?? '', points: [{ ...newPoint(), text: known.text, wants: known.wants ?? '', categoryCode: known.categoryCode }],
})
