import { PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { whyNotAsked } from '#contract/asking.ts'
import { LOCALES, type Locale } from '#contract/common.ts'
import { MOST_QUESTIONS, type Question, type Questions } from '#contract/questions.ts'
import { localeNow, useTerm } from '../../../app/i18n.ts'
import { Field } from '../../../ui/Field.tsx'
import { NOTHING, languagesOf, moved, newQuestion, unhung } from './editing.ts'
import { QuestionEdit } from './QuestionEdit.tsx'
import { SaidInput } from './SaidInput.tsx'

interface Props { readonly body: Questions; readonly onChange: (body: Questions) => void }

const Languages = ({ value, onChange }: { readonly value: readonly Locale[]; readonly onChange: (value: Locale[]) => void }) => {
  const { t } = useTranslation('questionnaires')
  const term = useTerm()
  return <Field label={t('languages')} hint={t('languagesHint')}><Checkbox.Group aria-label={t('languages')} value={[...value]} onChange={(next) => { if (next.length) onChange(LOCALES.filter((one) => next.includes(one))) }} options={LOCALES.map((locale) => ({ value: locale, label: term('locale', locale) }))} /></Field>
}

/** Title, words that come first, and the questions one after the other. */
export const Editor = ({ body, onChange }: Props) => {
  const { t } = useTranslation('questionnaires')
  const term = useTerm()
  const [languages, setLanguages] = useState(() => languagesOf(body, localeNow()))
  const { questions } = body
  const found = whyNotAsked(body)
  const fault = (at: number | null) => (found && found.at === at ? term('questionFault', found.fault) : null)
  const set = (next: readonly Question[]) => onChange({ ...body, questions: unhung(next) })
  return (
    <div>
      <Languages value={languages} onChange={setLanguages} />
      <SaidInput label={t('name')} required value={body.title} languages={languages} onChange={(title) => onChange({ ...body, title })} error={fault(null)} />
      <SaidInput label={t('intro')} rows={2} value={body.intro ?? NOTHING} languages={languages} onChange={(intro) => onChange({ ...body, intro: Object.values(intro).some(Boolean) ? intro : null })} />
      {questions.map((question, at) => (
        <QuestionEdit
          key={question.code} question={question} no={at + 1} before={questions.slice(0, at)} languages={languages} error={fault(at)} last={at === questions.length - 1}
          onChange={(next) => set(questions.map((each, i) => (i === at ? next : each)))} onMove={questions.length > 1 ? (by) => set(moved(questions, at, by)) : null} onRemove={questions.length > 1 ? () => set(questions.filter((_, i) => i !== at)) : null}
        />
      ))}
      {questions.length < MOST_QUESTIONS && <p className='ask-add'><Button icon={<PlusOutlined aria-hidden='true' />} onClick={() => set([...questions, newQuestion()])}>{t('add')}</Button></p>}
    </div>
  )
}
