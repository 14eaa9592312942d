import { RightOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Go } from '../../app/Go.tsx'
import { PageHead } from '../../app/PageHead.tsx'
import { usePlaceGroups } from './places.ts'
import './settings.css'

export const SettingsIndex = () => {
  const { t } = useTranslation('settings')
  return (
    <div className='page narrow'>
      <PageHead title={t('title')} sub={t('sub')} />
      {usePlaceGroups().map(({ key, label, places }) => (
        <section key={key} className='set-g' aria-labelledby={`group-${key}`}>
          <h2 id={`group-${key}`}>{label}</h2>
          <ul className='card set-i'>{places.map((place) => <li key={place.key}><Go to={place.to}><span><b>{place.label}</b><small>{place.hint}</small></span><RightOutlined aria-hidden='true' /></Go></li>)}</ul>
        </section>
      ))}
    </div>
  )
}
