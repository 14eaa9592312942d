import { SettingOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { ButtonGiven } from '../../app/when-pressed.tsx'
import { Press } from '../../ui/Press.tsx'

export const ColumnButton = (given: ButtonGiven) => {
  const { t } = useTranslation('list')
  return <Press {...given}><SettingOutlined aria-hidden='true' />{t('columns')}</Press>
}
