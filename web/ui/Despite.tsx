import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from './Field.tsx'

/** Why words go out although the check marked them; kept with them. */
export const Despite = ({ id, value, onChange }: { readonly id: string; readonly value: string; readonly onChange: (value: string) => void }) => {
  const { t } = useTranslation('case')
  return (
    <Field id={id} label={t('composer.despite')} hint={t('composer.despiteHint')}>
      <Input id={id} maxLength={200} value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  )
}
