import { useTranslation } from 'react-i18next'
import type { Case } from '#contract/casefile.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'

/** Where the customer's name would stand: why it does not, and who may look. */
export const IdentityNote = ({ it, onShow }: { readonly it: Case; readonly onShow: () => void }) => {
  const { t } = useTranslation('kept')
  if (it.identity === 'open') return null
  return (
    <>
      <p className='muted'>{t(`note.${it.identity}`)}</p>
      {it.identity === 'protected' && <div className='card-a'><ActionButton size='small' label={t('show.open')} whyNot={it.may['complaint.showComplainant']} onPress={onShow} /></div>}
    </>
  )
}
