import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Exemption, approveExemption, returnExemption } from '#contract/statute.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

/** Whether a rule of law does not apply, as somebody below holds: yes, or no with a word why. */
export const DecideExemption = ({ exemption }: { readonly exemption: Pick<Exemption, 'id' | 'version' | 'whyNot'> }) => {
  const { t } = useTranslation('statute')
  const [comment, setComment, clear] = useDraft(`exemption.${exemption.id}`, '')
  const approving = useDo(approveExemption, clear)
  const returning = useDo(returnExemption, clear)
  const error = approving.error ?? returning.error
  const busy = approving.isPending || returning.isPending
  const input = { id: exemption.id, version: exemption.version, comment }
  return (
    <div className='decide'>
      <ProblemNote error={error} />
      <Field id={`exemption-${exemption.id}`} label={t('comment')} error={faultOf(error, 'comment')}>
        <Input.TextArea id={`exemption-${exemption.id}`} autoSize={{ minRows: 1, maxRows: 6 }} placeholder={t('commentHint')} value={comment} onChange={(event) => setComment(event.target.value)} />
      </Field>
      <div className='decide-b'>
        <ActionButton kind='primary' label={t('approve')} whyNot={exemption.whyNot} loading={approving.isPending} onPress={() => { if (!busy) approving.mutate(input) }} />
        <ActionButton label={t('return')} whyNot={exemption.whyNot ?? (comment.trim() === '' ? t('commentMissing') : null)} loading={returning.isPending} onPress={() => { if (!busy) returning.mutate(input) }} />
      </div>
    </div>
  )
}
