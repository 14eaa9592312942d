import { Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Agreement, cancelAgreement } from '#contract/settlement.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Props { readonly complaintId: string; readonly agreement: Agreement; /** What it comes to, and what for. */ readonly items: ReactNode; readonly whyNot: string | null | undefined; readonly onDone: () => void }

/** What was agreed cannot be carried out: what of this agreement is not done falls away, and where no other holds another remedy is sought. */
export const CancelAgreementForm = ({ complaintId, agreement, items, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const [reason, setReason, clear] = useDraft(`cancel-agreement.${agreement.id}`, '')
  const doing = useDo(cancelAgreement, () => { clear(); onDone() })
  return (
    <>
      <p className='form-lead'>{t('cancelAgreement.lead')}</p>
      {items}
      <ProblemNote error={doing.error} />
      <Field id='cancel-agreement-reason' label={t('cancelAgreement.reason')} error={faultOf(doing.error, 'reason')} required>
        <Input.TextArea id='cancel-agreement-reason' autoSize={{ minRows: 3 }} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <div className='form-end'><ActionButton kind='danger' label={t('cancelAgreement.save')} whyNot={whyNot ?? (reason.trim() === '' ? t('cancelAgreement.empty') : null)} loading={doing.isPending} onPress={() => doing.mutate({ complaintId, agreementId: agreement.id, reason })} /></div>
    </>
  )
}
