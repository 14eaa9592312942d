import type { ReactNode } from 'react'
import { createContext, useContext, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from './now.ts'
import { isElsewhere, zoneHere, zoneName } from './zone.ts'

interface Shown {
  /** On whose clock times are read, and inputs are meant. */
  readonly zone: string
  /** The page names the zone once for all of it. */
  readonly told: boolean
}

const Current = createContext<Shown>({ zone: zoneHere(), told: false })

/** Below here every time is shown, and meant, on the clock of this zone: the unit's to which a case belongs. */
export const InZone = ({ zone, told = false, children }: { readonly zone: string; readonly told?: boolean; readonly children: ReactNode }) => {
  const shown = useMemo(() => ({ zone, told }), [zone, told])
  return <Current value={shown}>{children}</Current>
}

/** The zone of what is shown here, and its name wherever this browser's clock shows another time. */
export const useZone = () => {
  const { zone, told } = useContext(Current)
  const { i18n } = useTranslation()
  const tag = i18n.language === 'zh-Hant' ? 'zh-HK' : i18n.language
  /** Null where the clocks agree. */
  const nameAt = (at: number): string | null => (isElsewhere(zone, at) ? zoneName(zone, tag) : null)
  return { zone, told, nameAt }
}

/** Says once for a whole page on which clock its times are, where that is not the clock in the room. */
export const ZoneNote = () => {
  const { t } = useTranslation('common')
  const { nameAt } = useZone()
  const name = nameAt(useNow())
  return name && <p className='muted zone-note'>{t('time.allIn', { zone: name })}</p>
}

/** What stands beside an input for a date or a time: on which clock it is meant, where that could be mistaken. */
export const useZoneHint = (): string | undefined => {
  const { t } = useTranslation('common')
  const { nameAt } = useZone()
  const name = nameAt(useNow())
  return name ? t('time.asIn', { zone: name }) : undefined
}
