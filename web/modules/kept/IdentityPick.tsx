import { Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { Identity } from '#contract/kept.ts'
import { useTerm } from '../../app/i18n.ts'
import './kept.css'

/** A10: whether who complains may be known, with what each choice means and what it costs. */
export const IdentityPick = ({ value, onChange }: { readonly value: Identity; readonly onChange: (identity: Identity) => void }) => {
  const { t } = useTranslation('kept')
  const term = useTerm()
  return (
    <fieldset className='kept-id' aria-label={t('identity.label')}>
      <p className='lab'>{t('identity.label')}</p>
      <Radio.Group aria-label={t('identity.label')} optionType='button' value={value} onChange={(event) => onChange(Identity.parse(event.target.value))} options={Identity.options.map((one) => ({ value: one, label: term('identity', one) }))} />
      <p className='muted' aria-live='polite'>{t(`identity.means.${value}`)}</p>
    </fieldset>
  )
}
