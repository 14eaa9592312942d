import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { reopen } from '#contract/casefile.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import './complaint.css'

export const ReopenForm = ({ id, whyNot, onDone }: { readonly id: string; readonly whyNot: string | null | undefined; readonly onDone: () => void }) => {
  const { t } = useTranslation('case')
  const [reason, setReason, clear] = useDraft(`reopen.${id}`, '')
  const doing = useDo(reopen, () => { clear(); onDone() })
  return (
    <>
      <p className='form-lead'>{t('reopen.lead')}</p>
      <ProblemNote error={doing.error} />
      <Field id='reopen-reason' label={t('reopen.reason')} required>
        <Input.TextArea id='reopen-reason' autoSize={{ minRows: 3 }} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('reopen.save')} whyNot={whyNot ?? (reason.trim() === '' ? t('reopen.empty') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id, reason })} /></div>
    </>
  )
}
