import type { ReactNode } from 'react'

/** A wide table that scrolls sideways inside its card; reachable by keyboard. */
export const ScrollX = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
  <section className='scroll-x' tabIndex={0} aria-label={label}>{children}</section>
)
