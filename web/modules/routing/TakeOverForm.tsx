import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takeOver } from '#contract/routing.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { type Tell, TellField } from './TellField.tsx'

/** E13: a manager takes the case over, with a reason everybody can read. */
export const TakeOverForm = ({ complaintId, ownerName, whyNot, onDone }: { readonly complaintId: string; readonly ownerName: string; readonly whyNot: string | null | undefined; readonly onDone: () => void }) => {
  const { t } = useTranslation('case')
  const [reason, setReason, clear] = useDraft(`takeOver.${complaintId}`, '')
  const [how, setHow] = useState<Tell>('message')
  const doing = useDo(takeOver, () => { clear(); onDone() })
  return (
    <>
      <p className='form-lead'>{t('takeOver.lead', { owner: ownerName })}</p>
      <ProblemNote error={doing.error} />
      <Field id='take-over' label={t('takeOver.reason')} error={faultOf(doing.error, 'reason')} required>
        <Input.TextArea id='take-over' autoSize={{ minRows: 3 }} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <TellField value={how} onChange={setHow} />
      <div className='form-end'><ActionButton kind='primary' label={t('takeOver.save')} whyNot={whyNot ?? (reason.trim() === '' ? t('takeOver.empty') : null)} loading={doing.isPending} onPress={() => doing.mutate({ complaintId, reason, tell: how })} /></div>
    </>
  )
}
