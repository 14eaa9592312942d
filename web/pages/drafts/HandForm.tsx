import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { handDraft } from '#contract/draft.ts'
import { people } from '#contract/identity.ts'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { LongField, SelectField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

/** A colleague goes on with it; until they do it can be taken back. */
export const HandForm = ({ id, onDone }: { readonly id: string; readonly onDone: () => void }) => {
  const { t } = useTranslation('drafts')
  const { person } = useSession()
  const all = useAsk(people, {}).data?.items ?? []
  const [toId, setTo] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const doing = useDo(handDraft, onDone)
  return (
    <>
      <p className='form-lead'>{t('handLead')}</p>
      <ProblemNote error={doing.error} />
      <SelectField label={t('handTo')} search required value={toId} onChange={setTo} error={faultOf(doing.error, 'toId')} options={all.filter((one) => one.id !== person.id && !one.retired).map((one) => ({ value: one.id, label: one.name }))} />
      <LongField label={t('handNote')} value={note} onChange={setNote} error={faultOf(doing.error, 'note')} />
      <div className='form-end'><ActionButton kind='primary' label={t('hand')} whyNot={toId ? null : t('handNobody')} loading={doing.isPending} onPress={() => { if (toId) doing.mutate({ id, toId, note }) }} /></div>
    </>
  )
}
