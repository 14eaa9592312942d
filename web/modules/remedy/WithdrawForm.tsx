import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Remedy, withdraw } from '#contract/remedy.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

export const WithdrawForm = ({ remedy, onDone }: { readonly remedy: Remedy; readonly onDone: () => void }) => {
  const { t } = useTranslation('case')
  const [reason, setReason, clear] = useDraft(`withdraw.${remedy.id}`, '')
  const doing = useDo(withdraw, () => { clear(); onDone() })
  return (
    <>
      <p className='form-lead'>{t('withdraw.lead')}</p>
      <ProblemNote error={doing.error} />
      <Field id='withdraw-reason' label={t('withdraw.reason')} error={faultOf(doing.error, 'reason')} required>
        <Input.TextArea id='withdraw-reason' autoSize={{ minRows: 3 }} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('withdraw.save')} whyNot={remedy.may['withdraw'] ?? (reason.trim() === '' ? t('withdraw.empty') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id: remedy.id, version: remedy.version, reason })} /></div>
    </>
  )
}
