import { useTranslation } from 'react-i18next'
import type { OfficialCalendar } from '#contract/official-calendar.ts'

/** Regions that have a name of their own in every language. */
export const KNOWN = ['cn', 'hk', 'mo', 'tw'] as const

/** What a region is called: in the reader's language where it is one of those, else as somebody named it. */
export const useRegionName = (regions: readonly Pick<OfficialCalendar, 'code' | 'name'>[]) => {
  const { t } = useTranslation('holidays')
  return (code: string): string => (KNOWN.some((known) => known === code) ? t(`region.${code}`) : regions.find((one) => one.code === code)?.name ?? code)
}
