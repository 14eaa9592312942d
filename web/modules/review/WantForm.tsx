import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { wantReview } from '#contract/review.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { LongField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

/** C7: somebody sees that more is to be learnt from this case than it seems. */
export const WantForm = ({ complaintId, whyNot, onDone }: { readonly complaintId: string; readonly whyNot: string | null | undefined; readonly onDone: () => void }) => {
  const { t } = useTranslation('review')
  const [reason, setReason] = useState('')
  const doing = useDo(wantReview, onDone)
  return (
    <>
      <p className='form-lead'>{t('want.lead')}</p>
      <ProblemNote error={doing.error} />
      <LongField label={t('want.reason')} hint={t('want.reasonHint')} required rows={3} value={reason} onChange={setReason} error={faultOf(doing.error, 'reason')} />
      <div className='form-end'><ActionButton kind='primary' label={t('want.save')} whyNot={whyNot ?? (reason.trim() === '' ? t('want.empty') : null)} loading={doing.isPending} onPress={() => doing.mutate({ complaintId, reason })} /></div>
    </>
  )
}
