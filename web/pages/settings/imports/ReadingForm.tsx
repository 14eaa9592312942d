import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { Encoding, type preview, type Reading, Separator } from '#contract/importing.ts'
import { SelectField } from '../../../ui/inputs.tsx'
import { ScrollX } from '../../../ui/ScrollX.tsx'
import { Section } from '../../../ui/Section.tsx'

interface Props { readonly seen: z.output<typeof preview.output>; readonly onChange: (reading: Reading) => void }

const HEADERS = [0, 1, 2, 3, 4, 5]
const SIGNS: Readonly<Record<Separator, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }

const Ways = ({ seen: { kind, reading, sheets }, onChange }: Props) => {
  const { t } = useTranslation('importing')
  return (
    <div className='imp-g'>
      {kind === 'text' && <SelectField label={t('encoding.label')} hint={t('encoding.hint')} value={reading.encoding} options={Encoding.options.map((value) => ({ value, label: t(`encoding.${value}`) }))} onChange={(value) => onChange({ ...reading, encoding: Encoding.catch('utf-8').parse(value) })} />}
      {kind === 'text' && <SelectField label={t('separator.label')} value={reading.separator} options={Separator.options.map((value) => ({ value, label: t(`separator.${SIGNS[value]}`) }))} onChange={(value) => onChange({ ...reading, separator: Separator.catch(',').parse(value) })} />}
      {kind === 'workbook' && <SelectField label={t('sheet')} value={reading.sheet} options={sheets.map((value) => ({ value, label: value }))} onChange={(value) => onChange({ ...reading, sheet: value ?? '' })} />}
      <SelectField label={t('header.label')} value={String(reading.header)} options={HEADERS.map((no) => ({ value: String(no), label: no === 0 ? t('header.none') : t('rowNo', { no }) }))} onChange={(value) => onChange({ ...reading, header: Number(value) })} />
    </div>
  )
}

/** Cells of one row, told apart by where they stand: two may say the same. */
const placed = (texts: readonly string[]) => texts.map((text, place) => ({ text, place }))

/** The beginning of the table as it reads, and how to read it otherwise. */
export const ReadingForm = ({ seen, onChange }: Props) => {
  const { t } = useTranslation('importing')
  const numbered = seen.rows.map((row, no) => ({ no, cells: seen.columns.map((_, column) => row[column] ?? '') }))
  return (
    <Section title={t('step.read')}>
      <div className='imp-p'><Ways seen={seen} onChange={onChange} /></div>
      <ScrollX label={t('step.read')}><table className='tbl imp-t'>
        <caption className='sr'>{t('step.read')}</caption>
        <thead><tr>{placed(seen.columns.map(({ name }) => name)).map(({ text, place }) => <th scope='col' key={place}>{text}</th>)}</tr></thead>
        <tbody>{numbered.map(({ cells, no }) => <tr key={no}>{placed(cells).map(({ text, place }) => <td key={place}><span>{text}</span></td>)}</tr>)}</tbody>
      </table></ScrollX>
    </Section>
  )
}
