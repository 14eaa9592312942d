import { type CSSProperties, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rule } from '#contract/table-shape.ts'
import type { Writing } from './cell-text.ts'
import type { Column } from './columns.ts'
import type { Content } from './content.ts'
import { useColumnName } from './names.ts'
import { Row } from './Row.tsx'
import { type Grid, useGrid } from './use-grid.ts'

const ROW = 37
/** Rows beyond the window that are there already when it moves. */
const SPARE = 6
const HEAD = 40
const MOST_UNREAD = 8

interface Props {
  readonly content: Content; readonly columns: readonly Column[]; readonly writing: Writing; readonly ranks: ReadonlyMap<string, number>; readonly readOnly: boolean; readonly label: string
  /** Rules that something is wrong with, and whether it must be put right. */
  readonly faulty: ReadonlyMap<string, boolean>
  /** The rule that was asked for elsewhere on the page; counted, so that it can be asked for twice. */
  readonly shown: { readonly row: number; readonly time: number } | null
  readonly onChange: (next: Content) => void; readonly onOpen: (rule: Rule) => void; readonly onUndo: () => void; readonly onRedo: () => void
}

/** Which rows are in sight. */
const useWindow = () => {
  const box = useRef<HTMLTableElement>(null)
  const [view, setView] = useState({ top: 0, height: 480 })
  const look = () => { const { current } = box; if (current) setView({ top: current.scrollTop, height: current.clientHeight }) }
  useEffect(look, [])
  return { box, view, look }
}

/** What the cursor is on stays in sight and keeps the focus. */
const useFollowing = (box: { readonly current: HTMLTableElement | null }, { here, editing }: Grid) => {
  useEffect(() => {
    const { current } = box
    if (!current) return
    const top = here.row * ROW
    if (top < current.scrollTop) current.scrollTop = top
    else if (top + ROW + HEAD > current.scrollTop + current.clientHeight) current.scrollTop = top + ROW + HEAD - current.clientHeight
  }, [box, here.row])
  const wrote = useRef(false)
  useEffect(() => {
    const { activeElement } = document
    // The field of a cell is gone once it is done, and the focus with it.
    const lost = wrote.current && activeElement === document.body
    wrote.current = editing !== null
    if (editing || !(lost || (activeElement?.tagName === 'TD' && box.current?.contains(activeElement)))) return
    const cell = box.current?.querySelector<HTMLElement>('[data-here]')
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
}

const Unread = ({ grid }: { readonly grid: Grid }) => {
  const { t } = useTranslation('tables')
  const nameOf = useColumnName()
  if (grid.unread.length === 0) return null
  return (
    <div className='tb-u' role='alert'>
      <p>{t('unread', { count: grid.unread.length })}</p>
      <ul>{grid.unread.slice(0, MOST_UNREAD).map(({ row, column, text, why }) => <li key={`${row} ${column.key}`}>{t('unreadCell', { no: row + 1, column: nameOf(column), text })}{why && ` ${t(`hint.${why}`)}`}</li>)}</ul>
      <button type='button' className='link' onClick={grid.forgetUnread}>{t('seen')}</button>
    </div>
  )
}

/** Rules like a spreadsheet: only those in sight are drawn. */
export const Sheet = ({ content, columns, writing, ranks, readOnly, label, faulty, shown, onChange, onOpen, onUndo, onRedo }: Props) => {
  const { t } = useTranslation('tables')
  const nameOf = useColumnName()
  const { box, view, look } = useWindow()
  const grid = useGrid({ content, columns, writing, ranks, readOnly, page: Math.max(1, Math.floor(view.height / ROW) - 2), onChange, onUndo, onRedo })
  useFollowing(box, grid)
  const widths: CSSProperties = useMemo(() => ({ gridTemplateColumns: `56px ${columns.map(({ kind }) => (kind.kind === 'words' || kind.kind === 'items' ? '260px' : '150px')).join(' ')} 44px` }), [columns])
  const { goTo } = grid
  const asked = useRef(0)
  useEffect(() => {
    if (!shown || shown.time === asked.current) return
    asked.current = shown.time
    goTo(shown.row, 0)
  })
  const first = Math.max(0, Math.floor(view.top / ROW) - SPARE)
  const rows = content.rules.slice(first, first + Math.ceil(view.height / ROW) + 2 * SPARE)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are edited is a grid */}
      <table className='tb-x' ref={box} role='grid' aria-label={label} aria-rowcount={content.rules.length + 1} aria-colcount={columns.length + 2} aria-readonly={readOnly} aria-multiselectable onScroll={look} onKeyDown={grid.onKeyDown} onCopy={grid.onCopy} onPaste={grid.onPaste}>
        <thead><tr aria-rowindex={1} style={widths}>
          <th scope='col' aria-colindex={1}>{t('no')}</th>
          {columns.map((column, col) => <th key={column.key} scope='col' aria-colindex={col + 2} className={column.given ? 'then' : ''}>{nameOf(column)}</th>)}
          <th scope='col' aria-colindex={columns.length + 2}><span className='sr'>{t('open')}</span></th>
        </tr></thead>
        <tbody style={{ height: content.rules.length * ROW }}>
          {rows.map((rule, i) => <Row key={rule.id} rule={rule} row={first + i} columns={columns} writing={writing} grid={grid} style={{ ...widths, top: (first + i) * ROW }} fault={faulty.get(rule.id)} onOpen={onOpen} />)}
        </tbody>
      </table>
      <Unread grid={grid} />
    </>
  )
}
