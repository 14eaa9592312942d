import { CloseCircleFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'

/** For `allowClear`: the button that empties a choice says so in the reader's language. */
export const useClearing = () => {
  const { t } = useTranslation('common')
  return { label: t('clear'), clearIcon: <CloseCircleFilled aria-hidden='true' /> }
}
