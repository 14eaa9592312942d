import { Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { links } from '../links.ts'
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
      <p className='acts'><Button type='primary' onClick={() => location.reload()}>{t('broken.reload')}</Button><Button href={links.desk()}>{t('broken.desk')}</Button></p>
    </div>
  )
}

export const NotFoundPage = () => {
  const { t } = useTranslation('shell')
  return (
    <div className='page narrow'>
      <h1>{t('notFound.title')}</h1>
      <p className='sub'>{t('notFound.hint')}</p>
      <p className='acts'><Button href={links.desk()}>{t('broken.desk')}</Button></p>
    </div>
  )
}

/** Last net below the router. */
export class Boundary extends Component<{ readonly children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }
  static getDerivedStateFromError(error: Error) { return { error } }
  override render() { return this.state.error ? <ErrorPage error={this.state.error} /> : this.props.children }
}
