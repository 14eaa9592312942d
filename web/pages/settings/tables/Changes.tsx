import { useTranslation } from 'react-i18next'
import type { RuleChange } from '#contract/table-diff.ts'
import type { Rule } from '#contract/table-shape.ts'
import type { Json } from '../pack/cell-words.ts'
import type { Writing } from './cell-text.ts'
import type { Column } from './columns.ts'
import { useColumnName } from './names.ts'
import { wordsOf } from './words.ts'

export interface Told { readonly columns: readonly Column[]; readonly writing: Writing }
interface Props extends Told { readonly changes: readonly RuleChange[]; readonly before: readonly Rule[]; readonly after: readonly Rule[] }

const MOST = 100

/** What became of each rule, in words. A rule goes by its number now; one that is gone, by the one it had. */
export const Changes = ({ changes, before, after, columns, writing }: Props) => {
  const { t } = useTranslation('tables')
  const nameOf = useColumnName()
  const noIn = (rules: readonly Rule[], id: string) => rules.findIndex((rule) => rule.id === id) + 1
  const words = (change: RuleChange['cells'][number], value: unknown) => {
    const column = columns.find(({ name, given }) => name === change.name && given === change.given)
    return (column && wordsOf(writing, column, (value ?? undefined) as Json | undefined)) ?? t(change.given ? 'nothing' : 'any')
  }
  const place = (cell: RuleChange['cells'][number]) => columns.findIndex(({ name, given }) => name === cell.name && given === cell.given)
  // A rank goes with its position and has no column of its own.
  const inOrder = (cells: RuleChange['cells']) => cells.filter((cell) => place(cell) >= 0 || cell.name !== 'rank').toSorted((a, b) => place(a) - place(b))
  if (changes.length === 0) return <p className='muted'>{t('noChanges')}</p>
  return (
    <section className='tb-ch' aria-label={t('changes', { count: changes.length })}>
      <b>{t('changes', { count: changes.length })}</b>
      <ul>
        {changes.slice(0, MOST).map(({ rule, what, cells }) => (
          <li key={`${rule} ${what}`}>
            {t(`changed.${what}`, { no: noIn(what === 'removed' ? before : after, rule) })}
            {cells.length > 0 && <ul className='dots'>{inOrder(cells).map((cell) => <li key={`${cell.name} ${cell.given}`}>{t('settings:pack.factIs', { fact: nameOf(cell), value: '' })}{what === 'changed' ? <><del>{words(cell, cell.before)}</del> → <ins>{words(cell, cell.after)}</ins></> : words(cell, what === 'removed' ? cell.before : cell.after)}</li>)}</ul>}
          </li>
        ))}
      </ul>
      {changes.length > MOST && <p className='muted'>{t('moreChanges', { count: changes.length - MOST })}</p>}
    </section>
  )
}
