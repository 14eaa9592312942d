import { useTranslation } from 'react-i18next'
import type { OpinionQuestion } from '#contract/expert.ts'
import { say, useTerm } from '../../app/i18n.ts'

const MILLI = 1_000
/** Thousandths as one reads them. */
export const measuredText = (milli: number, unit: string) => `${milli / MILLI}${/^[‰%]/.test(unit) ? '' : ' '}${unit}`

/** Question by question what was asked, and what was found. */
export const Findings = ({ questions, whole = false }: { readonly questions: readonly OpinionQuestion[]; readonly whole?: boolean }) => {
  const { t } = useTranslation('expert')
  const term = useTerm()
  return (
    <ul className='exo-q'>
      {questions.map((q) => (
        <li key={q.id} className={q.basis ? 'on' : ''}>
          {t('question', { no: q.pointNo, label: say(q.label) })}{q.finding && <b>{term('expertFinding', q.finding)}</b>}{q.measure && q.measuredMilli !== null && `　${say(q.measure.label)} ${measuredText(q.measuredMilli, q.measure.unit)}`}
          {whole && <span className='block muted pre'>{q.text}</span>}{q.note && <span className='block pre'>{q.note}</span>}
        </li>
      ))}
    </ul>
  )
}
