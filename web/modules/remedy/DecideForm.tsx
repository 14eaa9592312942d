import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { approve, sendBack } from '#contract/remedy.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { money } from '../../ui/money.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Props {
  readonly remedyId: string; readonly version: number; readonly totalFen: number; readonly onDone?: (() => void) | undefined
  readonly whyNotApprove: string | null | undefined; readonly whyNotReturn: string | null | undefined
}

/** F3: yes with the amount on the button, or back with a comment; usable with one thumb. */
export const DecideForm = ({ remedyId, version, totalFen, whyNotApprove, whyNotReturn, onDone }: Props) => {
  const { t } = useTranslation('case')
  const [comment, setComment, clear] = useDraft(`decide.${remedyId}`, '')
  const done = () => { clear(); onDone?.() }
  const approving = useDo(approve, done)
  const returning = useDo(sendBack, done)
  const error = approving.error ?? returning.error
  const busy = approving.isPending || returning.isPending
  const back = whyNotReturn ?? (comment.trim() === '' ? t('decide.commentMissing') : null)
  const input = { id: remedyId, version, comment }
  // Somebody who may not decide at all is told so once.
  if (whyNotApprove && whyNotApprove === whyNotReturn) return <div className='decide'><ActionButton label={t('decide.approve', { amount: money(totalFen) })} whyNot={whyNotApprove} onPress={done} /></div>
  return (
    <div className='decide'>
      <ProblemNote error={error} />
      <Field id={`decide-${remedyId}`} label={t('decide.comment')} error={faultOf(error, 'comment')}>
        <Input.TextArea id={`decide-${remedyId}`} autoSize={{ minRows: 1, maxRows: 6 }} placeholder={t('decide.commentHint')} value={comment} onChange={(event) => setComment(event.target.value)} />
      </Field>
      <div className='decide-b'>
        <ActionButton kind='primary' label={t('decide.approve', { amount: money(totalFen) })} whyNot={whyNotApprove} loading={approving.isPending} onPress={() => { if (!busy) approving.mutate(input) }} />
        <ActionButton label={t('decide.return')} whyNot={back} loading={returning.isPending} onPress={() => { if (!busy) returning.mutate(input) }} />
      </div>
    </div>
  )
}
