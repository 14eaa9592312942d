import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import { COLUMNS, type useColumns } from './columns.ts'

/** Which columns the table has. */
export const ColumnChoice = ({ choice }: { readonly choice: ReturnType<typeof useColumns> }) => {
  const { t } = useTranslation('list')
  const boxes = COLUMNS.map((column) => <li key={column}><Checkbox checked={choice.columns.includes(column)} disabled={choice.fixed.includes(column)} onChange={() => choice.toggle(column)}>{t(`column.${column}`)}</Checkbox></li>)
  return <Popover trigger='click' placement='bottomRight' arrow={false} content={<ul className='col-pick'>{boxes}</ul>}><Button icon={<SettingOutlined aria-hidden='true' />}>{t('columns')}</Button></Popover>
}
