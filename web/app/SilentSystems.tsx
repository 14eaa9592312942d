import { useTranslation } from 'react-i18next'
import type { Asked } from '#contract/order-book.ts'

/** Systems that could not say: that is another thing than that there is nothing. */
export const SilentSystems = ({ asked }: { readonly asked: readonly Asked[] }) => {
  const { t } = useTranslation('orders')
  return asked.filter(({ outcome }) => outcome === 'down').map(({ trouble, status }) => <p className='fault' key={trouble}>{t('down', { why: t(`trouble.${trouble ?? 'connection'}`, { status }) })}</p>)
}
