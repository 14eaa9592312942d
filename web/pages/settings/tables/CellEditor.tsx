import { Input } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject, type Json } from '../pack/cell-words.ts'
import { cellText, hintOf, readCell, type Writing } from './cell-text.ts'
import type { Column } from './columns.ts'
import { Picks } from './Picks.tsx'

const PICKED: readonly Column['kind']['kind'][] = ['choice', 'category', 'customerClass', 'position', 'positions', 'clock', 'unit', 'yesNo']
export const isPicked = ({ kind }: Pick<Column, 'kind'>): boolean => PICKED.includes(kind.kind)

/** Whether several may be chosen. */
export const takesSeveral = ({ kind, given }: Pick<Column, 'kind' | 'given'>): boolean => kind.kind === 'positions' || (!given && kind.kind !== 'yesNo')

/** What is taken, and what must not be there beside it. */
export const partsOf = (cell: Json | undefined): { readonly any: readonly string[]; readonly none: readonly string[] } => {
  if (cell === undefined || cell === null) return { any: [], none: [] }
  if (isObject(cell)) return { any: ((cell['any'] ?? []) as string[]), none: ((cell['none'] ?? []) as string[]) }
  return { any: [cell].flat().map(String), none: [] }
}

export const cellFrom = (column: Pick<Column, 'kind' | 'given'>, any: readonly string[], none: readonly string[] = []): Json | undefined => {
  if (!any.length) return undefined
  if (column.kind.kind === 'yesNo') return any[0] === 'true'
  if (column.given) return takesSeveral(column) ? [...any] : any[0]
  return none.length ? { any, none } : [...any]
}

/** `next`: where the cursor goes when it is done. */
interface Props { readonly writing: Writing; readonly column: Column; readonly value: Json | undefined; readonly label: string; readonly typed: string | null; readonly onDone: (value: Json | undefined, next: 'down' | 'right' | 'left' | 'stay') => void; readonly onCancel: () => void }

const Chosen = ({ writing, column, value, label, onDone, onCancel }: Props) => {
  const { any: before, none } = partsOf(value)
  const [any, setAny] = useState(before)
  const many = takesSeveral(column)
  const done = (next: Parameters<Props['onDone']>[1]) => onDone(cellFrom(column, any, none), next)
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') { event.stopPropagation(); onCancel() }
    if (event.key === 'Tab') { event.preventDefault(); done(event.shiftKey ? 'left' : 'right') }
  }
  const pick = (values: readonly string[]) => { if (many) setAny(values); else onDone(cellFrom(column, values, none), 'stay') }
  return <div className='tb-pick'><Picks writing={writing} column={column} values={any} onChange={pick} many={many} label={label} inCell={{ onLeave: () => done('stay'), onKeys: keys }} /></div>
}

const Typed = ({ writing, column, value, label, typed, onDone, onCancel }: Props) => {
  const { t } = useTranslation('tables')
  const [text, setText] = useState(typed ?? cellText(writing, column, value))
  const read = readCell(writing, column, text, value)
  const done = (next: Parameters<Props['onDone']>[1]) => { if (read.ok) onDone(read.value, next) }
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') onCancel()
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) { event.preventDefault(); done('down') }
    if (event.key === 'Tab') { event.preventDefault(); done(event.shiftKey ? 'left' : 'right') }
  }
  return (
    <>
      <Input autoFocus variant='borderless' aria-label={label} aria-invalid={!read.ok} value={text} onChange={(event) => setText(event.target.value)} onKeyDown={keys} onBlur={() => done('stay')} />
      {!read.ok && <span className='tb-bad' role='alert'>{t(hintOf(column, read), { defaultValue: t('hint.unread') })}</span>}
    </>
  )
}

/** A cell while it is edited: chosen from a list, or written. */
export const CellEditor = (props: Props) => (isPicked(props.column) && props.typed === null ? <Chosen {...props} /> : <Typed {...props} />)
