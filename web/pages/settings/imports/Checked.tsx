import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { check, type Import, preview, run } from '#contract/importing.ts'
import type { PackView } from '#contract/packs.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { SelectField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Counts } from './Counts.tsx'
import { Faults } from './Faults.tsx'
import { useMeanings } from './meanings.ts'

type Values = Readonly<Record<string, Readonly<Record<string, string>>>>
/** Says that a value means nothing: the select needs a word for it. */
const LEFT_OUT = ':none'

/** Values the table uses and we do not: what each means is told once, and remembered. */
const Unmatched = ({ item, pack }: { readonly item: Import; readonly pack: PackView }) => {
  const { t } = useTranslation('importing')
  const meanings = useMeanings(pack)
  const { data } = useAsk(preview, { id: item.id, ...item.reading })
  const [told, setTold] = useState<Values>({})
  const checking = useDo(check)
  const { mapping, reading } = item
  if (!mapping || !reading || item.unmatched.length === 0) return null
  const tell = (part: string, value: string, meant: string | null) => setTold((before) => ({ ...before, [part]: { ...before[part], [value]: meant ?? '' } }))
  const again = () => checking.mutate({ id: item.id, reading, mapping: { ...mapping, values: merged(mapping.values, told) } })
  const label = (part: string) => data?.fields.find((field) => field.part === part)?.label ?? part
  return (
    <Section title={t('unmatched')} count={item.unmatched.length}>
      <div className='imp-p'>
        <p className='hint'>{t('unmatchedHint')}</p>
        <ProblemNote error={checking.error} />
        <div className='imp-g'>
          {item.unmatched.map(({ part, value, count }) => (
            <SelectField key={`${part} ${value}`} label={t('unmatchedOne', { label: label(part), value, count })} value={chosen(told[part]?.[value])} clear search placeholder={t('notTold')}
              options={[{ value: LEFT_OUT, label: t('leftOut') }, ...meanings(part)]} onChange={(meant) => tell(part, value, meant === LEFT_OUT ? '' : meant)} />
          ))}
        </div>
        <ActionButton label={t('tryAgain')} whyNot={Object.keys(told).length ? null : t('tellFirst')} loading={checking.isPending} onPress={again} />
      </div>
    </Section>
  )
}

const chosen = (meant: string | undefined): string | null => (meant === '' ? LEFT_OUT : meant ?? null)

const merged = (before: Values, told: Values): Record<string, Record<string, string>> =>
  Object.fromEntries([...new Set([...Object.keys(before), ...Object.keys(told)])].map((part) => [part, { ...before[part], ...told[part] }]))

/** After the dry run: what would come, what would not, and why. */
export const Checked = ({ item, pack, onAgain }: { readonly item: Import; readonly pack: PackView; readonly onAgain: () => void }) => {
  const { t } = useTranslation('importing')
  const running = useDo(run)
  const [replaces, setReplaces] = useState(false)
  const orders = item.target === 'orders'
  const { good, bad } = item.counts
  return (
    <div className='stack'>
      <Section title={t('dryRun')}>
        <div className='imp-p'>
          <Counts item={item} names={['rows', 'good', 'bad', 'duplicates']} />
          <p>{bad > 0 ? t('badStays', { count: bad }) : t('allGood')}</p>
          {orders && (
            <Field label={t('ordersBefore')} hint={t('ordersBeforeHint')}>
              <Radio.Group aria-label={t('ordersBefore')} value={replaces} onChange={(event) => setReplaces(event.target.value === true)} options={[{ value: false, label: t('ordersAdd') }, { value: true, label: t('ordersReplace') }]} />
            </Field>
          )}
          <ProblemNote error={running.error} />
          <div className='form-end'>
            <ActionButton label={t('run', { count: good })} kind='primary' whyNot={good > 0 ? null : t('nothingGood')} loading={running.isPending} onPress={() => running.mutate({ id: item.id, ...(orders && { replaces }) })} />
            <Button onClick={onAgain}>{t('mapAgain')}</Button>
          </div>
        </div>
      </Section>
      <Unmatched item={item} pack={pack} />
      <Faults item={item} />
    </div>
  )
}
