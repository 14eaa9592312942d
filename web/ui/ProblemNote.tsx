import { ExclamationCircleFilled } from '@ant-design/icons'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

/** RFC 9457, as far as it is shown. */
interface Problem { readonly title: string; readonly detail?: string; readonly errors?: readonly { readonly pointer: string; readonly detail: string }[] }

const problemOf = (error: Error): Problem | null => {
  const problem = 'problem' in error ? error.problem : null
  return typeof problem === 'object' && problem !== null && 'title' in problem ? problem as Problem : null
}

interface Props {
  readonly error: Error | null | undefined
  /** The form shows the faults of its fields itself: they are not told twice, and the first of them gets the focus. */
  readonly fieldsBeside?: boolean | undefined
}

/** What was refused, once, where the eye is; it scrolls itself into view. Anything but a refusal is a lost connection. */
export const ProblemNote = ({ error, fieldsBeside = false }: Props) => {
  const { t } = useTranslation('common')
  const here = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!error) return
    here.current?.scrollIntoView({ block: 'nearest' })
    if (fieldsBeside) here.current?.closest('form')?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [error, fieldsBeside])
  if (!error) return null
  const problem = problemOf(error)
  const faults = fieldsBeside ? [] : problem?.errors?.filter((fault) => fault.detail !== problem.title) ?? []
  return (
    <div className='problem' role='alert' ref={here}>
      <ExclamationCircleFilled aria-hidden='true' />
      <div>
        <p><b>{problem?.title ?? t('problem.unreachable')}</b></p>
        {(!problem || problem.detail) && <p>{problem ? problem.detail : t('problem.unreachableHint')}</p>}
        {faults.length > 0 && <ul>{faults.map((fault) => <li key={fault.pointer + fault.detail}>{fault.detail}</li>)}</ul>}
      </div>
    </div>
  )
}
