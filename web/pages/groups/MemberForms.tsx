import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListItem } from '#contract/complaint.ts'
import { addMembers, type Group, removeMember } from '#contract/grouping.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { FindCase } from '../../modules/links/FindCase.tsx'
import { ReasonForm } from '../../modules/links/ReasonForm.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Props { readonly it: Group; readonly onDone: () => void }

export const AddForm = ({ it, onDone }: Props) => {
  const { t } = useTranslation('groups')
  const [chosen, setChosen] = useState<ListItem | null>(null)
  const doing = useDo(addMembers, onDone)
  return (
    <>
      <ProblemNote error={doing.error} />
      <FindCase except='' chosen={chosen} onChoose={setChosen} error={faultOf(doing.error, 'complaintIds')} />
      <div className='form-end'><ActionButton kind='primary' label={t('addOne')} whyNot={chosen ? null : t('links:form.otherMissing')} loading={doing.isPending} onPress={() => { if (chosen) doing.mutate({ id: it.id, complaintIds: [chosen.id] }) }} /></div>
    </>
  )
}

export const RemoveForm = ({ it, complaintId, onDone }: Props & { readonly complaintId: string }) => {
  const { t } = useTranslation('groups')
  const [reason, setReason] = useState('')
  const doing = useDo(removeMember, onDone)
  return <ReasonForm lead={t('removeLead')} reason={reason} onReason={setReason} save={t('remove')} bar={it.may['grouping.remove']} error={doing.error} pending={doing.isPending} onSave={() => doing.mutate({ id: it.id, complaintId, reason })} />
}
