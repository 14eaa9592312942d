import type { ReactNode } from 'react'

/** Says what belongs here and how to begin. */
export const Empty = ({ title, hint, action }: { readonly title: string; readonly hint?: string | undefined; readonly action?: ReactNode }) => (
  <div className='empty'>
    <p className='empty-t'>{title}</p>
    {hint && <p className='muted'>{hint}</p>}
    {action && <div className='empty-a'>{action}</div>}
  </div>
)
