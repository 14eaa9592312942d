import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { conditionValues, saidIn } from '#contract/asking.ts'
import type { Locale } from '#contract/common.ts'
import { AnswerKind, MOST_CHOICES, type Question } from '#contract/questions.ts'
import { localeNow, useTerm } from '../../../app/i18n.ts'
import { Field, useFieldControl } from '../../../ui/Field.tsx'
import { SelectField } from '../../../ui/inputs.tsx'
import { NOTHING, newChoice, ofKind } from './editing.ts'
import { SaidInput } from './SaidInput.tsx'

interface Props {
  readonly question: Question; readonly no: number; readonly before: readonly Question[]; readonly languages: readonly Locale[]; readonly error: string | null
  readonly onChange: (question: Question) => void; readonly onMove: ((by: -1 | 1) => void) | null; readonly last: boolean; readonly onRemove: (() => void) | null
}

const Choices = ({ question, languages, onChange }: Pick<Props, 'question' | 'languages' | 'onChange'>) => {
  const { t } = useTranslation('questionnaires')
  const { choices } = question
  const set = (next: Question['choices']) => onChange({ ...question, choices: next })
  return (
    <div className='quest-c'>
      {choices.map((one, at) => (
        <div key={one.code} className='quest-o'>
          <SaidInput label={t('choiceNo', { no: at + 1 })} value={one.label} languages={languages} onChange={(label) => set(choices.map((each) => (each.code === one.code ? { ...each, label } : each)))} />
          <Button type='text' icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('removeChoice', { no: at + 1 })} disabled={choices.length <= 2} onClick={() => set(choices.filter((each) => each.code !== one.code))} />
        </div>
      ))}
      {choices.length < MOST_CHOICES && <Button size='small' icon={<PlusOutlined aria-hidden='true' />} onClick={() => set([...choices, newChoice()])}>{t('addChoice')}</Button>}
    </div>
  )
}

const Values = ({ on, value, onChange }: { readonly on: Question; readonly value: readonly string[]; readonly onChange: (is: string[]) => void }) => {
  const { t } = useTranslation('questionnaires')
  const label = (code: string) => { const found = on.choices.find((one) => one.code === code); return found ? saidIn(found.label, localeNow()) || t('untitled') : t('score', { n: code }) }
  return <Select<string[]> {...useFieldControl()} mode='multiple' value={[...value]} onChange={onChange} options={conditionValues(on).map((code) => ({ value: code, label: label(code) }))} />
}

/** Put only where an earlier question was answered so. */
const Condition = ({ question, before, onChange }: Pick<Props, 'question' | 'before' | 'onChange'>) => {
  const { t } = useTranslation('questionnaires')
  const { showIf } = question
  const known = before.flatMap((one, at) => (conditionValues(one).length ? [{ one, no: at + 1 }] : []))
  const on = before.find(({ code }) => code === showIf?.code)
  if (known.length === 0) return null
  return (
    <div className='two-in'>
      <SelectField label={t('showIf')} clear placeholder={t('always')} value={showIf?.code ?? null} onChange={(code) => { const found = known.find(({ one }) => one.code === code); onChange({ ...question, showIf: found ? { code: found.one.code, is: conditionValues(found.one).slice(0, 1) } : null }) }} options={known.map(({ one, no }) => ({ value: one.code, label: t('questionShort', { no, text: saidIn(one.text, localeNow()) }) }))} />
      {on && showIf && <Field label={t('answeredWith')} required><Values on={on} value={showIf.is} onChange={(is) => onChange({ ...question, showIf: is.length ? { ...showIf, is } : null })} /></Field>}
    </div>
  )
}

const Place = ({ no, last, onMove, onRemove }: Pick<Props, 'no' | 'last' | 'onMove' | 'onRemove'>) => {
  const { t } = useTranslation('questionnaires')
  return (
    <div className='quest-m'>
      <Button type='text' icon={<ArrowUpOutlined aria-hidden='true' />} aria-label={t('moveUp', { no })} disabled={!onMove || no === 1} onClick={() => onMove?.(-1)} />
      <Button type='text' icon={<ArrowDownOutlined aria-hidden='true' />} aria-label={t('moveDown', { no })} disabled={!onMove || last} onClick={() => onMove?.(1)} />
      <Button type='text' icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('remove', { no })} disabled={!onRemove} onClick={() => onRemove?.()} />
    </div>
  )
}

export const QuestionEdit = ({ question, no, before, languages, error, onChange, ...place }: Props) => {
  const { t } = useTranslation('questionnaires')
  const term = useTerm()
  const [hinted] = useState(question.hint !== null)
  return (
    <fieldset className={error ? 'quest-q bad' : 'quest-q'}>
      <legend>{t('questionNo', { no })}</legend>
      <Place no={no} {...place} />
      <SaidInput label={t('text')} required value={question.text} languages={languages} onChange={(text) => onChange({ ...question, text })} error={error} />
      <div className='two-in'>
        <SelectField label={t('kind')} value={question.kind} onChange={(kind) => onChange(ofKind(question, AnswerKind.catch('text').parse(kind)))} options={AnswerKind.options.map((value) => ({ value, label: term('answerKind', value) }))} />
        <p className='quest-n'><Checkbox checked={question.required} onChange={(event) => onChange({ ...question, required: event.target.checked })}>{t('required')}</Checkbox></p>
      </div>
      {question.choices.length > 0 && <Choices question={question} languages={languages} onChange={onChange} />}
      <details className='quest-h' open={hinted}>
        <summary>{t('hint')}</summary>
        <SaidInput label={t('hint')} value={question.hint ?? NOTHING} languages={languages} onChange={(hint) => onChange({ ...question, hint: Object.values(hint).some(Boolean) ? hint : null })} />
      </details>
      <Condition question={question} before={before} onChange={onChange} />
    </fieldset>
  )
}
