import { Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Appointment, type Task, appoint, endAppointment, moveAppointment } from '#contract/settlement.ts'
import { Flags } from '../../app/checked/Flags.tsx'
import { rewritten, useChecked } from '../../app/checked/use-checked.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { useZone } from '../../ui/InZone.tsx'
import { LongField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { momentAt } from '../../ui/zone.ts'

interface Draft { readonly at: string; readonly place: string; readonly host: string }
interface WhenProps { readonly complaintId: string; readonly draft: Draft; readonly set: (part: Partial<Draft>) => void; readonly error: Error | null }

const useBar = (complaintId: string, { at, place, host }: Draft) => {
  const { t } = useTranslation('execution')
  const { stopped } = useChecked(complaintId, { place, host })
  if (stopped) return t('commitment:stopped')
  if (at === '') return t('appointment.startsAtMissing')
  if (place.trim() === '') return t('appointment.placeMissing')
  return host.trim() === '' ? t('appointment.hostMissing') : null
}

const WhenFields = ({ complaintId, draft, set, error }: WhenProps) => {
  const { t } = useTranslation('execution')
  const checked = useChecked(complaintId, { place: draft.place, host: draft.host })
  return (
    <>
      <TextField label={t('appointment.startsAt')} required type='datetime-local' value={draft.at} error={faultOf(error, 'startsAt')} onChange={(at) => set({ at })} />
      <TextField label={t('appointment.place')} required value={draft.place} error={faultOf(error, 'place')} onChange={(place) => set({ place })} />
      <Flags flags={checked.in('place')} onReplace={(found, instead) => set({ place: rewritten(draft.place, found, instead) })} />
      <TextField label={t('appointment.host')} required value={draft.host} error={faultOf(error, 'host')} onChange={(host) => set({ host })} />
      <Flags flags={checked.in('host')} onReplace={(found, instead) => set({ host: rewritten(draft.host, found, instead) })} />
    </>
  )
}

const useDraftOf = (given: Draft) => {
  const [draft, setDraft] = useState(given)
  return { draft, set: (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })) }
}

const Make = ({ task, onDone }: { readonly task: Task; readonly onDone: () => void }) => {
  const { t } = useTranslation('execution')
  const { zone } = useZone()
  const { draft, set } = useDraftOf({ at: '', place: task.unitName, host: '' })
  const doing = useDo(appoint, onDone)
  const bar = useBar(task.complaintId, draft)
  return (
    <>
      <p className='form-lead'>{task.title}　{t('appointment.lead')}</p>
      <ProblemNote error={doing.error} />
      <WhenFields complaintId={task.complaintId} draft={draft} set={set} error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('appointment.save')} whyNot={task.whyNot ?? bar} loading={doing.isPending} onPress={() => doing.mutate({ taskId: task.id, startsAt: momentAt(zone, draft.at), place: draft.place, host: draft.host })} /></div>
    </>
  )
}

interface OneProps { readonly task: Task; readonly one: Appointment; readonly onDone: () => void }

const Move = ({ task, one, onDone }: OneProps) => {
  const { t } = useTranslation('execution')
  const { zone } = useZone()
  const { draft, set } = useDraftOf({ at: '', place: one.place, host: one.host })
  const [reason, setReason] = useState('')
  const doing = useDo(moveAppointment, onDone)
  const bar = useBar(task.complaintId, draft) ?? (reason.trim() === '' ? t('appointment.reasonMissing') : null)
  return (
    <>
      <WhenFields complaintId={task.complaintId} draft={draft} set={set} error={doing.error} />
      <LongField label={t('appointment.reason')} required rows={2} value={reason} error={faultOf(doing.error, 'reason')} onChange={setReason} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('appointment.saveMove')} whyNot={task.whyNot ?? bar} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, startsAt: momentAt(zone, draft.at), place: draft.place, host: draft.host, reason })} /></div>
    </>
  )
}

const End = ({ task, one, outcome, onDone }: OneProps & { readonly outcome: 'held' | 'missed' | 'cancelled' }) => {
  const { t } = useTranslation('execution')
  const [note, setNote] = useState('')
  const doing = useDo(endAppointment, onDone)
  return (
    <>
      <LongField label={t('appointment.note')} rows={2} value={note} error={faultOf(doing.error, 'note')} onChange={setNote} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('appointment.saveEnd')} whyNot={task.whyNot} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, outcome, note: note || null })} /></div>
    </>
  )
}

const STEPS = ['held', 'move', 'missed', 'cancelled'] as const

const Handle = ({ task, one, onDone }: OneProps) => {
  const { t } = useTranslation('execution')
  const [step, setStep] = useState<(typeof STEPS)[number]>(one.late ? 'held' : 'move')
  return (
    <>
      <p className='form-lead'>{task.title}　{one.place}　{one.host}</p>
      <Field label={t('appointment.step')}><Radio.Group aria-label={t('appointment.step')} optionType='button' value={step} onChange={(event) => setStep(event.target.value as typeof step)} options={STEPS.map((value) => ({ value, label: t(`appointment.${value}`) }))} /></Field>
      {step === 'move' ? <Move key='move' task={task} one={one} onDone={onDone} /> : <End key={step} task={task} one={one} outcome={step} onDone={onDone} />}
    </>
  )
}

/** When, where and with whom an agreed item is carried out; moved, missed, called off, or over. */
export const AppointmentForm = ({ task, onDone }: { readonly task: Task; readonly onDone: () => void }) => (task.appointment?.state === 'booked' ? <Handle key={task.appointment.version} task={task} one={task.appointment} onDone={onDone} /> : <Make task={task} onDone={onDone} />)
