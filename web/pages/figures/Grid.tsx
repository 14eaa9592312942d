import { useTranslation } from 'react-i18next'
import { Go } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { links, type ListFilter } from '../../links.ts'
import { ScrollX } from '../../ui/ScrollX.tsx'
import type { Dimension } from './dimensions.ts'

export interface Line { readonly key: string; readonly label: string; readonly cases: Readonly<Record<string, number>>; readonly filter: ListFilter }

const Cell = ({ count, most, filter, label }: { readonly count: number; readonly most: number; readonly filter: ListFilter; readonly label: string }) => (
  count === 0 ? <td className='num fg-0'>0</td>
    : <td className='num'><Go to={links.complaints(filter)} aria-label={label}><span className='fg-bar' style={{ inlineSize: `${Math.round((count / most) * 100)}%` }} aria-hidden='true' />{count}</Go></td>
)

/** One dimension against places or months: every number opens the cases it counts. */
export const Grid = ({ caption, corner, dimension, lines, sums }: { readonly caption: string; readonly corner: string; readonly dimension: Dimension; readonly lines: readonly Line[]; readonly sums: Line }) => {
  const { t } = useTranslation('figures')
  const term = useTerm()
  const wordOf = dimension.words ?? ((value: string) => term(dimension.term, value))
  const most = Math.max(1, ...lines.flatMap((line) => dimension.values.map((value) => line.cases[`${dimension.key}.${value}`] ?? 0)))
  const cell = (line: Line, value: string, of: number) => (
    <Cell key={value} count={line.cases[`${dimension.key}.${value}`] ?? 0} most={of} filter={{ ...line.filter, [dimension.param]: value }} label={t('cell', { line: line.label, value: wordOf(value), count: line.cases[`${dimension.key}.${value}`] ?? 0 })} />
  )
  return (
    <ScrollX label={caption}>
      <table className='fg'>
        <caption>{caption}</caption>
        <thead><tr><th scope='col'>{corner}</th>{dimension.values.map((value) => <th key={value} scope='col' className='num'>{wordOf(value)}</th>)}</tr></thead>
        <tbody>{lines.map((line) => <tr key={line.key}><th scope='row'>{line.label}</th>{dimension.values.map((value) => cell(line, value, most))}</tr>)}</tbody>
        <tfoot><tr><th scope='row'>{sums.label}</th>{dimension.values.map((value) => cell(sums, value, Number.POSITIVE_INFINITY))}</tr></tfoot>
      </table>
    </ScrollX>
  )
}
