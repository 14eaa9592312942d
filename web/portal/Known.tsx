import type { PortalCase } from '#contract/portal.ts'
import { type Pass, type Protection, type Refused, sendProtection } from './api.ts'
import { SendBar } from './SendBar.tsx'
import { useSending } from './sending.ts'
import { useSpeech } from './speech.ts'

interface Props { readonly pass: Pass; readonly found: PortalCase; readonly onChange: (found: PortalCase) => void; readonly onAgain: () => void }

/** Who knows the complainant, and the way to change it: theirs to decide while the case is open. */
export const Known = ({ pass, found, onChange, onAgain }: Props) => {
  const { known } = useSpeech().words
  const refused = (fault: Refused) => { if (fault.problem.status === 409) onAgain() }
  const sending = useSending<Protection, PortalCase>(`protect.${pass.number}`, (body, key) => sendProtection(pass, body, key), onChange, refused)
  const { identity } = found
  return (
    <section className='card stack'>
      <h2>{known.heading}</h2>
      <p>{known[identity]}</p>
      {identity !== 'anonymous' && !found.closed && (
        <form onSubmit={(e) => { e.preventDefault(); sending.send({ identity: identity === 'open' ? 'protected' : 'open' }) }}>
          <SendBar sending={sending} label={identity === 'open' ? known.protect : known.lift} plain />
        </form>
      )}
    </section>
  )
}
