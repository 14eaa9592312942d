import { Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, ask, decide, dispute, forward, type LiaisonForm, recall, reject, send, sendBack, settle, type Stop, withdraw } from '#contract/liaison.ts'
import { installed } from '#contract/packs.ts'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { Fields, type Values } from '../../modules/liaison/Fields.tsx'
import { UnitPick } from '../../app/UnitPick.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { LongField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { EMPTY_MEASURE, type Measure, Measures } from './Measures.tsx'
import { type Signing, SignPart, signedWith, UNSIGNED } from './SignPart.tsx'

export interface OfForm { readonly it: LiaisonForm; readonly onDone: () => void }
export interface OfStop extends OfForm { readonly stop: Stop }

/** Signs what stands on the form and sends it on its way. */
export const SendForm = ({ it, onDone }: OfForm) => {
  const { t } = useTranslation('liaison')
  const [signing, setSigning] = useState<Signing>(UNSIGNED)
  const doing = useDo(send, onDone)
  const to = it.route.quality?.name ?? it.route.units.map((unit) => unit.name).join(t('common:listSeparator'))
  return (
    <>
      <p className='form-lead'>{t('send.lead', { to })}</p>
      <ProblemNote error={doing.error} />
      <SignPart signing={signing} onChange={setSigning} />
      <div className='form-end'><ActionButton kind='primary' label={t('send.do')} whyNot={it.may['send']} loading={doing.isPending} onPress={() => doing.mutate({ id: it.id, version: it.version, ...signedWith(signing) })} /></div>
    </>
  )
}

interface Inspecting { readonly fields: Values; readonly units: readonly string[]; readonly message: string; readonly signing: Signing }

/** Quality writes what it found and names the units that answer. */
export const ForwardForm = ({ it, stop, onDone }: OfStop) => {
  const { t } = useTranslation('liaison')
  const { data: pack } = useAsk(installed, {})
  const earlier = it.stops.findLast((one) => one.kind === 'quality' && one.answer)
  const [draft, setDraft, clear] = useDraft<Inspecting>(`liaison.stop.${stop.id}`, { fields: earlier?.answer?.fields ?? {}, units: stop.aboutNo === null ? it.route.units.map((unit) => unit.id) : [], message: '', signing: UNSIGNED })
  const set = (part: Partial<Inspecting>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(forward, () => { clear(); onDone() })
  return (
    <>
      <ProblemNote error={doing.error} />
      <Fields template={it.template} part='inspection' values={draft.fields} onChange={(fields) => set({ fields })} causes={pack?.rootCauses ?? []} error={doing.error} />
      <UnitPick id='lia-to' label={t('forward.units')} hint={t('forward.unitsHint')} value={draft.units} error={faultOf(doing.error, 'unitIds')} onChange={(units) => set({ units })} />
      <LongField label={t('forward.message')} value={draft.message} error={faultOf(doing.error, 'message')} onChange={(message) => set({ message })} />
      <SignPart signing={draft.signing} onChange={(signing) => set({ signing })} />
      <div className='form-end'><ActionButton kind='primary' label={t('forward.do')} whyNot={stop.may['forward'] ?? (draft.units.length === 0 ? t('issue.unitsMissing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id: stop.id, fields: draft.fields, unitIds: [...draft.units], message: draft.message, ...signedWith(draft.signing) })} /></div>
    </>
  )
}

interface Answering { readonly fields: Values; readonly measures: readonly Measure[]; readonly signing: Signing }

/** A unit answers with cause and countermeasure. */
export const AnswerForm = ({ it, stop, onDone }: OfStop) => {
  const { t } = useTranslation('liaison')
  const { data: pack } = useAsk(installed, {})
  const earlier = it.stops.find((one) => one.no === stop.aboutNo && one.unit.id === stop.unit.id)
  const [draft, setDraft, clear] = useDraft<Answering>(`liaison.stop.${stop.id}`, { fields: earlier?.answer?.fields ?? {}, measures: [EMPTY_MEASURE], signing: UNSIGNED })
  const set = (part: Partial<Answering>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(answer, () => { clear(); onDone() })
  const measures = draft.measures.filter((one) => one.text.trim() !== '')
  return (
    <>
      {stop.message && <blockquote className='verbatim'><p>{stop.message}</p></blockquote>}
      {stop.party && <p className='form-lead'>{t('party.answerFor', { name: stop.party.name })}</p>}
      <ProblemNote error={doing.error} />
      <Fields template={stop.party ? it.template.filter((field) => stop.party?.asks.includes(field.code)) : it.template} part='answer' values={draft.fields} onChange={(fields) => set({ fields })} causes={pack?.rootCauses ?? []} error={doing.error} />
      <Measures measures={draft.measures} onChange={(next) => set({ measures: next })} />
      <SignPart signing={draft.signing} onChange={(signing) => set({ signing })} />
      <div className='form-end'><ActionButton kind='primary' label={t('answer.do')} whyNot={stop.may['answer']} loading={doing.isPending} onPress={() => doing.mutate({ id: stop.id, fields: draft.fields, measures: measures.map((one) => ({ ...one, dueOn: one.dueOn || null })), ...signedWith(draft.signing) })} /></div>
    </>
  )
}

/** A step with its reason; words of its own for each. */
export const Reason = ({ what, bar, error, pending, onSave, children }: { readonly what: string; readonly bar: string | null | undefined; readonly error: Error | null; readonly pending: boolean; readonly onSave: (reason: string) => void; readonly children?: React.ReactNode }) => {
  const { t } = useTranslation('liaison')
  const [reason, setReason] = useState('')
  return (
    <>
      <p className='form-lead'>{t(`${what}.lead`)}</p>
      <ProblemNote error={error} />
      {children}
      <LongField label={t('reason')} required value={reason} error={faultOf(error, 'reason') ?? faultOf(error, 'message')} onChange={setReason} />
      <div className='form-end'><ActionButton kind='primary' label={t(`${what}.do`)} whyNot={bar ?? (reason.trim() === '' ? t('reasonMissing') : null)} loading={pending} onPress={() => onSave(reason)} /></div>
    </>
  )
}

export const SendBackForm = ({ stop, onDone }: OfStop) => {
  const doing = useDo(sendBack, onDone)
  return <Reason what='sendBack' bar={stop.may['sendBack']} error={doing.error} pending={doing.isPending} onSave={(reason) => doing.mutate({ id: stop.id, reason })} />
}
export const RecallForm = ({ stop, onDone }: OfStop) => {
  const doing = useDo(recall, onDone)
  return <Reason what='recall' bar={stop.may['recall']} error={doing.error} pending={doing.isPending} onSave={(reason) => doing.mutate({ id: stop.id, reason })} />
}
export const DisputeForm = ({ stop, onDone }: OfStop) => {
  const doing = useDo(dispute, onDone)
  return <Reason what='dispute' bar={stop.may['dispute']} error={doing.error} pending={doing.isPending} onSave={(reason) => doing.mutate({ id: stop.id, reason })} />
}
export const WithdrawForm = ({ it, onDone }: OfForm) => {
  const doing = useDo(withdraw, onDone)
  return <Reason what='withdraw' bar={it.may['withdraw']} error={doing.error} pending={doing.isPending} onSave={(reason) => doing.mutate({ id: it.id, reason })} />
}

export const RejectForm = ({ stop, onDone }: OfStop) => {
  const { t } = useTranslation('liaison')
  const [units, setUnits] = useState<readonly string[]>(stop.party ? [] : [stop.unit.id])
  const doing = useDo(reject, onDone)
  return (
    <Reason what='reject' bar={stop.may['reject'] ?? (units.length === 0 && !stop.party ? t('issue.unitsMissing') : null)} error={doing.error} pending={doing.isPending} onSave={(reason) => doing.mutate({ id: stop.id, reason, ...(units.length > 0 && { unitIds: [...units] }) })}>
      <UnitPick id='lia-again' label={t('reject.units')} hint={stop.party ? t('reject.sameParty', { name: stop.party.name }) : undefined} optional={Boolean(stop.party)} value={units} error={faultOf(doing.error, 'unitIds')} onChange={setUnits} />
    </Reason>
  )
}

export const AskForm = ({ it, onDone }: OfForm) => {
  const { t } = useTranslation('liaison')
  const [units, setUnits] = useState<readonly string[]>([])
  const doing = useDo(ask, onDone)
  return (
    <Reason what='ask' bar={it.may['ask'] ?? (units.length === 0 ? t('issue.unitsMissing') : null)} error={doing.error} pending={doing.isPending} onSave={(message) => doing.mutate({ id: it.id, message, unitIds: [...units] })}>
      <UnitPick id='lia-more' label={t('ask.units')} value={units} error={faultOf(doing.error, 'unitIds')} onChange={setUnits} />
    </Reason>
  )
}

/** The general manager's office decides, for both sides. */
export const DecideForm = ({ it, stop, onDone }: OfStop) => {
  const { t } = useTranslation('liaison')
  const about = it.stops.find((one) => one.no === stop.aboutNo)
  const [outcome, setOutcome] = useState<'stands' | 'again'>(about?.signed ? 'stands' : 'again')
  const [words, setWords] = useState('')
  const [units, setUnits] = useState<readonly string[]>(about ? [about.unit.id] : [])
  const [signing, setSigning] = useState<Signing>(UNSIGNED)
  const doing = useDo(decide, onDone)
  const bar = stop.may['decide'] ?? (words.trim() === '' ? t('decide.missing') : outcome === 'again' && units.length === 0 ? t('issue.unitsMissing') : null)
  return (
    <>
      {stop.message && <blockquote className='verbatim'><p>{stop.message}</p></blockquote>}
      <ProblemNote error={doing.error} />
      <Field label={t('decide.outcome')} required><Radio.Group className='stacked' aria-label={t('decide.outcome')} value={outcome} onChange={(event) => setOutcome(event.target.value as 'stands')} options={(['stands', 'again'] as const).map((value) => ({ value, label: t(`outcome.${value}`), disabled: value === 'stands' && !about?.signed }))} /></Field>
      {outcome === 'again' && <UnitPick id='lia-bound' label={t('decide.units')} value={units} error={faultOf(doing.error, 'unitIds')} onChange={setUnits} />}
      <LongField label={t('decide.text')} hint={t('decide.hint')} required value={words} error={faultOf(doing.error, 'text')} onChange={setWords} />
      <SignPart signing={signing} onChange={setSigning} />
      <div className='form-end'><ActionButton kind='primary' label={t('decide.do')} whyNot={bar} loading={doing.isPending} onPress={() => doing.mutate({ id: stop.id, outcome, text: words, ...(outcome === 'again' && { unitIds: [...units] }), ...signedWith(signing) })} /></div>
    </>
  )
}

/** What the units propose to tell the customer is where the answer begins. */
export const SettleForm = ({ it, onDone }: OfForm) => {
  const { t } = useTranslation('liaison')
  const proposed = it.stops.filter((stop) => (stop.kind === 'unit' || stop.kind === 'party') && (stop.state === 'signed' || stop.state === 'accepted')).flatMap((stop) => { const said = stop.answer?.fields['reply']; return typeof said === 'string' && said ? [said] : [] }).join('\n')
  const [reply, setReply, clear] = useDraft(`liaison.settle.${it.id}`, proposed)
  const [signing, setSigning] = useState<Signing>(UNSIGNED)
  const doing = useDo(settle, () => { clear(); onDone() })
  return (
    <>
      <p className='form-lead'>{t('settle.lead')}</p>
      <ProblemNote error={doing.error} />
      <LongField label={t('settle.reply')} hint={t('settle.replyHint')} rows={5} required value={reply} error={faultOf(doing.error, 'reply')} onChange={setReply} />
      <SignPart signing={signing} onChange={setSigning} />
      <div className='form-end'><ActionButton kind='primary' label={t('settle.do')} whyNot={it.may['settle'] ?? (reply.trim() === '' ? t('settle.missing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id: it.id, reply, ...signedWith(signing) })} /></div>
    </>
  )
}
