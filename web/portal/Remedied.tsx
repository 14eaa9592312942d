import type { PortalCase } from '#contract/portal.ts'
import type { Pass } from './api.ts'
import { Declined } from './Declined.tsx'
import { KeptAgreement } from './KeptAgreement.tsx'
import { Offer } from './Offer.tsx'
import { Outside } from './Outside.tsx'

interface Props { readonly pass: Pass; readonly found: PortalCase; readonly signed: boolean; readonly onChange: (found: PortalCase) => void; readonly onAgain: () => void; readonly onAsk: (prompt: string) => void }

/** How it was decided: a no and the ways there are, here and outside; an offer; what both signed. */
export const Remedied = ({ found, signed, onAsk, ...writing }: Props) => (
  <>
    {found.declined && <Declined declined={found.declined} closed={found.closed} onAsk={onAsk} />}
    {found.outside.length > 0 && <Outside outside={found.outside} />}
    {found.offer && <Offer key={found.offer.remedyId} {...writing} offer={found.offer} handler={found.handler} />}
    {signed && <KeptAgreement key={`${found.step} ${found.messages.length}`} pass={writing.pass} timeZone={found.timeZone} />}
  </>
)
