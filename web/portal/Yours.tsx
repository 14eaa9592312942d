import type { PortalCase } from '#contract/portal.ts'
import type { Pass } from './api.ts'
import { Hear } from './Hear.tsx'
import { Known } from './Known.tsx'

interface Props { readonly pass: Pass; readonly found: PortalCase; readonly onChange: (found: PortalCase) => void; readonly onAgain: () => void }

/** What is for the customer to say: how they hear of it, and who may know them. */
export const Yours = (props: Props) => (
  <>
    <Hear {...props} />
    <Known {...props} />
  </>
)
