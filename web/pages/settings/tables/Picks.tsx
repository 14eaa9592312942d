import { Select, TreeSelect } from 'antd'
import { type KeyboardEvent, useMemo } from 'react'
import { localeNow } from '../../../app/i18n.ts'
import { categoryTree } from '../../../modules/complaint/category-tree.ts'
import { type Option, optionsOf, type Writing } from './cell-text.ts'
import type { Column } from './columns.ts'

interface Props {
  readonly writing: Writing
  readonly column: Pick<Column, 'kind' | 'name'>
  readonly values: readonly string[]
  readonly onChange: (values: readonly string[]) => void
  readonly many: boolean
  readonly label: string
  readonly id?: string | undefined
  /** What it means when nothing is chosen. */
  readonly placeholder?: string | undefined
  /** In a cell: it is open at once, and whoever leaves it is done. */
  readonly inCell?: { readonly onLeave: () => void; readonly onKeys: (event: KeyboardEvent<HTMLElement>) => void } | undefined
}

const open = { autoFocus: true, defaultOpen: true, variant: 'borderless' as const }

const asList = (value: string | readonly string[] | null | undefined): readonly string[] => (value === null || value === undefined ? [] : typeof value === 'string' ? [value] : value)

const Tree = ({ writing, values, onChange, many, label, id, placeholder, inCell }: Props) => {
  const locale = localeNow()
  const { categories } = writing.pack
  const tree = useMemo(() => categoryTree(categories.filter((one) => !one.retired || values.includes(one.code)), (words) => words[locale] || words['zh-CN'] || words['zh-Hant'] || words.en), [categories, locale, values])
  return <TreeSelect<string | string[]>
    treeData={tree} value={many ? [...values] : values[0] as string} multiple={many} showSearch={{ treeNodeFilterProp: 'title' }} allowClear aria-label={label} style={{ width: '100%' }} {...(id && { id })} {...(placeholder && { placeholder })} {...(inCell && { ...open, onBlur: inCell.onLeave, onKeyDown: inCell.onKeys })}
    onChange={(next) => onChange(asList(next))} popupMatchSelectWidth={320}
  />
}

/** One or several of what may stand in a column. */
export const Picks = (props: Props) => {
  const { writing, column, values, onChange, many, label, id, placeholder, inCell } = props
  if (column.kind.kind === 'category') return <Tree {...props} />
  const options: readonly Option[] = optionsOf(writing, column)
  return <Select<string | string[]>
    options={[...options]} value={many ? [...values] : (values[0] ?? null) as string} {...(many && { mode: 'multiple' as const })} showSearch={{ optionFilterProp: 'label' }} allowClear aria-label={label} style={{ width: '100%' }} {...(id && { id })} {...(placeholder && { placeholder })} {...(inCell && { ...open, onBlur: inCell.onLeave, onKeyDown: inCell.onKeys })}
    onChange={(next) => onChange(asList(next))} popupMatchSelectWidth={false}
  />
}
