import { useRef, useState } from 'react'
import { isThere, useBehind } from './behind.ts'
import { OneOf, Scale } from './Choices.tsx'
import { TextField, useFocusOnFault } from './Field.tsx'
import { Link } from './Nav.tsx'
import { type Answer, getOpinion, type Opinion, type Question, sendOpinion } from './opinion.ts'
import { SendBar } from './SendBar.tsx'
import { useSending } from './sending.ts'
import { useSpeech } from './speech.ts'

interface OneProps { readonly id: string; readonly question: Question; readonly value: Answer; readonly onValue: (value: Answer) => void; readonly fault: string | undefined }

const One = ({ id, question: { kind, text, choices }, value, onValue, fault }: OneProps) => {
  if (kind === 'text') return <TextField id={id} label={text} rows={3} most={4000} value={typeof value === 'string' ? value : ''} onValue={(words) => onValue(words || null)} optional fault={fault} />
  if (kind === 'scale') return <Scale id={id} legend={text} value={typeof value === 'number' ? value : null} onValue={onValue} fault={fault} />
  return <OneOf id={id} legend={text} choices={choices.map((choice) => ({ value: choice, label: choice }))} value={typeof value === 'string' ? value : null} onValue={onValue} fault={fault} />
}

const Where = ({ units, value, onValue }: { readonly units: Opinion['units']; readonly value: string; readonly onValue: (id: string) => void }) => {
  const { opinion } = useSpeech().words
  if (units.length < 2) return null
  return <div className='field'><label htmlFor='opinion-unit'>{opinion.unit}</label><select id='opinion-unit' className='ctl' value={value} onChange={(e) => onValue(e.target.value)}>{units.map((unit) => <option key={unit.id} value={unit.id}>{unit.name}</option>)}</select></div>
}

const Form = ({ code, asked, onSent }: { readonly code: string; readonly asked: Opinion; readonly onSent: () => void }) => {
  const { locale, words: { opinion } } = useSpeech()
  const form = useRef<HTMLFormElement>(null)
  const [opened] = useState(() => performance.now())
  const [answers, setAnswers] = useState<readonly Answer[]>(() => asked.questions.map(() => null))
  const [improvement, setImprovement] = useState('')
  const [unitId, setUnitId] = useState(asked.units[0]?.id ?? '')
  const [trap, setTrap] = useState('')
  const [tried, setTried] = useState(0)
  const sending = useSending('opinion', sendOpinion, onSent)
  useFocusOnFault(form, tried)
  const nothing = answers.every((answer) => answer === null) && improvement.trim() === ''
  const fault = tried > 0 && nothing ? opinion.nothing : undefined
  const submit = () => {
    setTried((n) => n + 1)
    if (!nothing) sending.send({ code, body: { answers: [...answers], improvement: improvement.trim() || null, unitId: unitId || null, locale, trap, seconds: Math.round((performance.now() - opened) / 1000) } })
  }
  return (
    <form ref={form} className='stack-8' noValidate onSubmit={(e) => { e.preventDefault(); submit() }}>
      <fieldset className='stack-8' disabled={sending.phase !== 'idle'}>
        <Where units={asked.units} value={unitId} onValue={setUnitId} />
        {asked.questions.map((question, i) => <One key={question.text} id={`opinion-${i}`} question={question} value={answers[i] ?? null} onValue={(value) => setAnswers(answers.map((each, at) => (at === i ? value : each)))} fault={i === 0 ? fault : undefined} />)}
        <TextField id='opinion-improvement' label={opinion.improvement} hint={opinion.improvementHint} rows={4} most={4000} value={improvement} onValue={setImprovement} optional />
        {/* Seen by nobody and read out to nobody: only a program fills it. */}
        <div className='trap' aria-hidden='true'><input name='website' tabIndex={-1} autoComplete='off' value={trap} onChange={(event) => setTrap(event.target.value)} /></div>
      </fieldset>
      <SendBar sending={sending} label={opinion.send} />
    </form>
  )
}

const Thanks = () => {
  const { opinion } = useSpeech().words
  return (
    <div className='stack' role='status'>
      <p className='notice'>{opinion.thanks}</p>
      <p>{opinion.thanksHint}</p>
      <p><Link to={{ page: 'tell', place: null, card: null }} className='link'>{opinion.answerWanted}</Link></p>
    </div>
  )
}

/** Some questions of the firm, answered once behind a link. */
export const OpinionPage = ({ code }: { readonly code: string }) => {
  const { words: { opinion, titles } } = useSpeech()
  const [shown] = useBehind(code, getOpinion)
  const [sent, setSent] = useState(false)
  if (shown === null) return <p role='status' className='muted'>{opinion.loading}</p>
  if (!isThere(shown)) return <div className='stack-6'><h1 tabIndex={-1}>{titles.opinion}</h1><p className='notice'>{opinion[shown]}</p></div>
  return (
    <div className='stack-6'>
      <div className='stack'><div><p className='muted'>{shown.organization}</p><h1 tabIndex={-1}>{shown.name}</h1></div>{shown.greeting && <p className='pre'>{shown.greeting}</p>}</div>
      {sent && <Thanks />}
      {!sent && shown.answered && <p className='notice'>{opinion.answered}</p>}
      {!sent && !shown.answered && <Form code={code} asked={shown} onSent={() => setSent(true)} />}
    </div>
  )
}
