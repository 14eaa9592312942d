import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { links } from '../links.ts'
import { Press } from '../ui/Press.tsx'
import { ProblemNote } from '../ui/ProblemNote.tsx'
import { Refused, Unreachable } from './call.ts'

/** A screen that could not be drawn. What was typed is in its draft; the way back is open. */
export const ErrorPage = ({ error }: { readonly error: Error }) => {
  const { t } = useTranslation('shell')
  const known = error instanceof Refused || error instanceof Unreachable
  return (
    <div className='page narrow'>
      <h1>{t('broken.title')}</h1>
      {known ? <ProblemNote error={error} /> : <p className='sub'>{t('broken.hint')}</p>}
      <p className='acts'><Press look='main' onClick={() => location.reload()}>{t('broken.reload')}</Press><a className='press plain' href={links.desk()}>{t('broken.desk')}</a></p>
    </div>
  )
}

export const NotFoundPage = () => {
  const { t } = useTranslation('shell')
  return (
    <div className='page narrow'>
      <h1>{t('notFound.title')}</h1>
      <p className='sub'>{t('notFound.hint')}</p>
      <p className='acts'><a className='press plain' href={links.desk()}>{t('broken.desk')}</a></p>
    </div>
  )
}

/** Last net below the router. */
export class Boundary extends Component<{ readonly children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }
  static getDerivedStateFromError(error: Error) { return { error } }
  override render() { return this.state.error ? <ErrorPage error={this.state.error} /> : this.props.children }
}
