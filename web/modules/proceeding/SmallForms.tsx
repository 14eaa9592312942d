import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Came, type Proceeding, caseProceedings, changeProceeding, waiveReport } from '#contract/proceeding.ts'
import { faultOf } from '../../app/fault.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Props { readonly one: Proceeding; readonly onDone: () => void }

/** Which body it is, and its number, as found out later. */
export const ChangeForm = ({ one, onDone }: Props) => {
  const { t } = useTranslation('proceeding')
  const term = useTerm()
  const bodies = useAsk(caseProceedings, { complaintId: one.complaintId }).data?.bodies ?? []
  const [body, setBody] = useState(one.body.code)
  const [reference, setReference] = useState(one.reference ?? '')
  const [came, setCame] = useState(one.came)
  const [reason, setReason] = useState('')
  const doing = useDo(changeProceeding, onDone)
  return (
    <>
      <ProblemNote error={doing.error} fieldsBeside />
      <SelectField label={t('register.body')} hint={t('change.bodyHint')} required search value={body} error={faultOf(doing.error, 'body')} onChange={(next) => setBody(next ?? body)} options={bodies.map(({ code, label }) => ({ value: code, label: say(label) }))} />
      <TextField label={t('register.reference')} hint={t('register.referenceHint')} value={reference} error={faultOf(doing.error, 'reference')} onChange={setReference} />
      <SelectField label={t('register.came')} required value={came} onChange={(next) => setCame(Came.catch(came).parse(next))} options={Came.options.map((value) => ({ value, label: term('cameBy', value) }))} />
      {body !== one.body.code && <LongField label={t('change.reason')} hint={t('change.reasonHint')} rows={2} value={reason} error={faultOf(doing.error, 'reason')} onChange={setReason} />}
      <div className='form-end'><ActionButton kind='primary' label={t('change.save')} whyNot={one.may['change']} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, body, reference: reference.trim() || null, came, reason })} /></div>
    </>
  )
}

/** Somebody above says that no report is needed. */
export const WaiveForm = ({ one, onDone }: Props) => {
  const { t } = useTranslation('proceeding')
  const [reason, setReason] = useState('')
  const doing = useDo(waiveReport, onDone)
  return (
    <>
      <ProblemNote error={doing.error} />
      <LongField label={t('waive.reason')} required rows={2} value={reason} error={faultOf(doing.error, 'reason')} onChange={setReason} />
      <div className='form-end'><ActionButton kind='danger' label={t('waive.save')} whyNot={one.may['waive'] ?? (reason.trim() === '' ? t('waive.reasonMissing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, reason })} /></div>
    </>
  )
}
