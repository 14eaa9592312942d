import { useTranslation } from 'react-i18next'
import type { Explanation } from '#contract/clock.ts'
import { installed } from '#contract/packs.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { When } from '../../ui/When.tsx'
import { useLadderWords } from './ladder-words.ts'

type Rung = Explanation['ladder'][number]

const Fired = ({ fired }: { readonly fired: Rung['fired'][number] }) => {
  const { t } = useTranslation('ladder')
  const term = useTerm()
  const names = fired.people.map(({ name }) => name).join(t('common:listSeparator'))
  return (
    <li>
      <When at={fired.at} /> {names ? t('told', { names }) : t('toldNobody')}
      {fired.why !== 'time' && <span className='muted'>{t('brackets', { words: term('ladderWhy', fired.why) })}</span>}
      <p className='muted'>{fired.acted ? <>{t('acted', { name: fired.acted.by.name })} <When at={fired.acted.at} /></> : t('notActed')}</p>
    </li>
  )
}

/** Who heard of a deadline as its time ran out, who took it up, and who hears of it next while it runs. */
export const LadderWhy = ({ of: { ladder, clock } }: { readonly of: Explanation }) => {
  const { t } = useTranslation('ladder')
  const pack = useAsk(installed, {}).data
  const words = useLadderWords(pack?.positions ?? [])
  const runs = clock.state === 'running' || clock.state === 'late'
  const shown = ladder.filter((rung) => rung.fired.length > 0 || (runs && !rung.passed))
  if (shown.length === 0) return null
  return (
    <div className='why-l'>
      <p><b>{t('title')}</b></p>
      <ol>
        {shown.map((rung) => (
          <li key={`${rung.no} ${rung.at}`} className={rung.fired.length > 0 ? 'on' : ''}>
            <b>{t('level', { no: rung.no })}</b>{' '}
            {rung.fired.length > 0 ? <ul>{rung.fired.map((fired) => <Fired key={fired.at} fired={fired} />)}</ul> : rung.level && <><When at={rung.at} /> {t('willTell', { names: words.all(rung.level) })}</>}
          </li>
        ))}
      </ol>
    </div>
  )
}
