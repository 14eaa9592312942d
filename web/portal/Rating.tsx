import { useRef, useState } from 'react'
import type { PortalCase } from '#contract/portal.ts'
import { useDraft } from '../ui/draft.ts'
import { type Pass, type Rating as RatingBody, type Refused, sendRating } from './api.ts'
import { Fault, TextField, describedBy, useFocusOnFault } from './Field.tsx'
import { SendBar } from './SendBar.tsx'
import { useSending } from './sending.ts'
import { fill, useSpeech } from './speech.ts'

interface Judged {
  readonly score: number | null
  readonly satisfied: boolean | null
  readonly text: string
}
const NOT_JUDGED: Judged = { score: null, satisfied: null, text: '' }

interface PartProps {
  readonly judged: Judged
  readonly onChange: (part: Partial<Judged>) => void
  readonly fault: string | undefined
}

const Score = ({ judged, onChange, fault }: PartProps) => {
  const { rate } = useSpeech().words
  return (
    <fieldset className='field'>
      <legend>{rate.score}</legend>
      <div className='scale'>
        {rate.scores.map((label, index) => (
          <label key={label} className={judged.score === index + 1 ? 'on' : undefined}>
            <input type='radio' name='score' value={index + 1} checked={judged.score === index + 1} onChange={() => onChange({ score: index + 1 })} {...describedBy('score', undefined, fault)} />
            <b>{index + 1}</b>{label}
          </label>
        ))}
      </div>
      <Fault id='score-fault' text={fault} />
    </fieldset>
  )
}

const Satisfied = ({ judged, onChange, fault }: PartProps) => {
  const { rate } = useSpeech().words
  return (
    <fieldset className='field'>
      <legend>{rate.satisfied}</legend>
      <div className='two'>
        {[true, false].map((yes) => (
          <label key={String(yes)} className={judged.satisfied === yes ? 'tile on' : 'tile'}>
            <input type='radio' name='satisfied' checked={judged.satisfied === yes} onChange={() => onChange({ satisfied: yes })} {...describedBy('satisfied', undefined, fault)} />
            {yes ? rate.yes : rate.no}
          </label>
        ))}
      </div>
      <Fault id='satisfied-fault' text={fault} />
      <p role='status' className={judged.satisfied === false ? 'notice' : undefined}>{judged.satisfied === false && rate.noText}</p>
    </fieldset>
  )
}

interface RatingProps {
  readonly pass: Pass
  readonly rating: PortalCase['rating']
  readonly onChange: (found: PortalCase) => void
  readonly onAgain: () => void
}

const useRating = ({ pass, onChange, onAgain }: RatingProps) => {
  const { rate } = useSpeech().words
  const name = `rating.${pass.number}`
  const [judged, setJudged, clear] = useDraft(`portal.${name}`, NOT_JUDGED)
  const [tried, setTried] = useState(0)
  const [over, setOver] = useState(false)
  const done = (found: PortalCase) => {
    clear()
    onChange(found)
  }
  const refused = (fault: Refused) => {
    if (!fault.is('portal/nothing-to-rate')) return
    setOver(true)
    onAgain()
  }
  const sending = useSending<RatingBody, PortalCase>(name, (body, key) => sendRating(pass, body, key), done, refused)
  const change = (part: Partial<Judged>) => setJudged((before) => ({ ...before, ...part }))
  const submit = () => {
    setTried((n) => n + 1)
    const { score, satisfied, text } = judged
    if (score !== null && satisfied !== null) sending.send({ score, satisfied, text: text.trim() || null })
  }
  const faults = { score: tried > 0 && judged.score === null ? rate.scoreMissing : undefined, satisfied: tried > 0 && judged.satisfied === null ? rate.satisfiedMissing : undefined }
  return { judged, change, tried, over, sending, submit, faults }
}

export const Rating = (props: RatingProps) => {
  const { rate } = useSpeech().words
  const form = useRef<HTMLFormElement>(null)
  const { judged, change, tried, over, sending, submit, faults } = useRating(props)
  const { open, score } = props.rating
  useFocusOnFault(form, tried)
  if (!open && sending.phase === 'idle') {
    return <section className='card'><p role='status'>{over && `${rate.over} `}{score !== null && `${rate.thanks} ${fill(rate.given, { score })}`}</p></section>
  }
  return (
    <form ref={form} className='card key stack-6' noValidate onSubmit={(e) => { e.preventDefault(); submit() }}>
      <div><h2>{rate.heading}</h2><p className='muted'>{rate.lead}</p></div>
      <fieldset className='stack-6' disabled={sending.phase !== 'idle'}>
        <Score judged={judged} onChange={change} fault={faults.score} />
        <Satisfied judged={judged} onChange={change} fault={faults.satisfied} />
        <TextField id='rating' label={rate.text} value={judged.text} onValue={(text) => change({ text })} rows={3} most={4000} optional />
      </fieldset>
      <SendBar sending={sending} label={rate.submit} />
    </form>
  )
}
