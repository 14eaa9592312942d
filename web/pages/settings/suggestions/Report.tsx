import { useTranslation } from 'react-i18next'
import type { ModelSummary, QuestionReport } from '#contract/classification.ts'
import { installed } from '#contract/packs.ts'
import { say, useTerm } from '../../../app/i18n.ts'
import { useAsk } from '../../../app/query.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { ScrollX } from '../../../ui/ScrollX.tsx'
import { Section } from '../../../ui/Section.tsx'
import { percent } from './percent.ts'

type Question = keyof ModelSummary['report']
const QUESTIONS: readonly Question[] = ['category', 'nature', 'urgency']

/** What a code of a question is called today. */
const useNames = () => {
  const term = useTerm()
  const categories = useAsk(installed, {}).data?.categories ?? []
  return (question: Question, code: string) => {
    if (question !== 'category') return term(question, code)
    const category = categories.find((one) => one.code === code)
    return category ? say(category.label) : code
  }
}

interface Part { readonly report: QuestionReport; readonly nameOf: (code: string) => string }

const Classes = ({ report, nameOf }: Part) => {
  const { t } = useTranslation('settings')
  return (
    <ScrollX label={t('learning.perClass')}>
      <table className='tbl learn-t'>
        <thead><tr><th scope='col'>{t('learning.class')}</th><th scope='col' className='num'>{t('learning.cases')}</th><th scope='col' className='num'>{t('learning.precision')}</th><th scope='col' className='num'>{t('learning.recall')}</th></tr></thead>
        <tbody>{report.classes.map((one) => <tr key={one.code}><th scope='row'>{nameOf(one.code)}</th><td className='num'>{one.cases}</td><td className='num'>{percent(one.precision)}</td><td className='num'>{percent(one.recall)}</td></tr>)}</tbody>
      </table>
    </ScrollX>
  )
}

const Sureness = ({ report }: Part) => {
  const { t } = useTranslation('settings')
  const bins = report.bins.filter(({ cases }) => cases > 0)
  return (
    <>
      <p className='muted'>{t('learning.surenessHint', { off: percent(report.calibrationError) })}</p>
      <table className='tbl learn-t'>
        <thead><tr><th scope='col'>{t('learning.said')}</th><th scope='col' className='num'>{t('learning.cases')}</th><th scope='col' className='num'>{t('learning.right')}</th></tr></thead>
        <tbody>{bins.map((bin) => <tr key={bin.from}><th scope='row'>{percent(bin.from)}–{percent(bin.to)}</th><td className='num'>{bin.cases}</td><td className='num'>{percent(bin.right)}</td></tr>)}</tbody>
      </table>
    </>
  )
}

const Confusions = ({ report, nameOf }: Part) => {
  const { t } = useTranslation('settings')
  return <ul className='dots'>{report.confusions.slice(0, 5).map((one) => <li key={`${one.was} ${one.said}`}>{t('learning.confusion', { was: nameOf(one.was), said: nameOf(one.said), count: one.cases })}</li>)}</ul>
}

const Details = (part: Part) => {
  const { t } = useTranslation('settings')
  const { report } = part
  if (report.why === 'tooFew') return null
  return (
    <>
      <details className='learn-d'><summary>{t('learning.perClass')}</summary><Classes {...part} /></details>
      {report.confusions.length > 0 && <details className='learn-d'><summary>{t('learning.confusions')}</summary><Confusions {...part} /></details>}
      <details className='learn-d'><summary>{t('learning.sureness')}</summary><Sureness {...part} /></details>
    </>
  )
}

const Answer = ({ question, report, nameOf }: Part & { readonly question: Question }) => {
  const { t } = useTranslation('settings')
  const figures = { cases: report.cases, classes: report.classes.length, accuracy: percent(report.accuracy), macroF1: percent(report.macroF1), before: percent(report.before.macroF1), threshold: percent(report.threshold ?? 1), answered: percent(report.answered), right: percent(report.rightWhenAnswered), left: report.left }
  return (
    <div className='learn-q'>
      <h3>{t(`learning.question.${question}`)} <Chip tone={report.learnt ? 'good' : 'warn'}>{report.learnt ? t('learning.answers') : t('learning.answersNot')}</Chip></h3>
      <p>{report.learnt ? t('learning.good', figures) : t(`learning.why.${report.why ?? 'tooFew'}`, figures)}</p>
      {report.why !== 'tooFew' && <p className='muted'>{t('learning.measured', figures)}</p>}
      {report.left > 0 && report.why !== 'tooFew' && <p className='muted'>{t('learning.left', figures)}</p>}
      <Details report={report} nameOf={nameOf} />
    </div>
  )
}

/** In honest words: what a model was asked about cases it had not seen, and how often it was right. */
export const Report = ({ model, inUse }: { readonly model: ModelSummary; readonly inUse: boolean }) => {
  const { t } = useTranslation('settings')
  const names = useNames()
  return (
    <Section title={t('learning.report', { no: model.no })} count={inUse ? t('learning.inUse') : t('learning.notInUse')}>
      <div className='card-b'>
        <p className='muted'>{t('learning.how')}</p>
        {QUESTIONS.map((question) => <Answer key={question} question={question} report={model.report[question]} nameOf={(code) => names(question, code)} />)}
      </div>
    </Section>
  )
}
