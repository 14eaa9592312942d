import { useTranslation } from 'react-i18next'
import type { Remedy } from '#contract/remedy.ts'
import { RemedyView } from '../../modules/remedy/RemedyView.tsx'
import { SaidNo } from '../../modules/remedy/SayNoForms.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Section } from '../../ui/Section.tsx'
import { type Panel, useScene } from './scene.ts'

type Step = readonly [panel: Panel, command: string, kind: 'primary' | 'default']

const STEPS: Readonly<Partial<Record<Remedy['state'], readonly Step[]>>> = {
  awaitingApproval: [['decide', 'approve', 'primary'], ['withdraw', 'withdraw', 'default']],
  approved: [['offer', 'offer', 'primary'], ['withdraw', 'withdraw', 'default']],
  offered: [['answer', 'answer', 'primary'], ['withdraw', 'withdraw', 'default']],
  countered: [['declineCounter', 'declineCounter', 'default'], ['withdraw', 'withdraw', 'default']],
  counterDeclined: [['answer', 'answer', 'default']],
}
/** A new proposal makes sense when none is under way. A counter-demand is met by taking the first one back. */
const AGAIN: ReadonlySet<Remedy['state']> = new Set(['returned', 'counterDeclined', 'declined', 'expired', 'withdrawn'])

const Actions = ({ remedy }: { readonly remedy: Remedy }) => {
  const { t } = useTranslation('case')
  const { open } = useScene()
  const steps = STEPS[remedy.state] ?? []
  return (
    <div className='card-a'>
      {steps.map(([panel, command, kind]) => <ActionButton key={panel} kind={kind} label={t(panel === 'withdraw' && remedy.state === 'countered' ? 'remedy.do.better' : `remedy.do.${panel}`)} whyNot={remedy.may[command]} onPress={() => open(panel, remedy.id)} />)}
    </div>
  )
}

/** F1–F7: the proposals, from the latest back, and the one next step. */
export const RemedyCard = () => {
  const { t } = useTranslation('case')
  const { it, pack, open } = useScene()
  const [now, ...before] = it.remedies.toSorted((a, b) => b.no - a.no)
  const view = (remedy: Remedy) => <RemedyView key={remedy.id} remedy={remedy} points={it.points} positions={pack.positions} principles={pack.principles} customerName={it.customer.name} />
  const canPropose = it.state === 'open' && (!now || AGAIN.has(now.state))
  return (
    <Section title={t('remedy.title')}>
      <div className='card-b'>
        {!now && it.declinedDemands.length === 0 && <p className='muted'>{t('remedy.none')}</p>}
        {now && view(now)}
        {now && it.state === 'open' && <Actions remedy={now} />}
        <SaidNo declined={it.declinedDemands} />
        {canPropose && (
          <div className='card-a'>
            <ActionButton kind={it.declinedDemands.length > 0 ? 'default' : 'primary'} label={now ? t('remedy.proposeAgain') : t('remedy.propose')} whyNot={it.may['remedy.propose']} onPress={() => open('propose')} />
            <ActionButton kind='default' label={t('remedy.do.declineDemand')} whyNot={it.may['remedy.declineDemand']} onPress={() => open('declineDemand')} />
          </div>
        )}
        {before.length > 0 && <details className='rem-old'><summary>{t('remedy.before', { count: before.length })}</summary>{before.map(view)}</details>}
      </div>
    </Section>
  )
}
