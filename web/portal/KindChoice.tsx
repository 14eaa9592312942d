import { useSpeech } from './speech.ts'
import { KINDS, type Told } from './tell-draft.ts'

interface Props { readonly told: Told; readonly onChange: (part: Partial<Told>) => void }

/** The first question: what kind of thing somebody has come to say. */
export const KindChoice = ({ told, onChange }: Props) => {
  const { tell } = useSpeech().words
  return (
    <fieldset className='field'>
      <legend>{tell.kind}</legend>
      <div className='three'>
        {KINDS.map((kind) => (
          <label key={kind} className={told.kind === kind ? 'tile pill on' : 'tile pill'}>
            <input type='radio' name='kind' checked={told.kind === kind} onChange={() => onChange({ kind })} />{tell.kinds[kind]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Who waits for an answer gets a number and is answered, as with a complaint. */
export const AnswerChoice = ({ told, onChange }: Props) => {
  const { tell } = useSpeech().words
  const choice = (answer: boolean, label: string, hint: string) => (
    <div className={told.answer === answer ? 'choice on' : 'choice'}>
      <label><input type='radio' name='answer' checked={told.answer === answer} onChange={() => onChange({ answer })} /><span><b>{label}</b><span className='hint'>{hint}</span></span></label>
    </div>
  )
  return (
    <fieldset className='field'>
      <legend>{tell.answer}</legend>
      {choice(false, tell.answerNo, tell.answerNoHint)}
      {choice(true, tell.answerYes, tell.answerYesHint)}
    </fieldset>
  )
}
