import { Progress as Bar } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Import, undo } from '#contract/importing.ts'
import { useDo } from '../../../app/query.ts'
import { Confirm } from '../../../ui/Confirm.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'

const shareOf = ({ state, counts }: Import): number => (state === 'importing' && counts.rows > 0 ? Math.floor(((counts.done + counts.bad + counts.duplicates) / counts.rows) * 100) : 0)

/** The machinery is at work; the page may be left. */
export const Progress = ({ item }: { readonly item: Import }) => {
  const { t } = useTranslation('importing')
  const undoing = useDo(undo)
  const { rows, done } = item.counts
  return (
    <Section title={t(`state.${item.state}`)}>
      <div className='imp-p'>
        <p role='status'>{item.state === 'importing' ? t('rowsDone', { done, rows }) : item.state === 'checking' ? t('rowsRead', { count: rows }) : t('takingBack')}</p>
        {item.state === 'importing' && <Bar percent={shareOf(item)} showInfo={false} aria-label={t('state.importing')} />}
        <p className='muted'>{t('mayLeave')}</p>
        <ProblemNote error={undoing.error} />
        {item.state === 'importing' && <Confirm label={t('stop')} question={t('stopSure')} whyNot={null} loading={undoing.isPending} onConfirm={() => undoing.mutate({ id: item.id })} />}
      </div>
    </Section>
  )
}
