import type { MouseEvent, ReactNode } from 'react'
import { type Route, go, hrefOf, scannedIn } from './route.ts'
import { useSpeech } from './speech.ts'

interface LinkProps {
  readonly to: Route
  readonly children: ReactNode
  readonly className?: string
  readonly current?: boolean
}

/** A real link, followed without loading the page again. */
export const Link = ({ to, children, className, current }: LinkProps) => {
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    go(to)
  }
  return <a href={hrefOf(to)} className={className} aria-current={current ? 'page' : undefined} onClick={follow}>{children}</a>
}

/** The two things one can come for. A scanned place stays with the form when one goes over and comes back. */
export const Nav = ({ here }: { readonly here: 'tell' | 'look' }) => {
  const { nav } = useSpeech().words
  const scanned = scannedIn(new URLSearchParams(location.search))
  return (
    <nav className='seg' aria-label={nav.label}>
      <Link to={{ page: 'tell', ...scanned }} current={here === 'tell'}>{nav.tell}</Link>
      <Link to={{ page: 'look', ...scanned }} current={here === 'look'}>{nav.look}</Link>
    </nav>
  )
}
