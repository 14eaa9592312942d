import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { decideExtension } from '#contract/casefile.ts'
import type { Extension } from '#contract/clock.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { useZone } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { wallWords } from '../../ui/time-words.ts'

interface Props { readonly complaintId: string; readonly extension: Extension; readonly onDone?: (() => void) | undefined }

/** Yes with the date on the button, or no with a word why. */
export const DecideExtension = ({ complaintId, extension, onDone }: Props) => {
  const { t } = useTranslation('case')
  const { zone } = useZone()
  const [comment, setComment, clear] = useDraft(`extension.${extension.id}`, '')
  const done = () => { clear(); onDone?.() }
  const granting = useDo(decideExtension, done)
  const refusing = useDo(decideExtension, done)
  const error = granting.error ?? refusing.error
  const busy = granting.isPending || refusing.isPending
  const decide = (doing: typeof granting, approve: boolean) => { if (!busy) doing.mutate({ id: complaintId, extensionId: extension.id, approve, comment }) }
  const label = t('extension.approve', { at: wallWords(extension.until, t('clock.moment'), { zone, end: true }) })
  return (
    <div className='decide'>
      <ProblemNote error={error} />
      <Field id={`extension-${extension.id}`} label={t('extension.comment')} error={faultOf(error, 'comment')}>
        <Input.TextArea id={`extension-${extension.id}`} autoSize={{ minRows: 1, maxRows: 6 }} placeholder={t('extension.commentHint')} value={comment} onChange={(event) => setComment(event.target.value)} />
      </Field>
      <div className='decide-b'>
        <ActionButton kind='primary' label={label} whyNot={extension.whyNot} loading={granting.isPending} onPress={() => decide(granting, true)} />
        <ActionButton label={t('extension.refuse')} whyNot={extension.whyNot ?? (comment.trim() === '' ? t('extension.commentMissing') : null)} loading={refusing.isPending} onPress={() => decide(refusing, false)} />
      </div>
    </div>
  )
}
