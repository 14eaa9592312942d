import { useTranslation } from 'react-i18next'
import { Presence } from '#contract/packs.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useNow } from '../../ui/now.ts'
import { Quick } from '../../ui/Quick.tsx'
import { localAt } from '../../ui/zone.ts'
import { useDesk } from './desk-context.ts'
import { Line } from './inputs.tsx'

const MINUTE = 60_000
const AGO = [5, 15, 30, 60] as const

/** When they left, for who has gone: else it counts from the receipt. */
const Left = () => {
  const { t } = useTranslation('register')
  const { draft, set, zone } = useDesk()
  const now = useNow()
  const picks = AGO.map((count) => [localAt(zone, now - count * MINUTE), count === 60 ? t('presence.hour') : t('presence.ago', { count })] as const)
  return (
    <div className='left-at'>
      <Line of='departedAt' fault='departedAt' type='datetime-local' label={t('presence.leftAt')} hint={draft.departedAt === '' ? t('presence.leftHint') : undefined} />
      <Quick label={t('presence.quick')} picks={picks} value={draft.departedAt} onPick={(departedAt) => set({ departedAt })} />
    </div>
  )
}

/** D1: where the customer is now. One tap: it decides how soon somebody must act. */
export const PresencePick = () => {
  const { t } = useTranslation('register')
  const term = useTerm()
  const { draft, set, error } = useDesk()
  const fault = faultOf(error, 'presence')
  if (draft.channel !== 'walkIn') return null
  return (
    <>
      <p className='lab pres-h' id='presence-h'>{t('presence.label')}</p>
      <fieldset className='pres' aria-labelledby='presence-h'>
        {Presence.options.map((each) => <button key={each} type='button' aria-pressed={draft.presence === each} onClick={() => set({ presence: each, ...(each !== 'left' && { departedAt: '' }) })}>{term('presence', each)}</button>)}
      </fieldset>
      {fault && <p className='fault' role='alert'>{fault}</p>}
      {draft.presence === 'left' && <Left />}
    </>
  )
}
