import { MergeOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Go } from '../../app/Go.tsx'
import '../../modules/links/links.css'
import { links } from '../../links.ts'
import { useScene } from './scene.ts'

/** A merged case says where it goes on. */
export const Gone = () => {
  const { t } = useTranslation('links')
  const { it } = useScene()
  if (it.state !== 'merged') return null
  const to = it.mergedInto
  return (
    <section className='gone' role='status'>
      <MergeOutlined aria-hidden='true' />
      <div><b>{to ? t('family.goneTitle', { number: to.number }) : t('family.goneAway')}</b><p>{t('family.goneText')}</p></div>
      {to && <Go className='press main' to={links.complaint(to.id)}>{t('family.goneGo', { number: to.number })}</Go>}
    </section>
  )
}
