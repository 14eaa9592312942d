import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { type CustomerRef, mergeCustomers } from '#contract/customer.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useForm } from '../../ui/form.ts'
import { LongField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Props { readonly customer: CustomerRef; readonly duplicate: CustomerRef; readonly onDone: () => void }

const Who = ({ title, who }: { readonly title: string; readonly who: CustomerRef }) => <div className='who-box'><small className='muted'>{title}</small><b>{who.name}</b><span className='num'>{who.phone ?? '—'}</span></div>

/** Two records, one person: everything of the second moves to the first. */
export const MergeCustomers = ({ customer, duplicate, onDone }: Props) => {
  const { t } = useTranslation('customer')
  const form = useForm({ reason: '' }, ['reason'])
  const merging = useDo(mergeCustomers, onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (form.ready()) merging.mutate({ id: customer.id, duplicateId: duplicate.id, reason: form.values.reason.trim() })
  }
  return (
    <form onSubmit={submit} noValidate>
      <p className='merge-p'>{t('merge.hint')}</p>
      <div className='merge'><Who title={t('merge.stays')} who={customer} /><Who title={t('merge.goes')} who={duplicate} /></div>
      <ProblemNote error={merging.error} fieldsBeside />
      <LongField label={t('merge.reason')} required value={form.values.reason} onChange={form.set('reason')} error={form.missing('reason') ? t('merge.reasonMissing') : faultOf(merging.error, 'reason')} rows={2} />
      <div className='form-end'><ActionButton label={t('merge.go')} kind='primary' submit whyNot={null} loading={merging.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
