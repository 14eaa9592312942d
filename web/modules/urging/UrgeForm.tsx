import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { askHigher, supervise, urge } from '#contract/attention.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

const COMMANDS = { urge, supervise, askHigher } as const

/** Asks for an answer, from above or in the customer's words; it has a clock. */
export const UrgeForm = ({ what, complaintId, whyNot, onDone }: { readonly what: keyof typeof COMMANDS; readonly complaintId: string; readonly whyNot: string | null | undefined; readonly onDone: () => void }) => {
  const { t } = useTranslation('attention')
  const [words, setWords, clear] = useDraft(`${what}.${complaintId}`, '')
  const doing = useDo(COMMANDS[what], () => { clear(); onDone() })
  return (
    <>
      <p className='form-lead'>{t(`${what}.lead`)}</p>
      <ProblemNote error={doing.error} />
      <Field id={`${what}-words`} label={t(`${what}.words`)} error={faultOf(doing.error, 'words')} required><Input.TextArea id={`${what}-words`} autoSize={{ minRows: 3 }} value={words} onChange={(event) => setWords(event.target.value)} /></Field>
      <div className='form-end'><ActionButton kind='primary' label={t(`${what}.save`)} whyNot={whyNot ?? (words.trim() === '' ? t('missing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ complaintId, words })} /></div>
    </>
  )
}
