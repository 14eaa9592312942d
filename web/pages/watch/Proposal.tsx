import { useTranslation } from 'react-i18next'
import type { TriageItem } from '#contract/attention.ts'
import { Considered } from '../../modules/routing/Considered.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'

interface Props { readonly item: TriageItem; readonly busy: boolean; readonly onTake: (personId: string) => void }

/** Who would have it, given to them with one press; why this one is a press away. */
export const Proposal = ({ item: { proposal, number }, busy, onTake }: Props) => {
  const { t } = useTranslation('assigning')
  if (!proposal) return null
  const { person, considered } = proposal
  const first = considered.find((one) => one.why === 'chosen')
  return (
    <div className='tri-p'>
      <p>{person ? t('proposed', { name: person.name, open: first?.open ?? 0 }) : t('nobodyFits')}</p>
      {person && <ActionButton size='small' label={<>{t('take')}<span className='sr'>{number}</span></>} whyNot={null} loading={busy} onPress={() => onTake(person.id)} />}
      <details><summary>{t(person ? 'whyOne' : 'whyNobody')}<span className='sr'>{number}</span></summary><Considered people={considered} chosen={person?.id ?? null} label={t('whoCouldOf', { number })} /></details>
    </div>
  )
}
