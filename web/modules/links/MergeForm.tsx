import { Checkbox, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { merge } from '#contract/casefile.ts'
import type { ListItem } from '#contract/complaint.ts'
import { useDo } from '../../app/query.ts'
import { Field } from '../../ui/Field.tsx'
import { FindCase } from './FindCase.tsx'
import { ReasonForm } from './ReasonForm.tsx'

interface One { readonly id: string; readonly number: string; readonly customerName: string }
interface Props {
  readonly it: One & { readonly customerId: string }
  readonly preset: (One & { readonly why: string }) | null
  readonly whyNot: string | null | undefined
  /** `kept`: the one that stayed. */
  readonly onDone: (kept: string) => void
}

/** A11: one complaint told twice becomes one; which of the two goes on is for people to say. */
export const MergeForm = ({ it, preset, whyNot, onDone }: Props) => {
  const { t } = useTranslation('links')
  const [found, setFound] = useState<ListItem | null>(null)
  const [stays, setStays] = useState<'this' | 'other'>('this')
  const [samePerson, setSamePerson] = useState(false)
  const [reason, setReason] = useState(preset ? t('form.because', { why: preset.why }) : '')
  const doing = useDo(merge, (kept) => onDone(kept.id))
  const other: One | null = preset ?? found
  const differ = other !== null && other.customerName.trim() !== it.customerName.trim()
  const bar = whyNot ?? (other === null ? t('form.otherMissing') : differ && !samePerson ? t('form.samePersonMissing') : null)
  const save = () => {
    if (!other) return
    const [kept, gone] = stays === 'this' ? [it.id, other.id] : [other.id, it.id]
    doing.mutate({ id: kept, duplicateId: gone, reason, ...(differ && { samePerson }) })
  }
  return (
    <ReasonForm lead={t('form.mergeLead')} reason={reason} onReason={setReason} save={t('form.mergeSave')} bar={bar} error={doing.error} pending={doing.isPending} onSave={save}>
      {!preset && <FindCase except={it.id} customerId={it.customerId} chosen={found} onChoose={setFound} />}
      {other && (
        <Field label={t('form.stays')}>
          <Radio.Group aria-label={t('form.stays')} value={stays} onChange={(event) => setStays(event.target.value === 'other' ? 'other' : 'this')} className='rows-r'
            options={[{ value: 'this', label: t('form.staysThis', { number: it.number }) }, { value: 'other', label: t('form.staysOther', { number: other.number }) }]} />
        </Field>
      )}
      {differ && <p className='gap-b'><Checkbox checked={samePerson} onChange={(event) => setSamePerson(event.target.checked)}>{t('form.samePerson', { one: it.customerName, other: other.customerName })}</Checkbox></p>}
    </ReasonForm>
  )
}
