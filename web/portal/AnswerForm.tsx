import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { PortalCase } from '#contract/portal.ts'
import { useDraft } from '../ui/draft.ts'
import { parseYuan } from '../ui/money.ts'
import type { Answer } from './api.ts'
import { TextField, useFocusOnFault } from './Field.tsx'
import { moneyWords } from './moments.ts'
import { SendBar } from './SendBar.tsx'
import type { Sending } from './sending.ts'
import { type Words, fill, useSpeech } from './speech.ts'

type Offered = NonNullable<PortalCase['offer']>
type Choice = Answer['answer']

interface Thought {
  readonly choice: Choice | ''
  readonly amount: string
  readonly wish: string
  readonly why: string
}
const NO_THOUGHT: Thought = { choice: '', amount: '', wish: '', why: '' }

interface CounterFaults {
  readonly amount?: string
  readonly wish?: string
}

const counterFaults = ({ amount, wish }: Thought, words: Words['offer']): CounterFaults => {
  if (amount.trim() && parseYuan(amount) === null) return { amount: words.amountOdd }
  return amount.trim() || wish.trim() ? {} : { wish: words.counterMissing }
}

interface OptionProps {
  readonly choice: Choice
  readonly label: string
  readonly hint: string
  readonly chosen: string
  readonly onChoose: (choice: Choice) => void
  readonly children: ReactNode
}

const Option = ({ choice, label, hint, chosen, onChoose, children }: OptionProps) => {
  const on = chosen === choice
  return (
    <div className={on ? 'choice on' : 'choice'}>
      <label><input type='radio' name='answer' value={choice} checked={on} onChange={() => onChoose(choice)} /><span><b>{label}</b><span className='small muted'>{hint}</span></span></label>
      {on && <div className='choice-in stack'>{children}</div>}
    </div>
  )
}

/** Agreeing binds: it is asked once more, with the sum. */
const Accept = ({ offer, sending }: { readonly offer: Offered; readonly sending: Sending<Answer> }) => {
  const speech = useSpeech()
  const words = speech.words.offer
  const [asking, setAsking] = useState(sending.phase !== 'idle')
  const box = useRef<HTMLHeadingElement>(null)
  useEffect(() => { if (asking) box.current?.focus() }, [asking])
  if (!asking) return <button type='button' className='btn main' onClick={() => setAsking(true)}>{words.acceptButton}</button>
  return (
    <div className='stack'>
      <h3 ref={box} tabIndex={-1}>{words.sureTitle}</h3>
      <p>{offer.totalFen > 0 && `${fill(words.sureTotal, { total: moneyWords(speech, offer.totalFen) })} `}{words.sureText}</p>
      <SendBar sending={sending} label={words.sureYes} />
      {sending.phase === 'idle' && <button type='button' className='btn plain' onClick={() => setAsking(false)}>{words.sureNo}</button>}
    </div>
  )
}

const answerOf = (remedyId: string, { choice, amount, wish, why }: Thought): Answer => {
  if (choice === 'counter') return { remedyId, answer: 'counter', counterFen: parseYuan(amount), text: wish.trim() || null }
  return choice === 'decline' ? { remedyId, answer: 'decline', text: why.trim() || null } : { remedyId, answer: 'accept' }
}

const useAnswer = (offer: Offered, sending: Sending<Answer>) => {
  const { words } = useSpeech()
  const [thought, setThought] = useDraft(`portal.answer.${offer.remedyId}`, NO_THOUGHT)
  const [faults, setFaults] = useState<CounterFaults>({})
  const [tried, setTried] = useState(0)
  const change = (part: Partial<Thought>) => {
    setThought((before) => ({ ...before, ...part }))
    setFaults({})
  }
  const submit = () => {
    const found = thought.choice === 'counter' ? counterFaults(thought, words.offer) : {}
    setFaults(found)
    setTried((n) => n + 1)
    if (!found.amount && !found.wish && thought.choice !== '') sending.send(answerOf(offer.remedyId, thought))
  }
  const needed = sending.fault?.is('remedy/counter-amount-missing') ? words.offer.amountNeeded : undefined
  return { thought, change, submit, tried, faults: { amount: faults.amount ?? needed ?? sending.fault?.of('counterFen'), wish: faults.wish ?? sending.fault?.of('text') } }
}

export const AnswerForm = ({ offer, sending }: { readonly offer: Offered; readonly sending: Sending<Answer> }) => {
  const { words } = useSpeech()
  const form = useRef<HTMLFormElement>(null)
  const { thought, change, submit, tried, faults } = useAnswer(offer, sending)
  useFocusOnFault(form, tried)
  const option = { chosen: thought.choice, onChoose: (choice: Choice) => change({ choice }) }
  const locked = sending.phase !== 'idle'
  return (
    <form ref={form} noValidate onSubmit={(e) => { e.preventDefault(); submit() }}>
      <fieldset aria-busy={locked}>
        <legend><h2>{words.offer.question}</h2></legend>
        <Option {...option} choice='accept' label={words.offer.accept} hint={words.offer.acceptHint}>
          <Accept offer={offer} sending={sending} />
        </Option>
        <Option {...option} choice='counter' label={words.offer.counter} hint={words.offer.counterHint}>
          <TextField id='wish' label={words.offer.wish} value={thought.wish} onValue={(wish) => change({ wish })} fault={faults.wish} rows={4} most={4000} />
          <TextField id='amount' label={words.offer.amount} value={thought.amount} onValue={(amount) => change({ amount })} fault={faults.amount} inputMode='decimal' most={16} optional className='num' />
          <SendBar sending={sending} label={words.offer.counterButton} />
          <p className='hint'>{words.offer.counterAfter}</p>
        </Option>
        <Option {...option} choice='decline' label={words.offer.decline} hint={words.offer.declineHint}>
          <TextField id='why' label={words.offer.why} value={thought.why} onValue={(why) => change({ why })} rows={2} most={4000} optional className='low' />
          <p className='small'>{words.offer.declineWays}</p>
          <SendBar sending={sending} label={words.offer.declineButton} plain />
        </Option>
      </fieldset>
    </form>
  )
}
