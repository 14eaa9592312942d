import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { accuse, clearAccused } from '#contract/casefile.ts'
import type { Kept } from '#contract/kept.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { StaffPick } from './StaffPick.tsx'

interface Props { readonly id: string; readonly whyNot: string | null | undefined }

/** Whom the complaint is about: from then on it is kept from them and from who answers to them. */
export const AccuseForm = ({ id, named, whyNot, onDone }: Props & { readonly named: readonly string[]; readonly onDone: (kept: Kept) => void }) => {
  const { t } = useTranslation('kept')
  const [draft, setDraft, clear] = useDraft<{ personIds: readonly string[]; reason: string }>(`accuse.${id}`, { personIds: [], reason: '' })
  const doing = useDo(accuse, (kept) => { clear(); onDone(kept) })
  const bar = whyNot ?? (draft.personIds.length === 0 ? t('who.missing') : draft.reason.trim() === '' ? t('reason.missing') : null)
  return (
    <>
      <p className='form-lead'>{t('accuse.lead')}</p>
      <p className='form-lead'>{t('accuse.yourself')}</p>
      <ProblemNote error={doing.error} />
      <Field id='accuse-who' label={t('who.label')} error={faultOf(doing.error, 'personIds')} required>
        <StaffPick id='accuse-who' value={draft.personIds} without={named} placeholder={t('who.choose')} onChange={(personIds) => setDraft((before) => ({ ...before, personIds }))} />
      </Field>
      <Field id='accuse-why' label={t('reason.label')} hint={t('reason.hint')} error={faultOf(doing.error, 'reason')} required>
        <Input.TextArea id='accuse-why' autoSize={{ minRows: 2, maxRows: 6 }} maxLength={200} value={draft.reason} onChange={(event) => setDraft((before) => ({ ...before, reason: event.target.value }))} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('accuse.save')} whyNot={bar} loading={doing.isPending} onPress={() => doing.mutate({ id, personIds: [...draft.personIds], reason: draft.reason })} /></div>
    </>
  )
}

/** It is not about this person after all: they and who answers to them see the case again. */
export const ClearForm = ({ id, person, whyNot, onDone }: Props & { readonly person: { readonly id: string; readonly name: string }; readonly onDone: () => void }) => {
  const { t } = useTranslation('kept')
  const [reason, setReason] = useState('')
  const doing = useDo(clearAccused, onDone)
  return (
    <>
      <p className='form-lead'>{t('clear.lead', { name: person.name })}</p>
      <ProblemNote error={doing.error} />
      <Field id='clear-why' label={t('clear.reason')} error={faultOf(doing.error, 'reason')} required>
        <Input.TextArea id='clear-why' autoSize={{ minRows: 2, maxRows: 6 }} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('clear.save')} whyNot={whyNot ?? (reason.trim() === '' ? t('reason.missing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id, personId: person.id, reason })} /></div>
    </>
  )
}
