import { Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { changeUrgency } from '#contract/casefile.ts'
import { Urgency } from '#contract/packs.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import './complaint.css'

interface Props { readonly id: string; readonly now: Urgency; readonly why: string; readonly whyNot: string | null | undefined; readonly onDone: () => void }
interface Draft { urgency: Urgency; reason: string }

/** C3: the rules propose, the handler may decide otherwise and says why. */
export const UrgencyForm = ({ id, now, why, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const [draft, setDraft, clear] = useDraft<Draft>(`urgency.${id}`, { urgency: now, reason: '' })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(changeUrgency, () => { clear(); onDone() })
  const notYet = draft.urgency === now ? t('urgency.same') : draft.reason.trim() === '' ? t('urgency.reasonMissing') : null
  return (
    <>
      <p className='form-lead'>{t('urgency.now', { urgency: term('urgency', now), why })}</p>
      <ProblemNote error={doing.error} />
      <Field label={t('urgency.to')}>
        <Radio.Group aria-label={t('urgency.to')} optionType='button' value={draft.urgency} onChange={(event) => set({ urgency: event.target.value as Urgency })}
          options={Urgency.options.map((value) => ({ value, label: term('urgency', value) }))} />
      </Field>
      <Field id='urgency-reason' label={t('urgency.reason')} error={faultOf(doing.error, 'reason')} required>
        <Input.TextArea id='urgency-reason' autoSize={{ minRows: 2 }} maxLength={200} value={draft.reason} onChange={(event) => set({ reason: event.target.value })} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('urgency.save')} whyNot={whyNot ?? notYet} loading={doing.isPending} onPress={() => doing.mutate({ id, ...draft })} /></div>
    </>
  )
}
