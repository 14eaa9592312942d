import { useTranslation } from 'react-i18next'
import { noteReview } from '#contract/review.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { LongField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

/** What came of looking at the case together. */
export const NoteForm = ({ id, today, onDone }: { readonly id: string; readonly today: string; readonly onDone: () => void }) => {
  const { t } = useTranslation('review')
  const can = useCan()
  const [draft, setDraft, clear] = useDraft(`review.${id}`, { heldOn: today, finding: '' })
  const doing = useDo(noteReview, () => { clear(); onDone() })
  const bar = can('review.note') ? (draft.heldOn === '' || draft.finding.trim() === '' ? t('note.empty') : null) : t('note.notYours')
  return (
    <>
      <p className='form-lead'>{t('note.lead')}</p>
      <ProblemNote error={doing.error} />
      <TextField label={t('note.heldOn')} type='date' required value={draft.heldOn} onChange={(heldOn) => setDraft((before) => ({ ...before, heldOn }))} error={faultOf(doing.error, 'heldOn')} />
      <LongField label={t('note.finding')} hint={t('note.findingHint')} required rows={5} value={draft.finding} onChange={(finding) => setDraft((before) => ({ ...before, finding }))} error={faultOf(doing.error, 'finding')} />
      <div className='form-end'><ActionButton kind='primary' label={t('note.save')} whyNot={bar} loading={doing.isPending} onPress={() => doing.mutate({ id, ...draft })} /></div>
    </>
  )
}
