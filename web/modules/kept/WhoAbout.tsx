import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/Field.tsx'
import { StaffPick } from './StaffPick.tsx'

interface Props { readonly id: string; /** Null: not about anybody of us, as far as is known. */ readonly value: readonly string[] | null; readonly onChange: (ids: readonly string[] | null) => void; readonly error: string | null | undefined }

/** A10: the complaint is about somebody of us. It never reaches them, nor who answers to them. */
export const WhoAbout = ({ id, value, onChange, error }: Props) => {
  const { t } = useTranslation('kept')
  if (!value) return <p><button type='button' className='link' onClick={() => onChange([])}>{t('who.add')}</button></p>
  return (
    <>
      <Field id={id} label={t('who.label')} hint={t('who.hint')} error={error} required>
        <StaffPick id={id} value={value} placeholder={t('who.choose')} onChange={onChange} />
      </Field>
      <p className='muted'>{t('accuse.yourself')}　<button type='button' className='link' onClick={() => onChange(null)}>{t('who.others')}</button></p>
    </>
  )
}
