import { CheckCircleFilled, CloseCircleFilled, DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { firing } from '#contract/table-checks.ts'
import type { Example, Facts, Table } from '#contract/table-shape.ts'
import { type Json, whenWords } from '../pack/cell-words.ts'
import type { Writing } from './cell-text.ts'
import { FactsForm } from './FactsForm.tsx'

interface Props { readonly draft: Table; readonly writing: Writing; readonly readOnly: boolean; readonly unproven: number; readonly onChange: (examples: readonly Example[]) => void; readonly onComplete: () => void }

const SHOWN = 50

const Line = ({ example, draft, writing, readOnly, onAccept, onRemove }: { readonly example: Example; readonly draft: Table; readonly writing: Writing; readonly readOnly: boolean; readonly onAccept: (rules: string[]) => void; readonly onRemove: () => void }) => {
  const { t } = useTranslation('tables')
  const numbers = (ids: readonly string[]) => ids.map((id) => draft.rules.findIndex((rule) => rule.id === id) + 1 || '?').join(t('common:listSeparator')) || t('noRule')
  const fired = firing(draft, example.facts)
  const right = fired.join('\n') === example.rules.join('\n')
  return (
    <li className={right ? '' : 'bad'}>
      {right ? <CheckCircleFilled aria-label={t('exampleRight')} /> : <CloseCircleFilled aria-label={t('exampleWrong')} />}
      <span>{whenWords(writing, example.facts as Record<string, Json>, []) || t('nothingKnown')}<b>{right ? t('expects', { numbers: numbers(example.rules) }) : t('expectsOther', { numbers: numbers(example.rules), fired: numbers(fired) })}</b></span>
      {!readOnly && <span className='tb-ea'>{!right && <Button size='small' onClick={() => onAccept(fired)}>{t('accept')}</Button>}<Button size='small' type='text' icon={<DeleteOutlined />} aria-label={t('removeExample')} onClick={onRemove} /></span>}
    </li>
  )
}

const Adding = ({ draft, writing, onAdd }: { readonly draft: Table; readonly writing: Writing; readonly onAdd: (example: Example) => void }) => {
  const { t } = useTranslation('tables')
  const [facts, setFacts] = useState<Facts>({})
  const fired = firing(draft, facts)
  const numbers = fired.map((id) => draft.rules.findIndex((rule) => rule.id === id) + 1).join(t('common:listSeparator'))
  return (
    <details className='tb-add'>
      <summary>{t('addExample')}</summary>
      <FactsForm names={draft.facts} writing={writing} facts={facts} onChange={setFacts} />
      <p role='status'>{fired.length ? t('wouldFire', { numbers }) : t('firedNone')}</p>
      <Button onClick={() => { onAdd({ facts, rules: fired }); setFacts({}) }}>{t('keepExample')}</Button>
    </details>
  )
}

/** Cases of one's own with what must come of them; worked out again at every change. */
export const Examples = ({ draft, writing, readOnly, unproven, onChange, onComplete }: Props) => {
  const { t } = useTranslation('tables')
  const [all, setAll] = useState(false)
  const { examples } = draft
  const wrongFirst = examples.map((example, i) => ({ example, i, wrong: firing(draft, example.facts).join('\n') !== example.rules.join('\n') })).sort((a, b) => Number(b.wrong) - Number(a.wrong))
  return (
    <div className='tb-ex'>
      <p className='hint'>{t('examplesHint')}</p>
      <ul className='exs-l'>
        {(all ? wrongFirst : wrongFirst.slice(0, SHOWN)).map(({ example, i }) => <Line key={`${i} ${JSON.stringify(example.facts)}`} example={example} draft={draft} writing={writing} readOnly={readOnly} onAccept={(rules) => onChange(examples.with(i, { ...example, rules }))} onRemove={() => onChange(examples.toSpliced(i, 1))} />)}
      </ul>
      {!all && examples.length > SHOWN && <Button onClick={() => setAll(true)}>{t('allExamples', { count: examples.length })}</Button>}
      {!readOnly && <Adding draft={draft} writing={writing} onAdd={(example) => onChange([...examples, example])} />}
      {!readOnly && unproven > 0 && <p><Button onClick={onComplete}>{t('complete', { count: unproven })}</Button></p>}
    </div>
  )
}
