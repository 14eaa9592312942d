import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { unmergeCustomers } from '#contract/customer.ts'
import { faultOf } from '../../app/fault.ts'
import { Go } from '../../app/Go.tsx'
import { useDo } from '../../app/query.ts'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useForm } from '../../ui/form.ts'
import { LongField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import type { CustomerView } from './CustomerPage.tsx'

type Merge = CustomerView['merges'][number]

/** What was merged into this record; each can be taken back. */
export const Merges = ({ merges, onUndo }: { readonly merges: readonly Merge[]; readonly onUndo: (id: string) => void }) => {
  const { t } = useTranslation('customer')
  if (merges.length === 0) return null
  return (
    <Section title={t('merges.title')} count={merges.length}>
      <ul className='dup'>
        {merges.map((merge) => (
          <li key={merge.id}>
            <div><Go className='link' to={links.customer(merge.duplicate.id)}>{merge.duplicate.name}</Go> <span className='num muted'>{merge.duplicate.phone}</span><p className='muted'>{merge.reason} · {merge.by?.name} <When at={merge.at} /></p>{merge.undone && <p className='muted'>{t('merges.undone', { name: merge.undone.by?.name ?? '', reason: merge.undone.reason })}</p>}</div>
            {!merge.undone && <ActionButton size='small' label={t('merges.undo')} whyNot={merge.whyNot} onPress={() => onUndo(merge.id)} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Two people after all: with a reason, since it can be read in both stories. */
export const UnmergeForm = ({ customerId, merge, onDone }: { readonly customerId: string; readonly merge: Merge; readonly onDone: () => void }) => {
  const { t } = useTranslation('customer')
  const form = useForm({ reason: '' }, ['reason'])
  const undoing = useDo(unmergeCustomers, onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (form.ready()) undoing.mutate({ id: customerId, mergeId: merge.id, reason: form.values.reason.trim() })
  }
  return (
    <form onSubmit={submit} noValidate>
      <p className='merge-p'>{t('merges.hint', { name: merge.duplicate.name })}</p>
      <ProblemNote error={undoing.error} fieldsBeside />
      <LongField label={t('merges.reason')} required value={form.values.reason} onChange={form.set('reason')} error={form.missing('reason') ? t('merge.reasonMissing') : faultOf(undoing.error, 'reason')} rows={2} />
      <div className='form-end'><ActionButton label={t('merges.go')} kind='primary' submit whyNot={null} loading={undoing.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
