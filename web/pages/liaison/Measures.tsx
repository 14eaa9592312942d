import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { MeasureKind } from '#contract/liaison.ts'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'

export interface Measure { readonly kind: 'contain' | 'correct' | 'prevent'; readonly text: string; readonly responsible: string; readonly dueOn: string }
export const EMPTY_MEASURE: Measure = { kind: 'correct', text: '', responsible: '', dueOn: '' }

const MOST = 20

/** Countermeasures one by one: what, who, by when. */
export const Measures = ({ measures, onChange }: { readonly measures: readonly Measure[]; readonly onChange: (measures: readonly Measure[]) => void }) => {
  const { t } = useTranslation('liaison')
  const set = (at: number, part: Partial<Measure>) => onChange(measures.map((one, i) => (i === at ? { ...one, ...part } : one)))
  return (
    <fieldset className='lia-e'>
      <legend className='lab'>{t('measures.title')}</legend>
      {measures.map((one, at) => (
        <div key={at.toString()}>
          <LongField label={t('measures.text', { no: at + 1 })} rows={2} value={one.text} onChange={(text) => set(at, { text })} />
          <div className='form-grid'>
            <SelectField label={t('measures.what')} value={one.kind} onChange={(kind) => set(at, { kind: (kind ?? 'correct') as Measure['kind'] })} options={MeasureKind.options.map((value) => ({ value, label: t(`measures.kind.${value}`) }))} />
            <TextField label={t('measures.responsible')} value={one.responsible} onChange={(responsible) => set(at, { responsible })} />
            <TextField label={t('measures.dueOn')} type='date' value={one.dueOn} onChange={(dueOn) => set(at, { dueOn })} />
          </div>
        </div>
      ))}
      {measures.length < MOST && <Button size='small' onClick={() => onChange([...measures, EMPTY_MEASURE])}>{t('measures.add')}</Button>}
    </fieldset>
  )
}
