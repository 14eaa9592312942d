import type { ReactNode } from 'react'
import { useId } from 'react'

interface Props { readonly title?: ReactNode; readonly count?: ReactNode; readonly extra?: ReactNode; readonly children: ReactNode; readonly className?: string | undefined }

/** A card with its heading; a landmark that screen readers can jump to. */
export const Section = ({ title, count, extra, children, className = '' }: Props) => {
  const id = useId()
  return (
    <section className={`card ${className}`} {...(title ? { 'aria-labelledby': id } : {})}>
      {title && (
        <header className='card-h'>
          <h2 id={id}>{title}{count !== undefined && count !== null && <span className='n'>{count}</span>}</h2>
          {extra && <div className='extra'>{extra}</div>}
        </header>
      )}
      {children}
    </section>
  )
}
