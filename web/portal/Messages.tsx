import type { PortalCase } from '#contract/portal.ts'
import { type Pass, fetchFile } from './api.ts'
import { MessageFile } from './MessageFile.tsx'
import { momentWords } from './moments.ts'
import { fill, useSpeech } from './speech.ts'

type MessageSeen = PortalCase['messages'][number]

const OPEN = 4

const newestFirst = (messages: readonly MessageSeen[]) => [...messages].sort((a, b) => new Date(b.at).getTime() - new Date(a.at).getTime())

const One = ({ message, pass }: { readonly message: MessageSeen; readonly pass: Pass }) => {
  const speech = useSpeech()
  const { messages } = speech.words
  return (
    <li className={`message ${message.from}`}>
      <p className='small muted'>{fill(messages.from, { who: messages[message.from], when: momentWords(speech, message.at) })}</p>
      <p className='said'>{message.text}</p>
      {message.files.length > 0 && <div className='small'><p className='muted'>{messages.files}</p><ul>{message.files.map((f) => <li key={f.id}><MessageFile fetchFile={(id) => fetchFile(pass, id)} file={f} /></li>)}</ul></div>}
    </li>
  )
}

const keyOf = (m: MessageSeen) => `${m.from} ${m.at} ${m.text.slice(0, 20)}`

/** Both sides, newest first: what one came for is on top. */
export const Messages = ({ messages, pass }: Pick<PortalCase, 'messages'> & { readonly pass: Pass }) => {
  const { words } = useSpeech()
  const sorted = newestFirst(messages)
  const older = sorted.slice(OPEN)
  return (
    <section className='stack'>
      <h2>{words.messages.heading}</h2>
      {messages.every((m) => m.from === 'you') && <p className='muted'>{words.messages.none}</p>}
      <ul className='stack-2'>{sorted.slice(0, OPEN).map((m) => <One key={keyOf(m)} message={m} pass={pass} />)}</ul>
      {older.length > 0 && (
        <details>
          <summary>{fill(words.messages.older, { count: older.length })}</summary>
          <ul className='stack-2'>{older.map((m) => <One key={keyOf(m)} message={m} pass={pass} />)}</ul>
        </details>
      )}
    </section>
  )
}
