import type { ReactNode } from 'react'
import type { LikelyDuplicate } from '#contract/links.ts'
import { useTerm } from '../../app/i18n.ts'
import { InZone } from '../../ui/InZone.tsx'
import { When } from '../../ui/When.tsx'
import { Why } from './Why.tsx'

/** A complaint that may be the same: what it says, whose it is, and why it is shown. */
export const Twin = ({ twin, children }: { readonly twin: LikelyDuplicate; readonly children: ReactNode }) => {
  const term = useTerm()
  return (
    <li className='twin'>
      <p className='twin-w'>{twin.firstWords}</p>
      <p className='muted twin-l'><span className='no'>{twin.number}</span><span>{twin.customerName}</span><span>{twin.unitName}</span><InZone zone={twin.timeZone}><When at={twin.receivedAt} /></InZone><span>{term('stage', twin.stage)}</span></p>
      <Why why={twin.why} />
      <div className='twin-a'>{children}</div>
    </li>
  )
}
