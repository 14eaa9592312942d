import { MoreOutlined } from '@ant-design/icons'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rule } from '#contract/table-shape.ts'
import { CellEditor } from './CellEditor.tsx'
import type { Writing } from './cell-text.ts'
import { cellOf, type Column } from './columns.ts'
import { useColumnName } from './names.ts'
import type { Grid } from './use-grid.ts'
import { wordsOf } from './words.ts'

interface Props { readonly rule: Rule; readonly row: number; readonly columns: readonly Column[]; readonly writing: Writing; readonly grid: Grid; readonly style: CSSProperties; readonly fault: boolean | undefined; readonly onOpen: (rule: Rule) => void }

interface CellProps extends Pick<Props, 'rule' | 'row' | 'writing' | 'grid'> { readonly column: Column; readonly col: number }

const Shown = ({ rule, row, column, col, writing, grid }: CellProps) => {
  const { t } = useTranslation('tables')
  const { here, area } = grid
  const isHere = here.row === row && here.col === col
  const inArea = row >= area.top && row <= area.bottom && col >= area.left && col <= area.right
  const words = wordsOf(writing, column, cellOf(rule, column))
  const nothing = column.given ? t(column.must ? 'missing' : 'none') : t('any')
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a cell of a grid is a gridcell, which is selected or not
    <td aria-colindex={col + 2} aria-selected={inArea} tabIndex={isHere ? 0 : -1} {...(isHere && { 'data-here': '' })} className={[isHere && 'on', inArea && 'in', column.given && 'then'].filter(Boolean).join(' ')} title={words ?? undefined} onMouseDown={(event) => grid.goTo(row, col, event.shiftKey)} onDoubleClick={() => grid.edit()}>
      {words ?? <span className='any'>{nothing}</span>}
    </td>
  )
}

const Cell = (props: CellProps) => {
  const { t } = useTranslation('tables')
  const { rule, row, column, col, writing, grid: { here, editing, put, cancel } } = props
  const label = t('cellOf', { column: useColumnName()(column), no: row + 1 })
  if (!editing || here.row !== row || here.col !== col) return <Shown {...props} />
  return <td aria-colindex={col + 2} className='on edit'><CellEditor writing={writing} column={column} value={cellOf(rule, column)} label={label} typed={editing.typed} onDone={put} onCancel={cancel} /></td>
}

/** A rule as a line of the sheet. */
export const Row = ({ rule, row, columns, writing, grid, style, fault, onOpen }: Props) => {
  const { t } = useTranslation('tables')
  return (
    <tr aria-rowindex={row + 2} style={style}>
      <th scope='row' aria-colindex={1} className={fault === undefined ? '' : fault ? 'bad' : 'note'}><button type='button' tabIndex={-1} aria-label={t('selectRule', { no: row + 1 })} onClick={() => grid.selectRow(row)}>{row + 1}</button>{fault !== undefined && <span className='sr'>{t(fault ? 'faulty' : 'noted')}</span>}</th>
      {columns.map((column, col) => <Cell key={column.key} rule={rule} row={row} column={column} col={col} writing={writing} grid={grid} />)}
      <td aria-colindex={columns.length + 2}><button type='button' className='tb-o' aria-label={t('openOf', { no: row + 1 })} onClick={() => onOpen(rule)}><MoreOutlined aria-hidden='true' /></button></td>
    </tr>
  )
}
