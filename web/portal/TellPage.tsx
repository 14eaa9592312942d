import { useRef } from 'react'
import { Attachments } from './Attachments.tsx'
import type { Info } from './api.ts'
import { CardNote } from './CardNote.tsx'
import { AboutStaff, Contact, WhoFrom } from './Contact.tsx'
import { Discard } from './Discard.tsx'
import { TextField, useFocusOnFault } from './Field.tsx'
import { AnswerChoice, KindChoice } from './KindChoice.tsx'
import { Nav } from './Nav.tsx'
import { PlaceField } from './PlaceField.tsx'
import type { Scanned } from './route.ts'
import { SendBar } from './SendBar.tsx'
import { type Speech, useSpeech } from './speech.ts'
import { type Kind, isComplaint } from './tell-draft.ts'
import { type Telling, useTelling } from './use-telling.ts'
import { Wishes } from './Wishes.tsx'

/** What the page says for each kind of thing. */
const wordsFor = ({ words: { tell } }: Speech, kind: Kind) => ({
  complaint: { heading: tell.heading, lead: tell.lead, what: tell.what, hint: tell.whatHint },
  praise: { heading: tell.praiseHeading, lead: tell.praiseLead, what: tell.praiseWhat, hint: tell.praiseHint },
  suggestion: { heading: tell.suggestionHeading, lead: tell.suggestionLead, what: tell.suggestionWhat, hint: tell.suggestionHint },
})[kind]

const Questions = ({ telling }: { readonly telling: Telling }) => {
  const speech = useSpeech()
  const { told, change, faults, uploads, items } = telling
  const { what, hint } = wordsFor(speech, told.kind)
  const complaint = isComplaint(told)
  return (
    <>
      <TextField id='text' label={what} hint={hint} value={told.text} onValue={(text) => change({ text })} fault={faults.text} rows={6} most={20_000} required />
      {told.kind === 'praise' && <TextField id='praised' label={speech.words.tell.praised} hint={speech.words.tell.praisedHint} value={told.praised} onValue={(praised) => change({ praised })} most={200} optional />}
      {told.kind === 'suggestion' && <AnswerChoice told={told} onChange={change} />}
      {complaint && <Attachments id='tell' uploads={uploads} items={items} />}
      {told.kind === 'complaint' && <AboutStaff told={told} onChange={change} />}
      {told.kind === 'complaint' && <Wishes told={told} onChange={change} />}
      {complaint ? <Contact told={told} faults={faults} onChange={change} /> : <WhoFrom told={told} faults={faults} onChange={change} />}
    </>
  )
}

/** What went wrong or well, or could be better, told by somebody who has never seen this page. */
export const TellPage = ({ info, scanned }: { readonly info: Info | null; readonly scanned: Scanned }) => {
  const speech = useSpeech()
  const { tell, files: fileWords } = speech.words
  const form = useRef<HTMLFormElement>(null)
  const telling = useTelling(info, scanned)
  const { told, place, change, sending, files } = telling
  const { heading, lead } = wordsFor(speech, told.kind)
  useFocusOnFault(form, telling.tried)
  return (
    <div className='stack-6'>
      <Nav here='tell' />
      <div className='stack'>
        <h1 tabIndex={-1}>{heading}</h1>
        <p>{lead}</p>
        <CardNote info={info} card={scanned.card} place={place.place} />
        {telling.restored && sending.phase === 'idle' && <p className='notice' role='status'>{tell.restored}</p>}
      </div>
      <form ref={form} className='stack-8' noValidate onSubmit={(e) => { e.preventDefault(); telling.submit() }}>
        <fieldset className='stack-8' disabled={sending.phase !== 'idle'}>
          <KindChoice told={told} onChange={change} />
          <PlaceField info={info} place={place.place} onPlace={place.choose} fault={place.unknown ? tell.placeUnknown : undefined} />
          <Questions telling={telling} />
          {/* Seen by nobody and read out to nobody: only a program fills it. */}
          <div className='trap' aria-hidden='true'><input name='website' tabIndex={-1} autoComplete='off' value={telling.trap} onChange={(event) => telling.setTrap(event.target.value)} /></div>
        </fieldset>
        <div className='stack-2'>
          <SendBar sending={sending} queued={files.queued} label={tell.submit} hindrance={files.stuck ? fileWords.stuck : undefined} />
          <p className='muted small'>{tell.after}</p>
          <Discard onDiscard={telling.discard} />
        </div>
      </form>
    </div>
  )
}
