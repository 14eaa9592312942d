import { useTranslation } from 'react-i18next'
import { gate } from '#contract/held.ts'
import { useAsk } from '../../../app/query.ts'
import { When } from '../../../ui/When.tsx'

const SHOWN = ['waiting', 'submitted', 'held', 'puzzlesAsked', 'puzzlesSolved', 'refused', 'wrongCodes'] as const
const LOOK_AGAIN = 30_000

/** How much comes through the web, and what was done about too much. */
export const Counters = () => {
  const { t } = useTranslation('held')
  const { data } = useAsk(gate, {}, { refetchInterval: LOOK_AGAIN })
  return (
    <section className='card held-c' aria-label={t('counters')}>
      <dl>{SHOWN.map((name) => <div key={name}><dt>{t(`counter.${name}`)}</dt><dd className='num'>{data?.[name] ?? '–'}</dd></div>)}</dl>
      {data && <p className='muted'>{t('since')} <When at={data.since} /></p>}
    </section>
  )
}
