import { useTranslation } from 'react-i18next'
import type { Considered as One } from '#contract/assigning.ts'
import { Chip } from '../../ui/Chip.tsx'
import './routing.css'

const useReason = () => {
  const { t } = useTranslation('assigning')
  return ({ why, open, most, load, skills }: One) => [
    t(`why.${why}`), t(most ? 'carriesOf' : 'carries', { open, most }), t('load', { load }), ...skills.map((skill) => t(`skilled.${skill}`)),
  ].join(t('common:listSeparator'))
}

/** Why it is this one: everybody who could have had it, with what they carry and what spoke against them. */
export const Considered = ({ people, chosen, label }: { readonly people: readonly One[]; readonly chosen: string | null; readonly label: string }) => {
  const { t } = useTranslation('assigning')
  const reason = useReason()
  if (people.length === 0) return <p className='muted'>{t('nobodyThere')}</p>
  return (
    <ol className='cons' aria-label={label}>
      {people.map((one) => <li key={one.person.id} className={one.person.id === chosen ? 'on' : ''}><b>{one.person.name}</b>{one.person.id === chosen && <Chip tone='good'>{t('chosen')}</Chip>}<span>{reason(one)}</span></li>)}
    </ol>
  )
}
