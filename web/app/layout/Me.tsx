import { useTranslation } from 'react-i18next'
import { useSession } from '../session.tsx'
import type { ButtonGiven } from '../when-pressed.tsx'

/** Who works here: a face, the name, unit and post. */
export const MeButton = ({ className = '', ...given }: ButtonGiven) => {
  const { t } = useTranslation('shell')
  const { person, organization } = useSession()
  return (
    <button type='button' className={`me ${className}`} aria-haspopup='menu' {...given}>
      <span className='face' aria-hidden='true'>{[...person.name][0]}</span>
      <span className='me-n'>{person.name}<small>{[person.unitName ?? organization.name, person.positionName].filter(Boolean).join(' · ')}</small></span>
      <span className='sr'>{t('person.label')}</span>
    </button>
  )
}
