import { Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileRef, Words } from '#contract/common.ts'
import { NoteKind, type Proceeding, noteProceeding } from '#contract/proceeding.ts'
import { faultOf } from '../../app/fault.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { uploadFile } from '../../app/upload.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { useZone } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { momentAt } from '../../ui/zone.ts'

interface Props { readonly one: Proceeding; readonly stages: readonly { readonly code: string; readonly label: Words }[]; readonly onDone: () => void }
interface Draft { kind: NoteKind; inbound: boolean; text: string; at: string; stage: string | null; asks: boolean; answerBy: string; files: readonly FileRef[] }
const EMPTY: Draft = { kind: 'letter', inbound: true, text: '', at: '', stage: null, asks: false, answerBy: '', files: [] }

/** A letter, a call, a step of the body, or what we sent it. */
export const NoteForm = ({ one, stages, onDone }: Props) => {
  const { t } = useTranslation('proceeding')
  const term = useTerm()
  const { zone } = useZone()
  const [draft, setDraft] = useState(EMPTY)
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(noteProceeding, onDone)
  const save = () => doing.mutate({
    id: one.id, version: one.version, kind: draft.kind, inbound: draft.inbound, text: draft.text, at: draft.at ? momentAt(zone, draft.at) : null, stage: draft.stage, asks: draft.asks, answerBy: draft.asks && draft.answerBy ? momentAt(zone, draft.answerBy) : null, fileIds: draft.files.map((file) => file.id),
  })
  return (
    <>
      <ProblemNote error={doing.error} fieldsBeside />
      <SelectField label={t('note.kind')} required value={draft.kind} onChange={(kind) => set({ kind: NoteKind.catch('other').parse(kind) })} options={NoteKind.options.map((value) => ({ value, label: term('proceedingNote', value) }))} />
      <Checkbox className='tick' checked={!draft.inbound} onChange={(event) => set({ inbound: !event.target.checked })}>{t('note.outbound')}</Checkbox>
      <LongField label={t('note.text')} required rows={3} value={draft.text} error={faultOf(doing.error, 'text')} onChange={(text) => set({ text })} />
      <SelectField label={t('note.stage')} hint={t('note.stageHint', { stage: say(one.stageLabel) })} clear value={draft.stage} error={faultOf(doing.error, 'stage')} onChange={(stage) => set({ stage })} options={stages.filter(({ code }) => code !== one.stage).map(({ code, label }) => ({ value: code, label: say(label) }))} />
      <Checkbox className='tick' checked={draft.asks} onChange={(event) => set({ asks: event.target.checked })}>{t('note.asks')}</Checkbox>
      {draft.asks && <TextField label={t('register.answerBy')} hint={t('register.answerByHint')} type='datetime-local' value={draft.answerBy} error={faultOf(doing.error, 'answerBy')} onChange={(answerBy) => set({ answerBy })} />}
      <TextField label={t('note.at')} hint={t('report.atHint')} type='datetime-local' value={draft.at} error={faultOf(doing.error, 'at')} onChange={(at) => set({ at })} />
      <Field label={t('register.files')}><FileDrop label={t('register.files')} files={draft.files} onChange={(files) => set({ files })} upload={uploadFile} /></Field>
      <div className='form-end'><ActionButton kind='primary' label={t('note.save')} whyNot={one.may['note'] ?? (draft.text.trim() === '' ? t('note.textMissing') : null)} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
