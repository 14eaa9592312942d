import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { askInquiry } from '#contract/inquiry.ts'
import { InquiryKind } from '#contract/inquiry-kinds.ts'
import { faultOf } from '../../../app/fault.ts'
import { useTerm } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { Field } from '../../../ui/Field.tsx'
import { useZone } from '../../../ui/InZone.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { momentAt } from '../../../ui/zone.ts'
import { useScene } from '../scene.ts'
import { type Given, GivenFields, whatIsWanting } from './Given.tsx'

interface Draft extends Given { readonly kind: InquiryKind | null }

/** Somebody is to find something out; they write it down where they are, also on the phone. */
export const AskInquiry = ({ pointId }: { readonly pointId: string | null }) => {
  const { t } = useTranslation('inquiry')
  const term = useTerm()
  const { it, me, open } = useScene()
  const { zone } = useZone()
  const [draft, setDraft, clear] = useDraft<Draft>(`inquiry.ask.${it.id}`, { kind: null, what: '', ownerId: me.id, pointId, due: '' })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(askInquiry, ({ id }) => { clear(); open('inquiry', id) })
  const wanting = draft.kind === null ? 'ask.kindMissing' : whatIsWanting(draft)
  const save = () => {
    if (draft.kind && draft.ownerId) doing.mutate({ complaintId: it.id, what: draft.what, ownerId: draft.ownerId, pointId: draft.pointId, dueAt: momentAt(zone, draft.due), details: { kind: draft.kind, fields: {} } })
  }
  return (
    <>
      <p className='form-lead'>{t('ask.lead')}</p>
      <Field id='inquiry-kind' label={t('ask.kind')} error={faultOf(doing.error, 'details')} required><Select id='inquiry-kind' value={draft.kind} onChange={(kind: InquiryKind) => set({ kind })} options={InquiryKind.options.map((value) => ({ value, label: term('inquiryKind', value) }))} /></Field>
      <GivenFields value={draft} set={set} error={doing.error} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('ask.save')} whyNot={it.may['inquiry.ask'] ?? (wanting && t(wanting))} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
