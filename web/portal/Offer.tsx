import { useState } from 'react'
import type { PortalCase } from '#contract/portal.ts'
import { AnswerForm } from './AnswerForm.tsx'
import { type Answer, type Pass, type Refused, sendAnswer } from './api.ts'
import { deadlineWords, moneyWords } from './moments.ts'
import { isOpen } from './open-offer.ts'
import { useSending } from './sending.ts'
import { type Words, fill, useSpeech } from './speech.ts'

type Offered = NonNullable<PortalCase['offer']>

/** What is offered, item by item. */
const Items = ({ offer }: { readonly offer: Offered }) => {
  const speech = useSpeech()
  const { words } = speech
  return (
    <>
      {offer.message && <p className='said'>{offer.message}</p>}
      <ol className='rows' aria-label={words.offer.items}>
        {offer.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an offer's items never change and carry no id.
          <li key={index}>
            <p className='line'><b>{item.name}</b>{item.amountFen > 0 && <b className='num'>{moneyWords(speech, item.amountFen)}</b>}</p>
            {item.note && <p className='small said'>{item.note}</p>}
          </li>
        ))}
        {offer.items.length > 1 && offer.totalFen > 0 && <li><p className='line'><b>{words.offer.total}</b><b className='num total'>{moneyWords(speech, offer.totalFen)}</b></p></li>}
      </ol>
    </>
  )
}

/** What became of an offer that needs no answer any more. */
const outcome = (state: string, words: Words['offer']): string => {
  switch (state) {
    case 'agreed': return words.agreed
    case 'countered': return words.countered
    case 'declined': return words.declined
    case 'withdrawn': return words.withdrawn
    case 'offered':
    case 'expired': return words.expired
    default: return ''
  }
}

interface OfferProps {
  readonly pass: Pass
  readonly offer: Offered
  readonly handler: PortalCase['handler']
  readonly onChange: (found: PortalCase) => void
  readonly onAgain: () => void
}

export const Offer = ({ pass, offer, handler, onChange, onAgain }: OfferProps) => {
  const speech = useSpeech()
  const words = speech.words.offer
  const [changed, setChanged] = useState(false)
  const refused = (fault: Refused) => {
    if (fault.problem.status !== 409) return
    setChanged(true)
    onAgain()
  }
  const sending = useSending<Answer, PortalCase>(`answer.${offer.remedyId}`, (body, key) => sendAnswer(pass, body, key), onChange, refused)
  const open = isOpen(offer)
  const said = open ? '' : outcome(offer.state, words)
  return (
    <section className='stack'>
      <div className={open ? 'card key stack' : 'card stack'}>
        <h2>{offer.state === 'counterDeclined' && !open ? words.past : words.heading}</h2>
        <Items offer={offer} />
        {open && offer.expiresAt && <p className='small muted'>{fill(words.validUntil, { when: deadlineWords(speech, offer.expiresAt) })}</p>}
        <p role='status'>{said && <b>{said}</b>}</p>
        {changed && <p role='status' className='notice'>{words.changed}</p>}
      </div>
      {(open || sending.phase !== 'idle') && <AnswerForm offer={offer} sending={sending} />}
      {open && handler?.phone && <p className='small muted'>{fill(words.callFirst, { name: handler.name })}</p>}
    </section>
  )
}
