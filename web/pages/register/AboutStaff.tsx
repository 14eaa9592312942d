import { useTranslation } from 'react-i18next'
import { faultOf } from '../../app/fault.ts'
import { StaffPick } from '../../modules/kept/StaffPick.tsx'
import { Field } from '../../ui/Field.tsx'
import { useDesk } from './desk-context.ts'

/** A10: the complaint is about somebody of us. It never reaches them, nor who answers to them. */
export const AboutStaff = () => {
  const { t } = useTranslation('kept')
  const { draft: { accusedIds }, set, error } = useDesk()
  if (!accusedIds) return <p><button type='button' className='link' onClick={() => set({ accusedIds: [] })}>{t('who.add')}</button></p>
  return (
    <>
      <Field id='reg-accused' label={t('who.label')} hint={t('who.hint')} error={faultOf(error, 'accusedIds')} required>
        <StaffPick id='reg-accused' value={accusedIds} placeholder={t('who.choose')} onChange={(ids) => set({ accusedIds: ids })} />
      </Field>
      <p className='muted'>{t('accuse.yourself')}　<button type='button' className='link' onClick={() => set({ accusedIds: null })}>{t('who.others')}</button></p>
    </>
  )
}
