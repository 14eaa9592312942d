import { ArrowDownOutlined, ArrowUpOutlined, CopyOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALES } from '#contract/common.ts'
import type { Rule } from '#contract/table-shape.ts'
import { Field } from '../../../ui/Field.tsx'
import { isObject, type Json } from '../pack/cell-words.ts'
import { cellFrom, isPicked, partsOf, takesSeveral } from './CellEditor.tsx'
import { cellText, hintOf, readCell, type Writing } from './cell-text.ts'
import { cellOf, type Column, withCell } from './columns.ts'
import { useColumnName } from './names.ts'
import { Picks } from './Picks.tsx'

interface OneProps { readonly writing: Writing; readonly column: Column; readonly value: Json | undefined; readonly readOnly: boolean; readonly onChange: (value: Json | undefined) => void }

const Chosen = ({ writing, column, value, readOnly, onChange }: OneProps) => {
  const { t } = useTranslation('tables')
  const label = useColumnName()(column)
  const id = `rule-${column.key}`
  const { any, none } = partsOf(value)
  const many = takesSeveral(column)
  const change = (nextAny: readonly string[], nextNone: readonly string[]) => { if (!readOnly) onChange(cellFrom(column, nextAny, nextNone)) }
  return (
    <Field id={id} label={label} required={column.must}>
      <Picks id={id} writing={writing} column={column} values={any} onChange={(next) => change(next, none)} many={many} label={label} placeholder={column.given ? undefined : t('any')} />
      {many && !column.given && (any.length > 0 || none.length > 0) && <div className='tb-none'><span>{t('butNot')}</span><Picks writing={writing} column={column} values={none} onChange={(next) => change(any, next)} many label={t('butNotOf', { column: label })} /></div>}
    </Field>
  )
}

const Sentences = ({ column, value, readOnly, onChange }: OneProps) => {
  const { t } = useTranslation('tables')
  const label = useColumnName()(column)
  const said = isObject(value) ? value : { 'zh-CN': '', 'zh-Hant': '', en: '' }
  return (
    <fieldset className='tb-words'>
      <legend>{label}</legend>
      {LOCALES.map((locale) => {
        const id = `rule-${column.key}-${locale}`
        return <Field key={locale} id={id} label={t(`language.${locale}`)}><Input.TextArea id={id} rows={2} readOnly={readOnly} value={String(said[locale] ?? '')} onChange={(event) => onChange({ ...said, [locale]: event.target.value })} /></Field>
      })}
    </fieldset>
  )
}

const Written = ({ writing, column, value, readOnly, onChange }: OneProps) => {
  const { t } = useTranslation('tables')
  const label = useColumnName()(column)
  const [text, setText] = useState(() => cellText(writing, column, value))
  const [told, setTold] = useState(value)
  // Only a change from elsewhere rewrites what one types.
  if (JSON.stringify(told) !== JSON.stringify(value)) {
    setTold(value)
    setText(cellText(writing, column, value))
  }
  const read = readCell(writing, column, text, value)
  const change = (next: string) => {
    setText(next)
    const now = readCell(writing, column, next, value)
    if (!now.ok) return
    setTold(now.value)
    onChange(now.value)
  }
  const id = `rule-${column.key}`
  const hint = t(`hint.${column.kind.kind}`, { defaultValue: '' })
  return <Field id={id} label={label} required={column.must} hint={hint || undefined} error={read.ok ? null : t(read.why ? hintOf(column, read) : 'hint.unread')}><Input id={id} readOnly={readOnly} value={text} onChange={(event) => change(event.target.value)} /></Field>
}

const One = (props: OneProps) => {
  if (props.column.kind.kind === 'words') return <Sentences {...props} />
  return isPicked(props.column) ? <Chosen {...props} /> : <Written {...props} />
}

interface Props {
  readonly rule: Rule; readonly no: number; readonly last: number; readonly columns: readonly Column[]; readonly writing: Writing; readonly ranks: ReadonlyMap<string, number>; readonly readOnly: boolean
  readonly onChange: (rule: Rule) => void; readonly onMove: (by: number) => void; readonly onCopy: () => void; readonly onRemove: () => void; readonly onDone: () => void
}

/** A rule as a form: all its conditions, and what it gives in every language. */
export const RuleForm = ({ rule, no, last, columns, writing, ranks, readOnly, onChange, onMove, onCopy, onRemove, onDone }: Props) => {
  const { t } = useTranslation('tables')
  const one = (column: Column) => <One key={column.key} writing={writing} column={column} value={cellOf(rule, column)} readOnly={readOnly} onChange={(value) => onChange(withCell(rule, column, value, ranks))} />
  return (
    <form onSubmit={(event) => { event.preventDefault(); onDone() }} noValidate>
      {!readOnly && (
        <p className='tb-acts'>
          <Button size='small' icon={<ArrowUpOutlined aria-hidden='true' />} disabled={no === 1} onClick={() => onMove(-1)}>{t('up')}</Button>
          <Button size='small' icon={<ArrowDownOutlined aria-hidden='true' />} disabled={no === last} onClick={() => onMove(1)}>{t('down')}</Button>
          <Button size='small' icon={<CopyOutlined aria-hidden='true' />} onClick={onCopy}>{t('copy')}</Button>
          <Button size='small' danger icon={<DeleteOutlined aria-hidden='true' />} onClick={onRemove}>{t('remove')}</Button>
        </p>
      )}
      <h3 className='tb-h3'>{t('if')}</h3>
      {columns.filter(({ given }) => !given).map(one)}
      <h3 className='tb-h3'>{t('then')}</h3>
      {columns.filter(({ given }) => given).map(one)}
      <div className='form-end'><Button type='primary' htmlType='submit'>{t('finished')}</Button></div>
    </form>
  )
}
