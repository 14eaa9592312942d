import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { discardHeld } from '#contract/held.ts'
import { faultOf } from '../../../app/fault.ts'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { LongField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'

/** Not registered, and why; it can be put back. */
export const DiscardForm = ({ ids, onDone, onCancel }: { readonly ids: readonly string[]; readonly onDone: () => void; readonly onCancel: () => void }) => {
  const { t } = useTranslation('held')
  const [reason, setReason] = useState('')
  const discarding = useDo(discardHeld, onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim()) discarding.mutate({ ids: [...ids], reason: reason.trim() })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={discarding.error} fieldsBeside />
      <p className='muted'>{t('discardHint')}</p>
      <LongField label={t('reason')} required value={reason} onChange={setReason} error={faultOf(discarding.error, 'reason')} />
      <div className='form-end'><ActionButton label={t('discard', { count: ids.length })} kind='primary' submit whyNot={reason.trim() ? null : t('reasonFirst')} loading={discarding.isPending} /><Button onClick={onCancel}>{t('common:cancel')}</Button></div>
    </form>
  )
}
