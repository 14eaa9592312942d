import { Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Answers, Question } from '#contract/campaign.ts'
import { Field } from '../../ui/Field.tsx'
import { LongField } from '../../ui/inputs.tsx'

type Answer = Answers[number]
const SCALE = [1, 2, 3, 4, 5] as const

/** One question with the answer as it is heard; what is not answered is left out. */
export const QuestionField = ({ question, value, onChange }: { readonly question: Question; readonly value: Answer; readonly onChange: (value: Answer) => void }) => {
  const { t } = useTranslation('campaign')
  const { kind, text, choices } = question
  if (kind === 'text') return <LongField label={text} rows={2} value={typeof value === 'string' ? value : ''} onChange={(next) => onChange(next || null)} />
  const options = kind === 'scale' ? SCALE.map((n) => ({ value: n as Answer, label: t('form.score', { n }) })) : choices.map((choice) => ({ value: choice as Answer, label: choice }))
  return <Field label={text}><Radio.Group aria-label={text} className='call-r' value={value} onChange={(event) => onChange(event.target.value as Answer)} options={[...options, { value: null, label: t('form.skip') }]} /></Field>
}
