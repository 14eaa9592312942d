import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Likeness } from '#contract/links.ts'
import { Chip } from '../../ui/Chip.tsx'
import './links.css'

/** What speaks for it that two complaints are one, in words. */
export const whyWords = (t: TFunction, why: Likeness): readonly string[] => [
  ...(['customer', 'order', 'lot', 'name'] as const).filter((each) => why[each] && !(each === 'name' && why.customer)).map((each) => t(`links:twins.${each}`)),
  ...(why.textPercent === null ? [] : [t('links:twins.text', { percent: why.textPercent })]), why.days === 0 ? t('links:twins.sameDay') : t('links:twins.days', { count: why.days }),
]

export const Why = ({ why }: { readonly why: Likeness }) => {
  const { t } = useTranslation('links')
  return <span className='why-c'>{whyWords(t, why).map((each) => <Chip key={each}>{each}</Chip>)}</span>
}
