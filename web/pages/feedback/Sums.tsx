import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { feedbackSums } from '#contract/feedback.ts'
import { useAsk } from '../../app/query.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

const COUNTED = ['open', 'late', 'answered', 'inTime', 'improved'] as const

/** How each unit deals with what customers suggest. */
export const Sums = () => {
  const { t } = useTranslation('feedback')
  const [since] = useState(() => dayjs().subtract(1, 'year').startOf('day').toISOString())
  const query = useAsk(feedbackSums, { since })
  const items = query.data?.items ?? []
  return (
    <>
      <p className='hint'>{t('sumsHint')}</p>
      <ProblemNote error={query.error} />
      {query.isSuccess && items.length === 0 && <Empty title={t('sumsNone')} hint={t('emptyHint')} />}
      {items.length > 0 && (
        <div className='fb-sum'>
          <table>
            <thead><tr><th scope='col'>{t('sum.unit')}</th>{COUNTED.map((name) => <th key={name} scope='col'>{t(`sum.${name}`)}</th>)}</tr></thead>
            <tbody>{items.map((one) => <tr key={one.unitId}><th scope='row'>{one.unitName}</th>{COUNTED.map((name) => <td key={name} className='num'>{one[name]}</td>)}</tr>)}</tbody>
          </table>
        </div>
      )}
    </>
  )
}
