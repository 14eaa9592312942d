import type { PortalCase } from '#contract/portal.ts'
import { useSpeech } from './speech.ts'

/** Too much came at once: what was sent is here, and somebody looks at it before it gets its number. */
export const HeldView = ({ found }: { readonly found: PortalCase }) => {
  const { held } = useSpeech().words
  const gone = found.held === 'discarded'
  return (
    <div className='stack-6'>
      <div className='stack'>
        <h1 tabIndex={-1}>{gone ? held.discardedHeading : held.heading}</h1>
        <p className='muted num'>{found.number}</p>
        <p>{gone ? held.discarded : held.waiting}</p>
      </div>
      <section className='stack'>
        <h2>{held.yours}</h2>
        <ol className='rows card'>{found.points.map((point) => <li key={point.no} className='said'>{point.text}</li>)}</ol>
      </section>
    </div>
  )
}
