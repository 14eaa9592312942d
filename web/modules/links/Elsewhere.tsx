import { useTranslation } from 'react-i18next'
import type { Elsewhere as Place } from '#contract/links.ts'

/** Out of sight: where it is, and whom to ask. Nothing of what it says. */
export const Elsewhere = ({ places }: { readonly places: readonly Place[] }) => {
  const { t } = useTranslation('links')
  return places.map((place) => {
    const who = [place.ownerName, place.unitPhone].filter(Boolean).join('　')
    return <p key={`${place.unitName}${who}`} className='twin-e'>{who ? t('twins.elsewhere', { unit: place.unitName, who }) : t('twins.elsewhereUnit', { unit: place.unitName })}</p>
  })
}
