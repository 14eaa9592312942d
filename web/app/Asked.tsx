import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Press } from '../ui/Press.tsx'
import { ProblemNote } from '../ui/ProblemNote.tsx'

/** Grey lines of fixed height where text will stand, so that nothing jumps when it comes. */
export const Bones = ({ rows = 6 }: { readonly rows?: number }) => {
  const { t } = useTranslation('common')
  return (
    <div className='bones' role='status' aria-label={t('loading')}>
      {[...Array(rows).keys()].map((row) => <span className={`bone w${row % 4}`} key={row} />)}
    </div>
  )
}

interface Props<T> { readonly query: Pick<UseQueryResult<T>, 'data' | 'isError' | 'error'> & { readonly refetch: () => unknown }; readonly children: (data: T) => ReactNode; readonly rows?: number | undefined }

/** What was asked, once it is there; the refusal and a way to ask again when it failed. */
export const Asked = <T,>({ query, children, rows = 6 }: Props<T>) => {
  const { t } = useTranslation('common')
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) return <div className='asked-bad'><ProblemNote error={query.error} /><Press onClick={() => void query.refetch()}>{t('retry')}</Press></div>
  return <Bones rows={rows} />
}
