import { useTranslation } from 'react-i18next'
import type { Step } from '#contract/authority.ts'
import type { PackView } from '#contract/packs.ts'
import { useNow } from '../../ui/now.ts'
import { When } from '../../ui/When.tsx'
import { positionName } from './Needs.tsx'

const Standing = ({ step }: { readonly step: Step }) => {
  const { t } = useTranslation('case')
  const now = useNow()
  if (step.state === 'done') return <>{t('remedy.stepDone', { name: step.doneBy?.name ?? '' })}{step.doneAt && <>　<When at={step.doneAt} /></>}</>
  if (step.state !== 'open') return <>{t(step.state === 'later' ? 'remedy.stepLater' : 'remedy.stepOver')}</>
  const names = step.people.map((person) => person.name).join(t('common:listSeparator'))
  return (
    <>
      {names}
      {step.climbedAt && <b className='late'>{t('remedy.stepClimbed')}</b>}
      {step.dueAt && !step.climbedAt && (now > Date.parse(step.dueAt) ? <b className='late'>{t('remedy.stepLate')}</b> : <small>{t('remedy.stepDue')}<When at={step.dueAt} end /></small>)}
    </>
  )
}

/** Whose yes is wanted, in order, and how far it came. */
export const Chain = ({ steps, positions }: { readonly steps: readonly Step[]; readonly positions: PackView['positions'] }) => {
  const { t } = useTranslation('case')
  return (
    <ol className='chain'>
      {steps.map((step) => (
        <li key={`${step.no} ${step.positions.join()}`} className={step.state}>
          <b>{t('remedy.step', { no: step.no, positions: step.positions.map((code) => positionName(positions, code)).join(t('remedy.stepOr')) })}</b>
          <span><Standing step={step} /></span>
        </li>
      ))}
    </ol>
  )
}
