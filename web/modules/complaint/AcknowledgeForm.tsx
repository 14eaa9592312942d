import { Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { acknowledge } from '#contract/casefile.ts'
import { Acknowledge } from '#contract/complaint.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import './complaint.css'

type How = z.infer<typeof Acknowledge>['how']
interface Props { readonly id: string; readonly suggested: How; readonly whyNot: string | null | undefined; readonly onDone: () => void }
interface Draft { how: How; note: string; whyNotNow: string; nextOn: string }

/** A13: how we told the customer that we have it, why it is not settled now, and when they hear from us next. */
export const AcknowledgeForm = ({ id, suggested, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const [draft, setDraft, clear] = useDraft<Draft>(`acknowledge.${id}`, { how: suggested, note: '', whyNotNow: '', nextOn: '' })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(acknowledge, () => { clear(); onDone() })
  const save = () => doing.mutate({
    id, how: draft.how,
    ...(draft.note && { note: draft.note }), ...(draft.whyNotNow && { whyNotNow: draft.whyNotNow }), ...(draft.nextOn && { nextOn: draft.nextOn }),
  })
  return (
    <>
      <p className='form-lead'>{t('acknowledge.lead')}</p>
      <ProblemNote error={doing.error} />
      <Field label={t('acknowledge.how')} required>
        <Radio.Group aria-label={t('acknowledge.how')} optionType='button' value={draft.how} onChange={(event) => set({ how: event.target.value as How })}
          options={Acknowledge.shape.how.options.map((value) => ({ value, label: term('how', value) }))} />
      </Field>
      <Field id='ack-note' label={t('acknowledge.note')} error={faultOf(doing.error, 'note')}>
        <Input.TextArea id='ack-note' autoSize={{ minRows: 2, maxRows: 8 }} value={draft.note} onChange={(event) => set({ note: event.target.value })} />
      </Field>
      <Field id='ack-why' label={t('acknowledge.whyNotNow')} hint={t('acknowledge.whyNotNowHint')} error={faultOf(doing.error, 'whyNotNow')}>
        <Input id='ack-why' value={draft.whyNotNow} maxLength={200} onChange={(event) => set({ whyNotNow: event.target.value })} />
      </Field>
      <Field id='ack-next' label={t('acknowledge.nextOn')} hint={t('acknowledge.nextOnHint')} error={faultOf(doing.error, 'nextOn')}>
        <Input id='ack-next' type='date' value={draft.nextOn} onChange={(event) => set({ nextOn: event.target.value })} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('acknowledge.save')} whyNot={whyNot} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
