import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { endRepresentation, nameRepresentative, showAuthority, waiveAuthority } from '#contract/casefile.ts'
import type { FileRef } from '#contract/common.ts'
import { uploadFile } from '../../app/upload.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { LongField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Props { readonly id: string; readonly whyNot: string | null | undefined; readonly onDone: () => void }

export const NameForm = ({ id, whyNot, onDone }: Props) => {
  const { t } = useTranslation('representative')
  const [draft, setDraft, clear] = useDraft(`representative.${id}`, { name: '', phone: '', relation: '' })
  const set = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(nameRepresentative, () => { clear(); onDone() })
  const bar = whyNot ?? (draft.name.trim() === '' || draft.relation.trim() === '' ? t('missing') : null)
  return (
    <>
      <p className='form-lead'>{t('lead')}</p>
      <ProblemNote error={doing.error} />
      <TextField label={t('name')} value={draft.name} onChange={(name) => set({ name })} error={faultOf(doing.error, 'name')} required />
      <TextField label={t('relation')} hint={t('relationHint')} value={draft.relation} onChange={(relation) => set({ relation })} error={faultOf(doing.error, 'relation')} required />
      <TextField label={t('phone')} type='tel' inputMode='tel' value={draft.phone} onChange={(phone) => set({ phone })} error={faultOf(doing.error, 'phone')} />
      <div className='form-end'><ActionButton kind='primary' label={t('nameSave')} whyNot={bar} loading={doing.isPending} onPress={() => doing.mutate({ id, name: draft.name.trim(), relation: draft.relation.trim(), phone: draft.phone.trim() || null })} /></div>
    </>
  )
}

export const AuthorityForm = ({ id, whyNot, onDone }: Props) => {
  const { t } = useTranslation('representative')
  const [files, setFiles] = useState<readonly FileRef[]>([])
  const [scope, setScope] = useState('')
  const [untilOn, setUntilOn] = useState('')
  const doing = useDo(showAuthority, onDone)
  const file = files[0]
  const bar = whyNot ?? (file ? scope.trim() === '' ? t('scopeMissing') : null : t('fileMissing'))
  return (
    <>
      <p className='form-lead'>{t('showLead')}</p>
      <ProblemNote error={doing.error} />
      <Field label={t('file')} error={faultOf(doing.error, 'fileId')} required><FileDrop label={t('file')} files={files} onChange={(next) => setFiles(next.slice(-1))} upload={uploadFile} /></Field>
      <LongField label={t('scopeLabel')} hint={t('scopeHint')} value={scope} onChange={setScope} error={faultOf(doing.error, 'scope')} rows={2} required />
      <TextField label={t('untilLabel')} hint={t('untilHint')} type='date' value={untilOn} onChange={setUntilOn} error={faultOf(doing.error, 'untilOn')} />
      <div className='form-end'><ActionButton kind='primary' label={t('showSave')} whyNot={bar} loading={doing.isPending} onPress={() => { if (file) doing.mutate({ id, fileId: file.id, scope, untilOn: untilOn || null }) }} /></div>
    </>
  )
}

/** Doing without the paper, or without the representative: each with a reason that stays in the timeline. */
export const EndForm = ({ id, what, whyNot, onDone }: Props & { readonly what: 'waive' | 'endRepresentation' }) => {
  const { t } = useTranslation('representative')
  const [reason, setReason] = useState('')
  const doing = useDo(what === 'waive' ? waiveAuthority : endRepresentation, onDone)
  return (
    <>
      <p className='form-lead'>{t(what === 'waive' ? 'waiveLead' : 'endLead')}</p>
      <ProblemNote error={doing.error} />
      <Field id='rep-reason' label={t('reason')} error={faultOf(doing.error, 'reason')} required><Input.TextArea id='rep-reason' autoSize={{ minRows: 2 }} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} /></Field>
      <div className='form-end'><ActionButton kind='primary' label={t(what === 'waive' ? 'doWaive' : 'doEnd')} whyNot={whyNot ?? (reason.trim() === '' ? t('reasonMissing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id, reason })} /></div>
    </>
  )
}
