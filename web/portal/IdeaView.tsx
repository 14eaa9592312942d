import type { PortalCase } from '#contract/portal.ts'
import type { Pass } from './api.ts'
import { KeepCase } from './KeepCase.tsx'
import { deadlineWords, momentWords } from './moments.ts'
import { fill, useSpeech } from './speech.ts'
import type { View } from './use-case.ts'

interface Props { readonly pass: Pass; readonly view: View; readonly found: PortalCase; readonly suggestion: NonNullable<PortalCase['suggestion']>; readonly onLeave: () => void }

const Waiting = ({ found: { nextBy }, suggestion: { answerBy } }: Pick<Props, 'found' | 'suggestion'>) => {
  const speech = useSpeech()
  const { idea } = speech.words
  const late = nextBy !== null && new Date(nextBy).getTime() < Date.now()
  return (
    <section className={late ? 'promise late' : 'promise'}>
      <strong>{nextBy === null ? idea.soon : fill(late ? idea.late : idea.nextBy, { when: deadlineWords(speech, nextBy) })}</strong>
      <p className='small muted'>{idea.ways[answerBy ?? 'portal']}</p>
    </section>
  )
}

/** A suggestion: what was answered, and what became better by it. */
export const IdeaView = ({ pass, view, found, suggestion, onLeave }: Props) => {
  const speech = useSpeech()
  const { idea, case: words } = speech.words
  const { answer, improvement } = suggestion
  const said = (heading: string, text: string, at: string) => (
    <section className='stack'>
      <h2>{heading}</h2>
      <div className='card stack-2'><p className='said'>{text}</p><p className='muted small'>{momentWords(speech, at)}</p></div>
    </section>
  )
  return (
    <div className='stack-6'>
      <div className='stack-2'>
        <p className='muted small'>{words.number} <span className='num'>{found.number}</span> · {fill(words.received, { when: momentWords(speech, found.receivedAt) })} · {found.unitName}</p>
        <h1 tabIndex={-1}>{answer ? idea.answered : idea.waiting}</h1>
        {view.trouble === 'offline' && <p role='status' className='notice'>{fill(words.offline, { when: momentWords(speech, view.at) })}</p>}
      </div>
      {answer ? said(idea.answer, answer.text, answer.at) : <Waiting found={found} suggestion={suggestion} />}
      {improvement && said(idea.improvement, improvement.note, improvement.at)}
      <section className='stack'>
        <h2>{idea.yours}</h2>
        <ol className='rows card'>{found.points.map((point) => <li key={point.no} className='said'>{point.text}</li>)}</ol>
      </section>
      <footer className='foot small'>
        <KeepCase pass={pass} found={found} at={view.at} />
        <p className='muted'>{words.leaveHint}</p>
        <p><button type='button' className='link' onClick={onLeave}>{words.leave}</button></p>
      </footer>
    </div>
  )
}
