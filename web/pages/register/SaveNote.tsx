import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Go } from '../../app/Go.tsx'
import { links } from '../../links.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import { useDesk } from './desk-context.ts'

/** Where what is typed lies, in one quiet line. */
export const SaveNote = () => {
  const { t } = useTranslation('register')
  const { kept: { state, restored } } = useDesk()
  return (
    <span className={`save save-${state.is}`} role='status'>
      {restored && state.is !== 'here' && <>{t('restored')} </>}
      {state.is === 'saved' && <>{t('save.saved')} <When at={state.at} /></>}
      {state.is === 'saving' && t('save.saving')}
      {state.is === 'here' && t('save.here')}
      {state.is === 'new' && !restored && t('sub')}
    </span>
  )
}

const NAMED = ['name', 'phone', 'email', 'memberNumber', 'address', 'place', 'soFar', 'occurredAt', 'orderNumber', 'boughtOn', 'productName', 'productCode', 'lot', 'receiverName', 'receiverPosition'] as const
const isNamed = (key: string): key is (typeof NAMED)[number] => NAMED.some((each) => each === key)

/** A15 of two windows: said, and chosen by whoever types. */
export const ClashNote = () => {
  const { t } = useTranslation('register')
  const { kept: { clash, settleClash, state } } = useDesk()
  if (state.is === 'refused') return <ProblemNote error={state.error} />
  if (!clash) return null
  const what = [...new Set(clash.keys.map((key) => (isNamed(key) ? t(`field.${key}`) : t(key === 'points' ? 'section.points' : 'save.rest'))))].join(t('common:listSeparator'))
  return (
    <div className='clash' role='alert'>
      <p>{t('save.clash', { what })}</p>
      <Button size='small' onClick={() => settleClash(false)}>{t('save.mine')}</Button>
      <Button size='small' onClick={() => settleClash(true)}>{t('save.theirs')}</Button>
    </div>
  )
}

/** Leads to everything that is not finished. */
export const Unfinished = () => {
  const { t } = useTranslation('register')
  return <Go className='press plain' to={links.drafts()}>{t('save.all')}</Go>
}
