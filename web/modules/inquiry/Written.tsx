import { useTranslation } from 'react-i18next'
import type { Case } from '#contract/casefile.ts'
import type { Cell, Details, InquiryField } from '#contract/inquiry-kinds.ts'
import { useTerm } from '../../app/i18n.ts'
import { links } from '../../links.ts'
import { useZone } from '../../ui/InZone.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { type Speaker, filledIn, numbered, valueWords } from './words.ts'

const Cells = ({ speaker, field: { code, columns = [] }, rows }: { readonly speaker: Speaker; readonly field: InquiryField; readonly rows: readonly Readonly<Record<string, Cell>>[] }) => (
  <ScrollX label={speaker.term('inquiryField', code)}><table className='tbl inq-tbl'>
    <thead><tr>{columns.map((column) => <th key={column.code}>{speaker.term('inquiryField', column.code)}</th>)}</tr></thead>
    <tbody>{numbered(rows).map(({ row, no }) => <tr key={no}>{columns.map((column) => <td key={column.code}>{column.type === 'yes' ? valueWords(speaker, column, row[column.code] === true) : row[column.code]}</td>)}</tr>)}</tbody>
  </table></ScrollX>
)

/** What was written down in an inquiry, to be read. */
export const Written = ({ details, known }: { readonly details: Details; readonly known: Pick<Case, 'goods' | 'evidence'> }) => {
  const { t } = useTranslation('inquiry')
  const term = useTerm()
  const { zone } = useZone()
  const speaker = { t, term, zone, known }
  return (
    <dl className='inq-d'>{filledIn(details).map(([field, value]) => (
      <div key={field.code}><dt>{term('inquiryField', field.code)}</dt><dd>{Array.isArray(value) ? <Cells speaker={speaker} field={field} rows={value} /> : field.type === 'signature' ? <img src={links.file(String(value), true)} alt={t('signatureOf')} /> : valueWords(speaker, field, value)}</dd></div>
    ))}</dl>
  )
}
