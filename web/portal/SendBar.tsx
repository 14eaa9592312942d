import type { Refused } from './api.ts'
import { momentWords } from './moments.ts'
import type { Sending } from './sending.ts'
import { type Speech, fill, useSpeech } from './speech.ts'

/** What a refusal says to the person; the server's title is already in her language. */
export const refusalWords = (speech: Speech, fault: Refused): string => {
  const { sending } = speech.words
  if (fault.problem.status === 429) return fault.retryAt === null ? sending.laterSoon : fill(sending.later, { when: momentWords(speech, fault.retryAt) })
  if (fault.is('idempotency/mismatch')) return sending.twice
  if (fault.problem.errors?.length) return sending.check
  return fault.problem.title || sending.failed
}

interface SendBarProps<B> {
  readonly sending: Sending<B>
  readonly label: string
  /** Pressed, waiting for the files. */
  readonly queued?: boolean
  /** A sentence about something else that keeps it from being sent. */
  readonly hindrance?: string | undefined
  readonly plain?: boolean
}

/** How the sending stands, in words. */
const Standing = ({ phase, queued, byItself }: { readonly phase: Sending<never>['phase']; readonly queued: boolean; readonly byItself: boolean }) => {
  const { sending } = useSpeech().words
  return (
    <p role='status' className={phase === 'waiting' ? 'notice' : 'muted small'}>
      {phase === 'waiting' && [sending.lost, ...(byItself ? [sending.byItself] : [])].join(' ')}
      {queued && sending.files}
      {phase === 'sending' && sending.busy}
    </p>
  )
}

/** The button that sends, and beneath it how the sending stands. The button stays where it is, so that the focus does. */
export const SendBar = <B,>({ sending, label, queued = false, hindrance, plain = false }: SendBarProps<B>) => {
  const speech = useSpeech()
  const { words } = speech
  const { phase, fault, byItself, again } = sending
  const busy = queued || phase === 'sending'
  const alarm = hindrance ?? (phase === 'idle' && fault ? refusalWords(speech, fault) : '')
  return (
    <div className='stack-2'>
      {phase === 'waiting'
        ? <button type='button' className='btn main' onClick={again}>{words.sending.again}</button>
        : <button type='submit' className={plain ? 'btn' : 'btn main'} aria-disabled={busy} onClick={(e) => { if (busy) e.preventDefault() }}>{label}</button>}
      {busy && <progress className='wide' aria-label={words.sending.busy} />}
      <Standing phase={phase} queued={queued} byItself={byItself} />
      <p role='alert' className='fault'>{alarm}</p>
    </div>
  )
}
