import { Button, Checkbox, Input } from 'antd'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PointView } from '#contract/complaint.ts'
import type { PackView } from '#contract/packs.ts'
import { type Remedy, advice, preview, propose, totalTooHigh } from '#contract/remedy.ts'
import { useChecked } from '../../app/checked/use-checked.ts'
import { faultOf, isProblem } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { money } from '../../ui/money.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { BelowLaw } from './BelowLaw.tsx'
import { ExceptionFields } from './ExceptionFields.tsx'
import { limitWith } from './limit.ts'
import { Lines } from './Lines.tsx'
import { Needs } from './Needs.tsx'
import { useOnTheSpot } from './on-the-spot.ts'
import { PrecedentBand } from './PrecedentBand.tsx'
import { PrecedentList } from './PrecedentList.tsx'
import { type Draft, begunFrom, isWhole, itemsOf, lineOf, sumOf, useSettledItems } from './proposal.ts'
import { Standards } from './Standards.tsx'
import './remedy.css'

/** Said before anything is promised. */
const limitWords = (t: TFunction, fen: number | null) => (fen === null ? t('propose.limitNone') : fen > 0 ? t('propose.limit', { amount: money(fen) }) : t('propose.limitZero'))

interface Props { readonly complaintId: string; /** Proposals of before. */ readonly remedies: readonly Remedy[]; readonly points: readonly PointView[]; readonly positions: PackView['positions']; readonly principles: PackView['principles']; readonly whyNot: string | null | undefined; readonly onDone: () => void }

const useProposal = ({ complaintId, remedies, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const [first] = useState(() => begunFrom(remedies))
  const [draft, setDraft, clear] = useDraft<Draft>(`propose.${complaintId}`, first)
  const items = useSettledItems(draft.lines)
  const advised = useAsk(advice, { complaintId })
  const previewed = useAsk(preview, { complaintId, items, exception: draft.isException }, { enabled: items.length > 0 })
  const done = () => { clear(); onDone() }
  const proposing = useDo(propose, done)
  const settling = useOnTheSpot(done)
  const refused = items.length > 0 && isProblem(previewed.error, totalTooHigh) ? previewed.error : null
  const seen = items.length > 0 && !refused ? previewed.data : undefined
  const checked = useChecked(complaintId, Object.fromEntries(draft.lines.map((line) => [line.key, line.note])))
  const outside = seen?.outsidePrecedent === true
  const faults = [
    [draft.lines.length === 0, 'propose.noItems'], [(seen?.belowLaw.length ?? 0) > 0, 'statute:stopped'], [!draft.lines.every(isWhole), 'propose.amountMissing'], [refused !== null, 'propose.refused'], [checked.stopped, 'commitment:stopped'],
    [draft.reason.trim() === '', 'propose.reasonMissing'], [outside && draft.deviationReason.trim() === '', 'propose.deviationMissing'],
    [draft.isException && draft.principle === '', 'propose.principleMissing'], [draft.isException && draft.exceptionWhy.trim() === '', 'propose.exceptionMissing'],
  ] as const
  const fault = faults.find(([holds]) => holds)
  const spot = draft.onTheSpot && seen !== undefined && seen.approver === null
  const doing = spot ? settling : proposing
  const save = () => doing.mutate({ complaintId, items: itemsOf(draft.lines), reason: draft.reason, ...(outside && { deviationReason: draft.deviationReason }), ...(draft.isException && { exception: { principle: draft.principle, why: draft.exceptionWhy } }) })
  return { draft, set: (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), advised, seen, refused, checked, outside, doing, spot, bar: whyNot ?? (fault ? t(fault[1]) : null), save }
}

/** F1–F4: what to offer, out of the standard or freely, with who must approve and where it lies among precedents, before it is proposed. */
export const ProposeForm = (props: Props) => {
  const { t } = useTranslation('case')
  const { draft, set, advised, seen, refused, checked, outside, doing, spot, bar, save } = useProposal(props)
  const known = advised.data
  const { points } = props
  return (
    <>
      <ProblemNote error={doing.error ?? advised.error} />
      {known && <p className='limit'>{limitWords(t, limitWith(known, draft.lines.map((line) => line.kind)))}</p>}
      {known && <Standards standards={known.standards} points={props.points} onTake={(lines) => set({ lines: [...draft.lines, ...lines] })} />}
      {known && known.owedFen > 0 && points[0] && <p><Button size='small' onClick={() => { if (points[0]) set({ lines: [...draft.lines, lineOf('fees', points[0].id, known.owedFen)] }) }}>{t('propose.owed', { sum: money(known.owedFen) })}</Button></p>}
      <Lines lines={draft.lines} points={props.points} checked={checked} onChange={(lines) => set({ lines })} faultAt={(at) => faultOf(doing.error ?? refused, `items/${at}/amountFen`)} />
      <Needs preview={seen} positions={props.positions} />
      <BelowLaw preview={seen} />
      {known && <PrecedentBand precedents={known.precedents} oursFen={sumOf(draft.lines)} givenFen={known.givenFen} limitFen={limitWith(known, draft.lines.map((line) => line.kind))} />}
      {known && <PrecedentList items={known.precedents.items} />}
      <Field id='propose-reason' label={t('propose.reason')} hint={t('propose.reasonHint')} error={faultOf(doing.error, 'reason')} required>
        <Input.TextArea id='propose-reason' autoSize={{ minRows: 2, maxRows: 8 }} value={draft.reason} onChange={(event) => set({ reason: event.target.value })} />
      </Field>
      {outside && (
        <Field id='propose-deviation' label={t('propose.deviation')} hint={t('propose.deviationHint')} error={faultOf(doing.error, 'deviationReason')} required>
          <Input.TextArea id='propose-deviation' autoSize={{ minRows: 2 }} value={draft.deviationReason} onChange={(event) => set({ deviationReason: event.target.value })} />
        </Field>
      )}
      <ExceptionFields draft={draft} principles={props.principles} onChange={set} faultAt={(name) => faultOf(doing.error, name)} />
      {seen && !seen.approver && <Checkbox className='tick' checked={draft.onTheSpot} onChange={(event) => set({ onTheSpot: event.target.checked })}>{t('propose.onTheSpot')}</Checkbox>}
      <div className='form-end'><ActionButton kind='primary' label={t(spot ? 'propose.saveOnTheSpot' : seen?.approver ? 'propose.saveForApproval' : 'propose.save')} whyNot={bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
