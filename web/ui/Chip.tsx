import type { ReactNode } from 'react'

export type ChipTone = 'plain' | 'primary' | 'good' | 'warn' | 'alert' | 'danger'

/** A short mark. `alert` and `danger` are vermilion: urgency and danger only. */
export const Chip = ({ children, tone = 'plain', title }: { readonly children: ReactNode; readonly tone?: ChipTone | undefined; readonly title?: string | undefined }) => (
  <span className={`chip ${tone}`} title={title}>{children}</span>
)
