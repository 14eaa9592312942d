import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Case } from '#contract/casefile.ts'
import type { Representative } from '#contract/representative.ts'
import { useTerm } from '../../app/i18n.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import './representative.css'

type Step = 'authority' | 'waive' | 'endRepresentation'
const COMMANDS: Readonly<Record<Step, string>> = { authority: 'complaint.showAuthority', waive: 'authority.waive', endRepresentation: 'complaint.endRepresentation' }
const LABELS: Readonly<Record<Step, string>> = { authority: 'doShow', waive: 'doWaive', endRepresentation: 'doEnd' }

/** What it covers and what shows it, or why it is not asked for. */
const Authority = ({ r, paper }: { readonly r: Representative; readonly paper: ReactNode }) => {
  const { t } = useTranslation('representative')
  return (
    <>
      {r.scope && <p className='muted'>{t('scope', { scope: r.scope })}</p>}
      {r.waived && <p className='muted'>{t('waivedBy', { name: r.waived.by?.name ?? '', reason: r.waived.reason })}</p>}
      {paper}
    </>
  )
}

/** A17: who speaks for the customer, and whether their authority was shown. What is missing is seen at once. */
export const RepresentativeNote = ({ it, paper, onStep }: { readonly it: Case; /** The paper that shows it. */ readonly paper: ReactNode; readonly onStep: (step: Step) => void }) => {
  const { t } = useTranslation('representative')
  const term = useTerm()
  const r = it.representative
  if (!r) return null
  const open = r.standing === 'missing' || r.standing === 'expired'
  const steps: readonly Step[] = open ? ['authority', 'waive', 'endRepresentation'] : ['endRepresentation']
  return (
    <div className={open ? 'rep open' : 'rep'}>
      <p><b>{t('speaks', { name: r.name, relation: r.relation })}</b>{r.phone && <>　<a className='link num' href={`tel:${r.phone}`}>{r.phone}</a></>}</p>
      <p><Chip tone={open ? 'warn' : 'good'}>{term('authorityStanding', r.standing)}</Chip>{r.untilOn && <span className='muted'>　{t('until', { day: r.untilOn })}</span>}</p>
      <Authority r={r} paper={paper} />
      {open && <p className='muted'>{t('missingWhy')}</p>}
      {it.state === 'open' && <div className='rep-a'>{steps.filter((step) => step !== 'waive' || it.may[COMMANDS[step]] == null).map((step) => <ActionButton key={step} size='small' label={t(LABELS[step])} whyNot={it.may[COMMANDS[step]]} onPress={() => onStep(step)} />)}</div>}
    </div>
  )
}
