import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exempt } from '#contract/statute.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Props { readonly complaintId: string; readonly pointId: string; readonly rule: string; readonly whyNot: string | null | undefined }

/** The facts of a rule are disputed: why it does not apply, for somebody above to decide. */
export const ExemptForm = ({ complaintId, pointId, rule, whyNot }: Props) => {
  const { t } = useTranslation('statute')
  const [reason, setReason] = useState<string | null>(null)
  const doing = useDo(exempt, () => setReason(null))
  if (reason === null) return <ActionButton label={t('exempt')} whyNot={whyNot} onPress={() => setReason('')} />
  const id = `exempt-${pointId}-${rule}`
  return (
    <div className='law-x'>
      <ProblemNote error={doing.error} />
      <Field id={id} label={t('exemptWhy')} hint={t('exemptHint')} error={faultOf(doing.error, 'reason')} required>
        <Input.TextArea id={id} autoSize={{ minRows: 2, maxRows: 8 }} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <div className='law-b'>
        <ActionButton kind='primary' label={t('exemptSend')} whyNot={reason.trim() === '' ? t('reasonMissing') : null} loading={doing.isPending} onPress={() => doing.mutate({ complaintId, pointId, rule, reason })} />
        <Button onClick={() => setReason(null)}>{t('cancel')}</Button>
      </div>
    </div>
  )
}
