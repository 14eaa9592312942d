import { useTranslation } from 'react-i18next'
import { Cause, changeGroup, createGroup, type Group } from '#contract/grouping.ts'
import { people } from '#contract/identity.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Draft { readonly name: string; readonly cause: Cause; readonly causeWords: string; readonly lot: string; readonly leadId: string | null }

const begun = (group: Group | undefined): Draft => ({ name: group?.name ?? '', cause: group?.cause ?? 'lot', causeWords: group?.causeWords ?? '', lot: group?.lot ?? '', leadId: group?.lead?.id ?? null })

const useSave = (group: Group | undefined, done: (saved: Group) => void) => {
  const making = useDo(createGroup, done)
  const changing = useDo(changeGroup, done)
  const save = ({ lot, ...rest }: Draft) => {
    const fields = { ...rest, lot: lot.trim() || null }
    if (group) changing.mutate({ id: group.id, version: group.version, ...fields })
    else making.mutate(fields)
  }
  return { save, error: making.error ?? changing.error, pending: making.isPending || changing.isPending }
}

/** What the group is called, what its cases have in common, who leads it. */
export const GroupForm = ({ group, onDone }: { readonly group?: Group | undefined; readonly onDone: (saved: Group) => void }) => {
  const { t } = useTranslation('groups')
  const term = useTerm()
  const [draft, setDraft, clear] = useDraft<Draft>(`group.${group?.id ?? 'new'}`, begun(group))
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const known = useAsk(people, {}).data?.items ?? []
  const { save, error, pending } = useSave(group, (saved) => { clear(); onDone(saved) })
  const bar = draft.name.trim() === '' || draft.causeWords.trim() === '' ? t('form.missing') : null
  return (
    <>
      <ProblemNote error={error} />
      <TextField label={t('form.name')} hint={t('form.nameHint')} value={draft.name} onChange={(name) => set({ name })} error={faultOf(error, 'name')} required />
      <SelectField label={t('form.cause')} value={draft.cause} onChange={(cause) => set({ cause: (cause ?? 'lot') as Cause })} options={Cause.options.map((value) => ({ value, label: term('groupCause', value) }))} required />
      <LongField label={t('form.causeWords')} hint={t('form.causeHint')} value={draft.causeWords} onChange={(causeWords) => set({ causeWords })} error={faultOf(error, 'causeWords')} rows={2} required />
      <TextField label={t('form.lot')} hint={t('form.lotHint')} value={draft.lot} onChange={(lot) => set({ lot })} error={faultOf(error, 'lot')} />
      <SelectField label={t('form.leader')} value={draft.leadId} placeholder={t('form.leaderNone')} onChange={(leadId) => set({ leadId })} search clear error={faultOf(error, 'leadId')} options={known.filter((person) => !person.retired).map((person) => ({ value: person.id, label: [person.name, person.unitName].filter(Boolean).join('　') }))} />
      <div className='form-end'><ActionButton kind='primary' label={t(group ? 'form.save' : 'form.create')} whyNot={bar} loading={pending} onPress={() => save(draft)} /></div>
    </>
  )
}
