import { ArrowLeftOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { Go } from './Go.tsx'
import { useTitle } from './title.ts'

interface Props {
  readonly title: string
  readonly sub?: ReactNode
  readonly actions?: ReactNode
  /** Where this page belongs: a link above the heading. */
  readonly up?: { readonly to: string; readonly label: string } | undefined
  readonly mark?: ReactNode
}

/** Heading, what one may do, and the document's title. */
export const PageHead = ({ title, sub, actions, up, mark }: Props) => {
  useTitle(title)
  return (
    <div className='page-h'>
      <div>
        {up && <p className='crumb'><Go to={up.to}><ArrowLeftOutlined aria-hidden='true' /> {up.label}</Go></p>}
        <h1>{title} {mark}</h1>
        {sub && <p className='sub'>{sub}</p>}
      </div>
      {actions && <div className='acts'>{actions}</div>}
    </div>
  )
}
