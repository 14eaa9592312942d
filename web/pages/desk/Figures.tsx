import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { desk } from '#contract/casefile.ts'
import { Go } from '../../app/Go.tsx'
import { links } from '../../links.ts'

export type DeskView = z.infer<typeof desk.output>

interface Figure { readonly key: string; readonly value: number; readonly of?: number; readonly to: string; readonly hot?: boolean }

const figuresOf = ({ figures }: DeskView): readonly Figure[] => [
  { key: 'mine', value: figures.mine, to: links.complaints({ view: 'mine' }) },
  { key: 'open', value: figures.open, to: links.complaints({ view: 'open' }) },
  { key: 'overdue', value: figures.overdue, to: links.complaints({ view: 'overdue' }), hot: figures.overdue > 0 },
  { key: 'registeredToday', value: figures.registeredToday, to: links.complaints({ view: 'all' }) },
  { key: 'closedThisMonth', value: figures.closedThisMonth, to: links.complaints({ view: 'closed' }) },
  { key: 'promises', value: figures.promisesKept, of: figures.promisesDue, to: links.desk('promise') },
  { key: 'satisfied', value: figures.satisfied, of: figures.followedUp, to: links.complaints({ view: 'closed' }) },
]

/** Figures without decoration; each opens its list. */
export const Figures = ({ view }: { readonly view: DeskView }) => {
  const { t } = useTranslation('desk')
  return (
    <nav className='figs card' aria-label={t('figures')}>
      {figuresOf(view).map((figure) => (
        <Go key={figure.key} to={figure.to} className='fig'>
          <span>{t(`figure.${figure.key}`)}</span>
          <b className={figure.hot ? 'num hot-t' : 'num'}>{figure.value}{figure.of !== undefined && <small> / {figure.of}</small>}</b>
        </Go>
      ))}
    </nav>
  )
}
