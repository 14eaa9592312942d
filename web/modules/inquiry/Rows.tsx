import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Cell, InquiryField } from '#contract/inquiry-kinds.ts'
import { useTerm } from '../../app/i18n.ts'
import { numbered } from './words.ts'

type Row = Readonly<Record<string, Cell>>
interface Props { readonly label: string; readonly columns: readonly InquiryField[]; readonly rows: readonly Row[]; readonly onChange: (rows: readonly Row[]) => void }

const MOST_ROWS = 100
const MOST_LETTERS = 200

const One = ({ columns, row, no, onChange, onRemove }: { readonly columns: readonly InquiryField[]; readonly row: Row; readonly no: number; readonly onChange: (row: Row) => void; readonly onRemove: () => void }) => {
  const { t } = useTranslation('inquiry')
  const term = useTerm()
  const name = (code: string) => t('rows.cell', { no, name: term('inquiryField', code) })
  return (
    <li className='inq-row'>
      <b aria-hidden='true'>{no}</b>
      <div>{columns.map(({ code, type }) => (type === 'yes'
        ? <Checkbox key={code} aria-label={name(code)} checked={row[code] === true} onChange={(event) => onChange({ ...row, [code]: event.target.checked })}>{term('inquiryField', code)}</Checkbox>
        : <Input key={code} aria-label={name(code)} placeholder={term('inquiryField', code)} maxLength={MOST_LETTERS} value={String(row[code] ?? '')} onChange={(event) => onChange({ ...row, [code]: event.target.value })} />))}</div>
      <Button type='text' icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('rows.remove', { no })} onClick={onRemove} />
    </li>
  )
}

/** A table that is written row by row, on a phone as well. */
export const Rows = ({ label, columns, rows, onChange }: Props) => {
  const { t } = useTranslation('inquiry')
  return (
    <fieldset className='inq-rows' aria-label={label}>
      <ol>{numbered(rows).map(({ row, no }) => <One key={no} columns={columns} row={row} no={no} onChange={(next) => onChange(rows.map((each, i) => (i + 1 === no ? next : each)))} onRemove={() => onChange(rows.filter((_, i) => i + 1 !== no))} />)}</ol>
      {rows.length < MOST_ROWS && <Button size='small' icon={<PlusOutlined aria-hidden='true' />} onClick={() => onChange([...rows, {}])}>{t('rows.add')}<span className='sr'>{label}</span></Button>}
    </fieldset>
  )
}
