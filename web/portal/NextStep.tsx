import type { PortalCase } from '#contract/portal.ts'
import { deadlineWords, spanWords } from './moments.ts'
import { isOpen } from './open-offer.ts'
import { fill, useSpeech } from './speech.ts'

/** The promise in large type: who answers by when. When we are late, we say so. */
export const NextStep = ({ found }: { readonly found: PortalCase }) => {
  const speech = useSpeech()
  const words = speech.words.case
  const { nextBy, handler, unitName, organization } = found
  if (isOpen(found.offer)) {
    return <section className='promise'><p className='small muted'>{words.nextLabel}</p><strong>{words.yourTurn}</strong><p className='small muted'>{words.yourTurnText}</p></section>
  }
  if (nextBy === null) return found.rating.open || found.step === 5 ? null : <section className='promise'><p>{words.nextNone}</p></section>
  const left = new Date(nextBy).getTime() - Date.now()
  const when = deadlineWords(speech, nextBy)
  if (left < 0) {
    return <section className='promise late'><strong>{fill(words.late, { when })}</strong><p className='small'>{handler?.phone ? words.lateText : words.lateNoPhone}</p></section>
  }
  const span = spanWords(speech, left)
  return (
    <section className='promise'>
      <p className='small muted'>{words.nextLabel}</p>
      <strong>{fill(words.next, { when, who: handler?.name ?? (unitName || organization) })}</strong>
      {span && <p className='small muted'>{fill(words.nextLeft, { span })}</p>}
    </section>
  )
}
