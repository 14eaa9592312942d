import { useTranslation } from 'react-i18next'
import { Go, useUrl } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { links, SUGGESTION_PARTS } from '../../../links.ts'
import { Dictionary } from './Dictionary.tsx'
import { Learning } from './Learning.tsx'
import '../pack/pack.css'
import './suggestions.css'

/** What suggestions are made of: a model learnt from closed cases, and the words customers use. */
export const SuggestionsPage = () => {
  const { t } = useTranslation('settings')
  const { params } = useUrl()
  const part = SUGGESTION_PARTS.find((one) => one === params['part']) ?? 'learning'
  return (
    <>
      <PageHead title={t('place.suggestions.label')} sub={t('place.suggestions.hint')} />
      <nav className='views' aria-label={t('place.suggestions.label')}>
        {SUGGESTION_PARTS.map((one) => <Go key={one} to={links.suggestions(one)} className={one === part ? 'on' : ''} {...(one === part && { 'aria-current': 'page' as const })}>{t(`learning.part.${one}`)}</Go>)}
      </nav>
      {part === 'learning' ? <Learning /> : <Dictionary />}
    </>
  )
}
