import { type ClipboardEvent, type KeyboardEvent, useState } from 'react'
import type { Json } from '../pack/cell-words.ts'
import { isPicked } from './CellEditor.tsx'
import { cellText, type Writing } from './cell-text.ts'
import { cellOf, type Column, withCell } from './columns.ts'
import { type Content, withChanged, withMoved } from './content.ts'
import { type Pasted, pasted } from './paste.ts'
import { type Selection, useSelection } from './selection.ts'
import { readTsv, writtenTsv } from './tsv.ts'

interface Given { readonly content: Content; readonly columns: readonly Column[]; readonly writing: Writing; readonly ranks: ReadonlyMap<string, number>; readonly readOnly: boolean; readonly page: number; readonly onChange: (next: Content) => void; readonly onUndo: () => void; readonly onRedo: () => void }

interface Doing extends Given { readonly selection: Selection; readonly edit: (typed?: string) => void }

type Keys = Readonly<Record<string, () => void>>

const named = ({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent) => [(ctrlKey || metaKey) && 'Ctrl', altKey && 'Alt', shiftKey && 'Shift', key].filter(Boolean).join('+')

/** Keys that move; with Shift they select. */
const moving = ({ content, columns, page, selection: { here, goTo } }: Doing): Keys => {
  const steps = (extend: boolean): Keys => ({
    ArrowUp: () => goTo(here.row - 1, here.col, extend), ArrowDown: () => goTo(here.row + 1, here.col, extend), ArrowLeft: () => goTo(here.row, here.col - 1, extend), ArrowRight: () => goTo(here.row, here.col + 1, extend),
    Home: () => goTo(here.row, 0, extend), End: () => goTo(here.row, columns.length - 1, extend), PageUp: () => goTo(here.row - page, here.col, extend), PageDown: () => goTo(here.row + page, here.col, extend),
  })
  return {
    ...steps(false), ...Object.fromEntries(Object.entries(steps(true)).map(([key, run]) => [`Shift+${key}`, run])),
    'Ctrl+Home': () => goTo(0, 0), 'Ctrl+End': () => goTo(content.rules.length - 1, columns.length - 1),
  }
}

/** Keys that change something. */
const changing = ({ content, columns, ranks, onChange, onUndo, onRedo, edit, selection: { here, area, goTo } }: Doing): Keys => {
  const clear = () => {
    const cut = columns.slice(area.left, area.right + 1)
    onChange({ ...content, rules: content.rules.map((rule, row) => (row < area.top || row > area.bottom ? rule : cut.reduce((one, column) => withCell(one, column, undefined, ranks), rule))) })
  }
  const move = (by: number) => () => { onChange(withMoved(content, here.row, here.row + by)); goTo(here.row + by, here.col) }
  return { Enter: () => edit(), F2: () => edit(), Delete: clear, Backspace: clear, 'Alt+ArrowUp': move(-1), 'Alt+ArrowDown': move(1), 'Ctrl+z': onUndo, 'Ctrl+y': onRedo, 'Ctrl+Shift+Z': onRedo, 'Ctrl+Shift+z': onRedo }
}

/** An input method says only that it is at work: it goes on in the field that opens. */
const BY_METHOD = 'Process'
const isTyped = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent) => (key === BY_METHOD || [...key].length === 1) && !altKey && !ctrlKey && !metaKey

const typing = (event: KeyboardEvent, { columns, readOnly, edit, selection: { here } }: Doing): (() => void) | null => {
  const column = columns[here.col]
  if (!column || readOnly || !isTyped(event)) return null
  return () => edit(isPicked(column) ? undefined : event.key === BY_METHOD ? '' : event.key)
}

const keysOf = (doing: Doing): Keys => ({
  ...moving(doing), 'Ctrl+a': () => doing.selection.select({ row: 0, col: 0 }, { row: doing.content.rules.length - 1, col: doing.columns.length - 1 }), ...(!doing.readOnly && changing(doing)),
})

const act = (event: KeyboardEvent, doing: Doing) => {
  const run = keysOf(doing)[named(event)] ?? typing(event, doing)
  if (!run) return
  if (event.key !== BY_METHOD) event.preventDefault()
  run()
}

/** What is selected in the sheet, what is being written, and what the keys and the clipboard do. */
export const useGrid = (given: Given) => {
  const { content, columns, writing, ranks, readOnly, onChange } = given
  const { rules } = content
  const selection = useSelection(rules.length, columns.length)
  const { here, area, goTo, sideways } = selection
  const [editing, setEditing] = useState<{ readonly typed: string | null } | null>(null)
  const [unread, setUnread] = useState<Pasted['unread']>([])
  const edit = (typed?: string) => { if (!readOnly && rules.length) setEditing({ typed: typed ?? null }) }
  const put = (value: Json | undefined, next: 'down' | 'right' | 'left' | 'stay') => {
    const [rule, column] = [rules[here.row], columns[here.col]]
    setEditing(null)
    if (rule && column && JSON.stringify(cellOf(rule, column)) !== JSON.stringify(value)) onChange(withChanged(content, here.row, withCell(rule, column, value, ranks)))
    if (next === 'down') goTo(here.row + 1, here.col)
    if (next === 'right' || next === 'left') sideways(next === 'right' ? 1 : -1)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing) return
    if (event.key !== 'Tab') act(event, { ...given, selection, edit })
    else if (sideways(event.shiftKey ? -1 : 1)) event.preventDefault()
  }
  const onCopy = (event: ClipboardEvent) => {
    if (editing) return
    event.clipboardData.setData('text/plain', writtenTsv(rules.slice(area.top, area.bottom + 1).map((rule) => columns.slice(area.left, area.right + 1).map((column) => cellText(writing, column, cellOf(rule, column))))))
    event.preventDefault()
  }
  const onPaste = (event: ClipboardEvent) => {
    if (editing || readOnly) return
    event.preventDefault()
    const { content: next, unread: bad } = pasted(content, readTsv(event.clipboardData.getData('text/plain')), area, { writing, columns, ranks })
    setUnread(bad)
    onChange(next)
  }
  return { here, area, editing, unread, goTo, edit, put, selectRow: (row: number) => selection.select({ row, col: 0 }, { row, col: columns.length - 1 }), forgetUnread: () => setUnread([]), cancel: () => setEditing(null), onKeyDown, onCopy, onPaste }
}
export type Grid = ReturnType<typeof useGrid>
