import { useTranslation } from 'react-i18next'
import { Provider } from '#contract/mailbox.ts'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { type Typed, type TypedConsent, withSignIn } from './fields.ts'

interface Props { readonly typed: Typed; readonly isNew: boolean; readonly redirectUri: string; readonly onChange: (typed: Typed) => void; readonly faultAt: (field: string) => string | undefined }

const PASSWORD = 'password'

/** How one gets into the mailbox: with a password, or with a consent of its owner at Microsoft, Google or somebody else. */
export const ConsentFields = ({ typed, isNew, redirectUri, onChange, faultAt }: Props) => {
  const { t } = useTranslation('mailbox')
  const { oauth } = typed
  const set = (part: Partial<TypedConsent>) => { if (oauth) onChange({ ...typed, oauth: { ...oauth, ...part } }) }
  const line = (field: 'clientId' | 'tenant' | 'authorizeUrl' | 'tokenUrl' | 'scope', required = true) => (
    <TextField label={t(`consent.${field}`)} required={required} value={oauth?.[field] ?? ''} onChange={(value) => set({ [field]: value })} error={faultAt(`oauth/${field}`)} {...(field === 'tenant' && { hint: t('consent.tenantHint') })} />
  )
  return (
    <>
      <SelectField label={t('consent.how')} value={oauth?.provider ?? PASSWORD} onChange={(value) => onChange(withSignIn(typed, Provider.options.find((one) => one === value) ?? null))}
        options={[{ value: PASSWORD, label: t('consent.password') }, ...Provider.options.map((value) => ({ value, label: t(`consent.provider.${value}`) }))]} {...(oauth && { hint: t('consent.hint') })} />
      {oauth && (
        <>
          {line('clientId')}
          <TextField label={t('consent.clientSecret')} type='password' autoComplete='new-password' value={oauth.clientSecret} onChange={(clientSecret) => set({ clientSecret })} hint={isNew ? undefined : t('keepPassword')} />
          {oauth.provider === 'microsoft' && line('tenant', false)}
          {oauth.provider === 'other' && <>{line('authorizeUrl')}{line('tokenUrl')}{line('scope')}</>}
          <p className='muted mb-uri'>{t('consent.redirect')}<br /><code>{redirectUri}</code></p>
        </>
      )}
    </>
  )
}
