import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { renewCode, renewSuggestionCode } from '#contract/portal.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

const WAYS = ['phone', 'inPerson', 'letter'] as const

/** Of what the code was lost. */
type Of = { readonly complaintId: string } | { readonly feedbackId: string }
interface Props { readonly of: Of; readonly customer: { readonly name: string; readonly phone: string | null }; readonly whyNot: string | null; readonly onDone: () => void }

const useRenewing = (of: Of) => {
  const [forCase, forSuggestion] = [useDo(renewCode), useDo(renewSuggestionCode)]
  const { data, error, isPending } = 'complaintId' in of ? forCase : forSuggestion
  return { data, error, isPending, renew: (how: { identified: typeof WAYS[number]; note: string }) => ('complaintId' in of ? forCase.mutate({ complaintId: of.complaintId, ...how }) : forSuggestion.mutate({ id: of.feedbackId, ...how })) }
}

/** A new look-up code for a customer who lost theirs, once we are sure who it is. */
export const RenewCodeForm = ({ of, customer, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const [identified, setIdentified] = useState<typeof WAYS[number]>('phone')
  const [note, setNote] = useState('')
  const [pressed, setPressed] = useState(false)
  const renewing = useRenewing(of)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (note.trim()) renewing.renew({ identified, note: note.trim() })
  }
  if (renewing.data) return (
    <div className='secret'>
      <p><b>{t('code.fresh')}</b></p>
      <p className='code-big'>{renewing.data.code}</p>
      <p className='muted'>{t('code.once', { number: renewing.data.number })}</p>
      <div className='form-end'><Button type='primary' onClick={onDone}>{t('code.told')}</Button></div>
    </div>
  )
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={renewing.error} fieldsBeside />
      <p>{t('code.lead', { name: customer.name, phone: customer.phone ?? t('code.noPhone') })}</p>
      <SelectField label={t('code.identified')} value={identified} onChange={(next) => setIdentified(WAYS.find((one) => one === next) ?? 'phone')} options={WAYS.map((one) => ({ value: one, label: term('identified', one) }))} error={faultOf(renewing.error, 'identified')} />
      <TextField label={t('code.note')} required hint={t('code.noteHint')} value={note} onChange={setNote} error={pressed && !note.trim() ? t('settings:missing') : faultOf(renewing.error, 'note')} />
      <div className='form-end'><ActionButton label={t('code.do')} kind='primary' submit whyNot={whyNot} loading={renewing.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
