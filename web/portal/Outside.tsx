import type { PortalCase } from '#contract/portal.ts'
import { momentWords } from './moments.ts'
import { fill, useSpeech } from './speech.ts'

const PHONE = /^[\d\- ]+$/

const Contact = ({ contact }: { readonly contact: string }) => {
  if (!contact) return null
  return <a className='link' href={PHONE.test(contact) ? `tel:${contact}` : contact}>{contact}</a>
}

/** Where the case is heard outside: how it stands there, and that we have answered. */
export const Outside = ({ outside }: Pick<PortalCase, 'outside'>) => {
  const speech = useSpeech()
  const words = speech.words.outside
  return (
    <section className='card stack'>
      <h2>{words.heading}</h2>
      <ul className='rows'>
        {outside.map((one) => (
          <li key={`${one.body} ${one.since}`}>
            <b>{one.body}</b>
            {one.reference && <p className='small muted'>{words.reference} <span className='num'>{one.reference}</span></p>}
            <p>{one.result && one.resultAt ? fill(words.ended, { result: one.result, when: momentWords(speech, one.resultAt) }) : fill(words.stage, { stage: one.stage, when: momentWords(speech, one.since) })}</p>
            {one.answeredAt && <p className='small'>{fill(words.answered, { when: momentWords(speech, one.answeredAt) })}</p>}
            <Contact contact={one.contact} />
          </li>
        ))}
      </ul>
    </section>
  )
}
