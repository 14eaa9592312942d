import { useTranslation } from 'react-i18next'
import { type PromiseSum, promiseSums } from '#contract/promise.ts'
import { Asked } from '../../app/Asked.tsx'
import { useUrl } from '../../app/Go.tsx'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { WatchNav } from './WatchNav.tsx'

const COLUMNS = ['kept', 'keptLate', 'broken', 'waiting', 'released', 'withdrawn'] as const

/** Of those that fell due and that nobody let go; null where there are none. */
const rateOf = ({ kept, keptLate, broken }: PromiseSum): number | null => (kept + keptLate + broken === 0 ? null : Math.round((kept / (kept + keptLate + broken)) * 100))

const Rate = ({ sum }: { readonly sum: PromiseSum }) => {
  const rate = rateOf(sum)
  return rate === null ? <>–</> : <><span className='rate' aria-hidden='true'><u style={{ width: `${rate}%` }} /></span>{rate}%</>
}

/** D3: how promises were kept, by who keeps them or by unit, and by month. */
export const PromisesPage = () => {
  const { t } = useTranslation('promises')
  const { params, change } = useUrl()
  const by = params['by'] === 'unit' ? 'unit' : 'person'
  const query = useAsk(promiseSums, { by })
  return (
    <div className='page'>
      <PageHead title={t('sums.title')} sub={t('sums.sub')} />
      <WatchNav />
      <fieldset className='seg watch-n' aria-label={t('sums.by')}>{(['person', 'unit'] as const).map((each) => <button key={each} type='button' aria-pressed={by === each} className={by === each ? 'on' : ''} onClick={() => change({ by: each === 'unit' ? each : undefined }, 'replace')}>{t(`sums.${each}`)}</button>)}</fieldset>
      <div className='card'>
        <Asked query={query} rows={8}>{({ items }) => (items.length === 0 ? <Empty title={t('sums.none')} hint={t('sums.noneHint')} /> : (
          <ScrollX label={t('sums.title')}><table className='tbl'>
            <thead><tr><th>{t('sums.month')}</th><th>{t(`sums.${by}`)}</th><th>{t('sums.rate')}</th>{COLUMNS.map((column) => <th key={column} className='r'>{t(`sums.${column}`)}</th>)}</tr></thead>
            <tbody>{items.map((sum) => <tr key={`${sum.id} ${sum.month}`}><td className='num watch-m'>{sum.month}</td><td>{sum.name}</td><td className='num'><Rate sum={sum} /></td>{COLUMNS.map((column) => <td key={column} className='r num'>{sum[column]}</td>)}</tr>)}</tbody>
          </table></ScrollX>
        ))}</Asked>
      </div>
    </div>
  )
}
