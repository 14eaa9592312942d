import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeIdentity, showComplainant } from '#contract/casefile.ts'
import type { Shown } from '#contract/kept.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Props { readonly id: string; readonly whyNot: string | null | undefined }

const Reason = ({ id, label, value, error, onChange }: { readonly id: string; readonly label: string; readonly value: string; readonly error: Error | null; readonly onChange: (reason: string) => void }) => (
  <Field id={id} label={label} error={faultOf(error, 'reason')} required>
    <Input.TextArea id={id} autoSize={{ minRows: 2, maxRows: 6 }} maxLength={200} value={value} onChange={(event) => onChange(event.target.value)} />
  </Field>
)

/** As the complainant asks: to be known to few, or no longer. */
export const IdentityForm = ({ id, to, whyNot, onDone }: Props & { readonly to: 'open' | 'protected'; readonly onDone: () => void }) => {
  const { t } = useTranslation('kept')
  const [reason, setReason] = useState('')
  const doing = useDo(changeIdentity, onDone)
  return (
    <>
      <p className='form-lead'>{t(`change.${to}`)}</p>
      <p className='form-lead'>{t(`identity.means.${to}`)}</p>
      <ProblemNote error={doing.error} />
      <Reason id='identity-why' label={t('change.reason')} value={reason} error={doing.error} onChange={setReason} />
      <div className='form-end'><ActionButton kind='primary' label={t(`change.save.${to}`)} whyNot={whyNot ?? (reason.trim() === '' ? t('reason.missing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id, identity: to, reason })} /></div>
    </>
  )
}

/** Who it is, for those who may know: asked for with a reason, shown until the panel is closed. */
export const ComplainantForm = ({ id, whyNot, next }: Props & { /** What can be done with it. */ readonly next: (who: Shown) => ReactNode }) => {
  const { t } = useTranslation('kept')
  const [reason, setReason] = useState('')
  const doing = useDo(showComplainant)
  const who = doing.data
  if (who) return (
    <>
      <dl className='kv' aria-live='polite'>
        {(['name', 'phone', 'email', 'memberNumber', 'address'] as const).map((part) => who[part] && (
          <div key={part} className='contents'><dt>{t(`show.${part}`)}</dt><dd>{part === 'phone' ? <a className='link num' href={`tel:${who.phone}`}>{who.phone}</a> : who[part]}</dd></div>
        ))}
        {who.representative && <><dt>{t('show.representative')}</dt><dd>{[who.representative.name, who.representative.phone, who.representative.email].filter(Boolean).join('　')}</dd></>}
      </dl>
      {next(who)}
    </>
  )
  return (
    <>
      <p className='form-lead'>{t('show.lead')}</p>
      <ProblemNote error={doing.error} />
      <Reason id='complainant-why' label={t('show.reason')} value={reason} error={doing.error} onChange={setReason} />
      <div className='form-end'><ActionButton kind='primary' label={t('show.save')} whyNot={whyNot ?? (reason.trim() === '' ? t('reason.missing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id, reason })} /></div>
    </>
  )
}
