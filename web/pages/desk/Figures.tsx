import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { desk } from '#contract/casefile.ts'
import { FIGURES_TO } from '#contract/figures.ts'
import { Go } from '../../app/Go.tsx'
import { links, type ListFilter } from '../../links.ts'

export type DeskView = z.infer<typeof desk.output>

interface Counted { readonly value: number; readonly filter: ListFilter }
interface Figure extends Counted { readonly key: string; readonly of?: Counted; readonly hot?: boolean }

/** Each figure and the list that holds exactly what it counts. */
const figuresOf = ({ figures, today, month }: DeskView): readonly Figure[] => [
  { key: 'mine', value: figures.mine, filter: { view: 'mine' } },
  { key: 'open', value: figures.open, filter: { view: 'open' } },
  { key: 'overdue', value: figures.overdue, filter: { view: 'overdue' }, hot: figures.overdue > 0 },
  { key: 'registeredToday', value: figures.registeredToday, filter: { view: 'all', registeredSince: today } },
  { key: 'closedThisMonth', value: figures.closedThisMonth, filter: { view: 'closed', closedSince: month } },
  { key: 'promises', value: figures.promisesKept, filter: { view: 'all', promisesDueSince: month, promisesKept: '1' }, of: { value: figures.promisesDue, filter: { view: 'all', promisesDueSince: month } } },
  { key: 'satisfied', value: figures.satisfied, filter: { view: 'all', followedUpSince: month, satisfied: '1' }, of: { value: figures.followedUp, filter: { view: 'all', followedUpSince: month } } },
]

const shown = (value: number) => (value > FIGURES_TO ? `${FIGURES_TO}+` : value)

/** Figures without decoration; each opens its list, and so does what it is a part of. */
export const Figures = ({ view }: { readonly view: DeskView }) => {
  const { t } = useTranslation('desk')
  return (
    <nav className='figs card' aria-label={t('figures')}>
      {figuresOf(view).map((figure) => (
        <div key={figure.key} className='fig'>
          <span aria-hidden='true'>{t(`figure.${figure.key}`)}</span>
          <p>
            <Go to={links.complaints(figure.filter)} className='fig-a'><span className='sr'>{t(`figure.${figure.key}`)}</span><b className={figure.hot ? 'num hot-t' : 'num'}>{shown(figure.value)}</b></Go>
            {figure.of && <Go to={links.complaints(figure.of.filter)} className='fig-of num'><span className='sr'>{t(`of.${figure.key}`)}</span>/ {shown(figure.of.value)}</Go>}
          </p>
        </div>
      ))}
    </nav>
  )
}
