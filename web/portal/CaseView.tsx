import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { PortalCase } from '#contract/portal.ts'
import type { Pass } from './api.ts'
import { Handler } from './Handler.tsx'
import { HeldView } from './HeldView.tsx'
import { KeepCase } from './KeepCase.tsx'
import { Messages } from './Messages.tsx'
import { Link } from './Nav.tsx'
import { NextStep } from './NextStep.tsx'
import { Steps } from './Steps.tsx'
import { momentWords } from './moments.ts'
import { isOpen } from './open-offer.ts'
import { SpeechContext, type Words, fill, useSpeech, useSpeechIn } from './speech.ts'
import type { View } from './use-case.ts'

/** They come as the case does: who tells us something new needs none of them. */
const Composer = lazy(() => import('./Composer.tsx').then((loaded) => ({ default: loaded.Composer })))
const Yours = lazy(() => import('./Yours.tsx').then((loaded) => ({ default: loaded.Yours })))
const IdeaView = lazy(() => import('./IdeaView.tsx').then((loaded) => ({ default: loaded.IdeaView })))
const Remedied = lazy(() => import('./Remedied.tsx').then((loaded) => ({ default: loaded.Remedied })))
const Rating = lazy(() => import('./Rating.tsx').then((loaded) => ({ default: loaded.Rating })))

/** From this step on something may be signed and kept. */
const AGREED = 4

const isRemedied = (found: PortalCase) => found.declined !== null || found.outside.length > 0 || found.offer !== null || found.step >= AGREED

const headline = (found: PortalCase, words: Words['case']): string => {
  if (found.rating.open) return words.headRate
  if (found.closed) return words.headClosed
  if (isOpen(found.offer)) return words.headOffer
  if (found.offer?.state === 'countered') return words.headCountered
  if (found.declined && found.step < AGREED) return words.headDeclined
  return words.headlines[found.step - 1] ?? found.stepName
}

const answers = (found: PortalCase) => found.messages.filter((m) => m.from === 'us').length

/** What has come since the last look, in one sentence for whoever cannot see the page change. */
const newsOf = (before: PortalCase, after: PortalCase, words: Words['case']): string => {
  if (after.offer?.state === 'offered' && before.offer?.remedyId !== after.offer.remedyId) return words.newOffer
  if (answers(after) > answers(before)) return words.newAnswer
  return after.step === before.step ? '' : fill(words.newStep, { step: after.stepName })
}

const useNews = (found: PortalCase, words: Words['case']): string => {
  const before = useRef(found)
  const [news, setNews] = useState('')
  useEffect(() => {
    const said = newsOf(before.current, found, words)
    before.current = found
    if (said) setNews(said)
  }, [found, words])
  return news
}

const Points = ({ points }: Pick<PortalCase, 'points'>) => {
  const { words } = useSpeech()
  return points.length === 0 ? null : (
    <section className='stack'>
      <h2>{words.case.points}</h2>
      <ol className='rows card'>{points.map((p) => <li key={p.no} className='said'>{points.length > 1 && `${p.no}. `}{p.text}</li>)}</ol>
    </section>
  )
}

const Closed = () => {
  const { words } = useSpeech()
  return (
    <section className='card stack'>
      <p>{words.case.closedText}</p>
      <Link to={{ page: 'tell', place: null, card: null }} className='btn'>{words.case.closedAgain}</Link>
    </section>
  )
}

interface CaseViewProps {
  readonly pass: Pass
  readonly view: View
  readonly found: PortalCase
  readonly onChange: (found: PortalCase) => void
  readonly onAgain: () => void
  readonly onLeave: () => void
}

const Shown = ({ pass, view, found, onChange, onAgain, onLeave }: CaseViewProps) => {
  const speech = useSpeech()
  const words = speech.words.case
  const news = useNews(found, words)
  const [prompt, setPrompt] = useState('')
  const writing = { pass, onChange, onAgain }
  const prompted = useCallback(() => setPrompt(''), [])
  return (
    <div className='stack-6'>
      <div className='stack-2'>
        <p className='muted small'>{words.number} <span className='num'>{found.number}</span> · {fill(words.received, { when: momentWords(speech, found.receivedAt) })}</p>
        {found.representative && <p className='muted small'>{fill(words.representative, { name: found.representative })}</p>}
        {found.includes.length > 0 && <p className='muted small'>{fill(words.includes, { numbers: found.includes.join(' · ') })}</p>}
        <h1 tabIndex={-1}>{headline(found, words)}</h1>
        <p role='status' className={news ? 'notice' : undefined}>{news}</p>
        {view.trouble === 'offline' && <p role='status' className='notice'>{fill(words.offline, { when: momentWords(speech, view.at) })}</p>}
      </div>
      <Steps step={found.step} name={found.stepName} />
      {(found.rating.open || found.rating.score !== null) && <Suspense fallback={null}><Rating {...writing} rating={found.rating} /></Suspense>}
      {!found.closed && <NextStep found={found} />}
      {isRemedied(found) && <Suspense fallback={null}><Remedied {...writing} found={found} signed={found.step >= AGREED} onAsk={setPrompt} /></Suspense>}
      <Handler found={found} />
      {!found.closed && <p><Link to={{ page: 'meet', number: found.number, place: null, card: null }} className='link'>{words.meet}</Link></p>}
      <Messages messages={found.messages} pass={pass} />
      {found.closed ? <Closed /> : <Suspense fallback={null}><Composer {...writing} prompt={prompt} onPrompted={prompted} /></Suspense>}
      <Points points={found.points} />
      <Suspense fallback={null}><Yours {...writing} found={found} /></Suspense>
      <footer className='foot small'>
        <KeepCase pass={pass} found={found} at={view.at} />
        <p className='muted'>{words.leaveHint}</p>
        <p><button type='button' className='link' onClick={onLeave}>{words.leave}</button></p>
      </footer>
    </div>
  )
}

const Whatever = (props: CaseViewProps) => {
  if (props.found.held) return <HeldView found={props.found} />
  return props.found.suggestion ? <Suspense fallback={null}><IdeaView {...props} suggestion={props.found.suggestion} /></Suspense> : <Shown {...props} />
}

/** A case on the clock of the place it belongs to, wherever it is read. */
export const CaseView = (props: CaseViewProps) => <SpeechContext value={useSpeechIn(props.found.timeZone)}><Whatever {...props} /></SpeechContext>
