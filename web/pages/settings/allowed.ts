import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.tsx'

/** Why a button cannot be pressed: the role lacks the permission. null when it has it. */
export const useWhyNot = () => {
  const { t } = useTranslation('common')
  const can = useCan()
  return (permission: string) => (can(permission) ? null : t('notAllowed'))
}
