import { Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { verify } from '#contract/investigation.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Draft { exists: boolean | null; ours: boolean | null; note: string }

const YesNo = ({ label, value, onChange }: { readonly label: string; readonly value: boolean | null; readonly onChange: (value: boolean) => void }) => {
  const { t } = useTranslation('common')
  return (
    <Field label={label} required>
      <Radio.Group aria-label={label} optionType='button' value={value} onChange={(event) => onChange(event.target.value === true)} options={[{ value: true, label: t('yes') }, { value: false, label: t('no') }]} />
    </Field>
  )
}

/** E2: does the order exist, is it ours; and where it is a misunderstanding, what was explained. */
export const VerifyForm = ({ complaintId, whyNot, onDone }: { readonly complaintId: string; readonly whyNot: string | null | undefined; readonly onDone: () => void }) => {
  const { t } = useTranslation('case')
  const [draft, setDraft, clear] = useDraft<Draft>(`verify.${complaintId}`, { exists: null, ours: null, note: '' })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(verify, () => { clear(); onDone() })
  const misunderstood = draft.exists === false || draft.ours === false
  const bar = whyNot ?? (draft.exists === null || draft.ours === null ? t('verify.choose') : draft.note.trim() === '' ? t('verify.noteMissing') : null)
  return (
    <>
      <p className='form-lead'>{t('verify.lead')}</p>
      <ProblemNote error={doing.error} />
      <YesNo label={t('verify.exists')} value={draft.exists} onChange={(exists) => set({ exists })} />
      <YesNo label={t('verify.ours')} value={draft.ours} onChange={(ours) => set({ ours })} />
      <Field id='verify-note' label={misunderstood ? t('verify.whyNotAccepted') : t('verify.note')} hint={misunderstood ? t('verify.whyNotAcceptedHint') : t('verify.noteHint')} error={faultOf(doing.error, 'note')} required>
        <Input.TextArea id='verify-note' autoSize={{ minRows: 3 }} value={draft.note} onChange={(event) => set({ note: event.target.value })} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('verify.save')} whyNot={bar} loading={doing.isPending} onPress={() => doing.mutate({ complaintId, exists: draft.exists === true, ours: draft.ours === true, note: draft.note })} /></div>
    </>
  )
}
