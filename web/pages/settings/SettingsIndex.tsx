import { RightOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Go } from '../../app/Go.tsx'
import { PageHead } from '../../app/PageHead.tsx'
import { usePlaces } from './places.ts'
import './settings.css'

export const SettingsIndex = () => {
  const { t } = useTranslation('settings')
  return (
    <div className='page narrow'>
      <PageHead title={t('title')} sub={t('sub')} />
      <ul className='card set-i'>
        {usePlaces().map((place) => <li key={place.key}><Go to={place.to}><span><b>{place.label}</b><small>{place.hint}</small></span><RightOutlined aria-hidden='true' /></Go></li>)}
      </ul>
    </div>
  )
}
