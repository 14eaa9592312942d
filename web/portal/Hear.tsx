import type { PortalCase } from '#contract/portal.ts'
import { type Hearing, type Pass, type Refused, sendHearing } from './api.ts'
import { SendBar } from './SendBar.tsx'
import { useSending } from './sending.ts'
import { useSpeech } from './speech.ts'

interface Props { readonly pass: Pass; readonly found: PortalCase; readonly onChange: (found: PortalCase) => void; readonly onAgain: () => void }

/** How much of what changes they hear of: theirs to decide. */
export const Hear = ({ pass, found, onChange, onAgain }: Props) => {
  const { hear } = useSpeech().words
  const refused = (fault: Refused) => { if (fault.problem.status === 409) onAgain() }
  const sending = useSending<Hearing, PortalCase>(`hear.${pass.number}`, (body, key) => sendHearing(pass, body, key), onChange, refused)
  return (
    <section className='card stack'>
      <h2>{hear.heading}</h2>
      <p>{hear[found.hear]}</p>
      {!found.closed && (
        <form onSubmit={(e) => { e.preventDefault(); sending.send({ wish: found.hear === 'all' ? 'less' : 'all' }) }}>
          <SendBar sending={sending} label={found.hear === 'all' ? hear.toLess : hear.toAll} plain />
        </form>
      )}
    </section>
  )
}
