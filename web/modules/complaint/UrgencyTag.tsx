import type { Urgency } from '#contract/packs.ts'
import { useTerm } from '../../app/i18n.ts'
import { Chip, type ChipTone } from '../../ui/Chip.tsx'

const TONE: Readonly<Record<Urgency, ChipTone>> = { general: 'plain', urgent: 'alert', critical: 'danger' }

export const UrgencyTag = ({ urgency, why }: { readonly urgency: Urgency; readonly why?: string | undefined }) => {
  const term = useTerm()
  return <Chip tone={TONE[urgency]} title={why}>{term('urgency', urgency)}</Chip>
}
