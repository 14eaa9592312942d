import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { people } from '#contract/identity.ts'
import { handOver } from '#contract/routing.ts'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Draft { toPersonId: string | null; story: string }
interface Props { readonly complaintId: string; readonly ownerId: string; /** Who is not to work on it. */ readonly apart?: readonly string[] | undefined; readonly story: string; readonly whyNot: string | null | undefined; readonly onDone: () => void }

/** E1: the case stays with its owner until the other accepts; the story goes along, so that the customer need not tell it again. */
export const HandoverForm = ({ complaintId, ownerId, apart = [], story, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const [draft, setDraft, clear] = useDraft<Draft>(`handover.${complaintId}`, { toPersonId: null, story })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const known = useAsk(people, {})
  const doing = useDo(handOver, () => { clear(); onDone() })
  const options = (known.data?.items ?? []).filter((person) => !person.retired && person.id !== ownerId && !apart.includes(person.id)).map((person) => ({
    value: person.id, label: [person.name, person.positionName, person.unitName].filter(Boolean).join('　') + (person.absence ? t(person.absence.deputy ? 'handOver.absent' : 'handOver.absentAlone', { deputy: person.absence.deputy?.name }) : ''),
  }))
  const bar = whyNot ?? (draft.toPersonId === null ? t('handOver.toMissing') : draft.story.trim() === '' ? t('handOver.storyMissing') : null)
  return (
    <>
      <p className='form-lead'>{t('handOver.lead')}</p>
      <ProblemNote error={doing.error} />
      <Field id='handover-to' label={t('handOver.to')} error={faultOf(doing.error, 'toPersonId')} required>
        <Select id='handover-to' showSearch={{ optionFilterProp: 'label' }} loading={known.isPending} value={draft.toPersonId} placeholder={t('handOver.toChoose')} options={options} onChange={(toPersonId: string) => set({ toPersonId })} />
      </Field>
      <Field id='handover-story' label={t('handOver.story')} hint={t('handOver.storyHint')} error={faultOf(doing.error, 'story')} required>
        <Input.TextArea id='handover-story' autoSize={{ minRows: 5, maxRows: 16 }} value={draft.story} onChange={(event) => set({ story: event.target.value })} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('handOver.save')} whyNot={bar} loading={doing.isPending} onPress={() => doing.mutate({ complaintId, toPersonId: draft.toPersonId ?? '', story: draft.story })} /></div>
    </>
  )
}
