import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { check, type Import, type Mapping, preview, type Reading } from '#contract/importing.ts'
import { Asked } from '../../../app/Asked.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Columns } from './Columns.tsx'
import { ReadingForm } from './ReadingForm.tsx'

type Preview = z.output<typeof preview.output>
const NOTHING: Mapping = { columns: {}, dates: {}, channel: 'automatic', unitId: null, values: {} }

/** What has still to be told before the table can be tried, by name. */
const lacking = ({ fields }: Preview, mapping: Mapping, target: Import['target']) => ({
  columns: fields.filter((field) => field.required && !mapping.columns[field.part]).map((field) => field.label),
  dates: fields.filter((field) => (field.kind === 'moment' || field.kind === 'day') && mapping.columns[field.part] && !mapping.dates[field.part]).map((field) => field.label),
  unit: target === 'complaints' && !mapping.columns['unit'] && !mapping.unitId,
})

const Matching = ({ item, seen, onReading, onSent }: { readonly item: Import; readonly seen: Preview; readonly onReading: (reading: Reading) => void; readonly onSent: () => void }) => {
  const { t } = useTranslation('importing')
  const { person } = useSession()
  const [mapping, setMapping] = useState<Mapping>(() => item.mapping ?? { ...NOTHING, ...seen.mapping, unitId: seen.mapping?.unitId ?? person.unitId })
  const checking = useDo(check, onSent)
  const missing = lacking(seen, mapping, item.target)
  const names = [...missing.columns, ...(missing.unit ? [t('defaultUnit')] : [])]
  const whyNot = names.length ? t('chooseFirst', { what: names.join(t('common:listSeparator')) }) : missing.dates.length ? t('datesFirst', { what: missing.dates.join(t('common:listSeparator')) }) : null
  return (
    <div className='stack'>
      {item.problem && <p className='fault' role='alert'>{item.problem}</p>}
      <ReadingForm seen={seen} onChange={onReading} />
      <Columns seen={seen} target={item.target} mapping={mapping} onChange={setMapping} />
      <ProblemNote error={checking.error} />
      <div className='form-end'><ActionButton label={t('try')} kind='primary' whyNot={whyNot} loading={checking.isPending} onPress={() => checking.mutate({ id: item.id, reading: seen.reading, mapping })} /><span className='hint'>{t('tryHint')}</span></div>
    </div>
  )
}

/** How the table reads, and what its columns mean. */
export const Choose = ({ item, onSent }: { readonly item: Import; readonly onSent: () => void }) => {
  const [reading, setReading] = useState<Partial<Reading>>(item.reading ?? {})
  const query = useAsk(preview, { id: item.id, ...reading }, { still: true })
  // Columns of other names are other columns: what was chosen for them is chosen anew.
  return <Asked query={query}>{(seen) => <Matching key={seen.columns.map((column) => column.name).join('\n')} item={item} seen={seen} onReading={setReading} onSent={onSent} />}</Asked>
}
