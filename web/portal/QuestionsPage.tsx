import { answerWords, askedOf, saidIn } from '#contract/asking.ts'
import { TRIED } from '../ui/tried.ts'
import { isThere, useBehind, useTouched } from './behind.ts'
import { momentWords } from './moments.ts'
import { QuestionsForm } from './QuestionsForm.tsx'
import { type Asked, getQuestions, noteOpened, useQuestionWords } from './questions.ts'
import { fill, useSpeech, useSpeechIn } from './speech.ts'

/** What was handed in, to read again. */
const Own = ({ asked }: { readonly asked: Asked }) => {
  const speech = useSpeechIn(asked.timeZone)
  const words = useQuestionWords()
  const { answers, answered } = asked
  if (!answers || !answered) return null
  return (
    <section className='card stack'>
      <h2>{words.own}</h2>
      <p className='muted'>{fill(words.answeredBy, { name: answered.by, at: momentWords(speech, answered.at) })}</p>
      <dl className='stack-2'>{askedOf(asked.questions, answers).map((question) => { const given = answers[question.code]; return <div key={question.code}><dt className='muted small'>{saidIn(question.text, speech.locale)}</dt><dd className='said'>{given === undefined ? words.none : answerWords(question, given, speech.locale)}</dd></div> })}</dl>
    </section>
  )
}

const Head = ({ asked }: { readonly asked: Asked }) => {
  const speech = useSpeechIn(asked.timeZone)
  const words = useQuestionWords()
  const intro = asked.intro && saidIn(asked.intro, speech.locale)
  return (
    <div className='stack'>
      <div>{asked.organization && <p className='muted'>{asked.organization}</p>}<h1 tabIndex={-1}>{saidIn(asked.title, speech.locale)}</h1></div>
      {intro && <p className='said'>{intro}</p>}
      {asked.note && <p className='notice said'>{asked.note}</p>}
      {asked.state === 'open' && asked.number !== TRIED && <p className='muted small'>{fill(words.until, { until: momentWords(speech, asked.until), number: asked.number })}</p>}
    </div>
  )
}

/** A questionnaire, answered once behind a link. */
export const QuestionsPage = ({ code }: { readonly code: string }) => {
  const { words: { titles } } = useSpeech()
  const words = useQuestionWords()
  const [asked, setAsked] = useBehind(code, getQuestions)
  useTouched(code, isThere(asked), noteOpened)
  if (asked === null) return <p role='status' className='muted'>{words.loading}</p>
  if (!isThere(asked)) return <div className='stack-6'><h1 tabIndex={-1}>{titles.questions}</h1><p className='notice'>{words[asked]}</p></div>
  return (
    <div className='stack-6'>
      <Head asked={asked} />
      {asked.state === 'over' && <p className='notice' role='status'>{words.ended}</p>}
      {asked.state === 'answered' && <><p className='notice' role='status'>{words.answered}</p><Own asked={asked} /></>}
      {asked.state === 'open' && <QuestionsForm code={code} asked={asked} onDone={setAsked} />}
    </div>
  )
}
