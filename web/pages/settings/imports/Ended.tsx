import { useTranslation } from 'react-i18next'
import { type Import, rows, undo } from '#contract/importing.ts'
import { Go } from '../../../app/Go.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { Confirm } from '../../../ui/Confirm.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Counts } from './Counts.tsx'
import { Faults } from './Faults.tsx'

const MOST = 100

/** Those that stayed when the rest was taken back. */
const Kept = ({ item }: { readonly item: Import }) => {
  const { t } = useTranslation('importing')
  const { data } = useAsk(rows, { id: item.id, outcome: 'kept', limit: MOST })
  if (!data?.items.length) return null
  return (
    <Section title={t('kept')} count={item.counts.kept}>
      <ul className='posts'>
        {data.items.map((row) => <li className='imp-r' key={row.no}><span>{t('rowNo', { no: row.no })}</span>{row.complaint && <Go className='link' to={links.complaint(row.complaint.id)}>{row.complaint.number}</Go>}{row.faults.map((fault) => <span className='hint' key={fault.code}>{fault.words}</span>)}</li>)}
      </ul>
    </Section>
  )
}

const Brought = ({ item }: { readonly item: Import }) => {
  const { t } = useTranslation('importing')
  const { data } = useAsk(rows, { id: item.id, outcome: 'imported', limit: 10 })
  if (item.target === 'candidates') return <p><Go className='link' to={links.candidates()}>{t('seeCandidates')}</Go></p>
  if (item.target === 'orders') return <p><Go className='link' to={links.orders()}>{t('seeOrders')}</Go></p>
  if (item.target === 'missedCalls') return <p><Go className='link' to={links.callBacks()}>{t('seeCalls')}</Go></p>
  return <p>{data?.items.map((row) => row.complaint && <Go className='link imp-n' key={row.no} to={links.complaint(row.complaint.id)}>{row.complaint.number}</Go>)}{item.counts.done > 10 && '…'}</p>
}

/** Taken over or taken back: what has become of every row. */
export const Ended = ({ item }: { readonly item: Import }) => {
  const { t } = useTranslation('importing')
  const undoing = useDo(undo)
  const imported = item.state === 'imported'
  return (
    <div className='stack'>
      <Section title={t(`state.${item.state}`)}>
        <div className='imp-p'>
          {item.problem && <p className='fault' role='alert'>{item.problem}</p>}
          <Counts item={item} names={imported ? ['rows', 'done', 'bad', 'duplicates'] : ['done', 'kept']} />
          {imported && <Brought item={item} />}
          <ProblemNote error={undoing.error} />
          {imported && <><p className='hint'>{t(item.target === 'orders' ? 'undoOrdersHint' : 'undoHint')}</p><Confirm label={t('undo')} question={t('undoSure', { count: item.counts.done })} whyNot={null} loading={undoing.isPending} onConfirm={() => undoing.mutate({ id: item.id })} /></>}
        </div>
      </Section>
      {!imported && <Kept item={item} />}
      {imported && <Faults item={item} />}
    </div>
  )
}
