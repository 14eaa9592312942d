import { useTranslation } from 'react-i18next'
import type { Import } from '#contract/importing.ts'

/** Figures that say at a glance what has become of the rows. */
export const Counts = ({ item, names }: { readonly item: Import; readonly names: readonly (keyof Import['counts'])[] }) => {
  const { t } = useTranslation('importing')
  return (
    <dl className='imp-c'>
      {names.map((name) => <div key={name}><dt>{t(`counts.${name}`)}</dt><dd className='num'>{item.counts[name]}</dd></div>)}
    </dl>
  )
}
