import type { ReactNode } from 'react'

/** What was chosen, once its name is known: a key tells nobody anything. */
export const named = ({ label }: { readonly label?: ReactNode }): ReactNode => label ?? ''
