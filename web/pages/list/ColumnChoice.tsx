import { Checkbox, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takeFocus } from '../../app/when-pressed.tsx'
import { ColumnButton } from './ColumnButton.tsx'
import { COLUMNS, type useColumns } from './columns.ts'

/** Which columns the table has. */
export const ColumnChoice = ({ choice }: { readonly choice: ReturnType<typeof useColumns> }) => {
  const { t } = useTranslation('list')
  const [open, setOpen] = useState(true)
  const boxes = COLUMNS.map((column) => <li key={column}><Checkbox checked={choice.columns.includes(column)} disabled={choice.fixed.includes(column)} onChange={() => choice.toggle(column)}>{t(`column.${column}`)}</Checkbox></li>)
  return <Popover open={open} onOpenChange={setOpen} trigger='click' placement='bottomRight' arrow={false} content={<ul className='col-pick'>{boxes}</ul>}><ColumnButton ref={takeFocus} /></Popover>
}
