import { EyeInvisibleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Case } from '#contract/casefile.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import './kept.css'

/** Whom the case is about, for those who see it: calm, and always in sight, so that nobody speaks of it to the wrong person. */
export const AboutNote = ({ about, whyNotClear, onClear }: { readonly about: NonNullable<Case['about']>; readonly whyNotClear: string | null | undefined; readonly onClear: (id: string) => void }) => {
  const { t } = useTranslation('kept')
  return (
    <section className='kept' aria-label={t('about.label')}>
      <EyeInvisibleOutlined aria-hidden='true' />
      <div>
        <p><b>{t('about.title', { names: about.people.map((person) => person.name).join(t('common:listSeparator')) })}</b></p>
        <p className='muted'>{t('about.words', { count: about.apart.length })}</p>
        <ul className='kept-who'>
          {about.people.map((person) => (
            <li key={person.id}><span><b>{person.name}</b>{person.reason && <span className='muted'>　{person.reason}</span>}</span><ActionButton size='small' label={t('clear.open', { name: person.name })} whyNot={whyNotClear} onPress={() => onClear(person.id)} /></li>
          ))}
        </ul>
      </div>
    </section>
  )
}
