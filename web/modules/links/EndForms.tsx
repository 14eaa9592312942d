import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dismissDuplicate, unlink, unmerge } from '#contract/casefile.ts'
import { useDo } from '../../app/query.ts'
import { ReasonForm } from './ReasonForm.tsx'

interface Props { readonly id: string; readonly on: string; readonly whyNot: string | null | undefined; readonly onDone: () => void }

export const UnlinkForm = ({ id, on, whyNot, onDone }: Props) => {
  const { t } = useTranslation('links')
  const [reason, setReason] = useState('')
  const doing = useDo(unlink, onDone)
  return <ReasonForm lead={t('form.unlinkLead')} reason={reason} onReason={setReason} save={t('form.unlinkSave')} bar={whyNot} error={doing.error} pending={doing.isPending} onSave={() => doing.mutate({ id, linkId: on, reason })} />
}

/** Looked at, and they are two things. */
export const NotSameForm = ({ id, on, whyNot, onDone }: Props) => {
  const { t } = useTranslation('links')
  const [reason, setReason] = useState('')
  const doing = useDo(dismissDuplicate, onDone)
  return <ReasonForm lead={t('form.notSameLead')} reason={reason} onReason={setReason} save={t('form.notSameSave')} bar={whyNot} error={doing.error} pending={doing.isPending} onSave={() => doing.mutate({ id, otherId: on, reason })} />
}

export const SeparateForm = ({ id, on, number, whyNot, onDone }: Props & { readonly number: string }) => {
  const { t } = useTranslation('links')
  const [reason, setReason] = useState('')
  const doing = useDo(unmerge, onDone)
  return <ReasonForm lead={t('form.separateLead', { number })} reason={reason} onReason={setReason} save={t('form.separateSave')} bar={whyNot} error={doing.error} pending={doing.isPending} onSave={() => doing.mutate({ id, duplicateId: on, reason })} />
}
