import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askExtension } from '#contract/casefile.ts'
import type { ClockView } from '#contract/complaint.ts'
import { Flags } from '../../app/checked/Flags.tsx'
import { rewritten, useChecked, whyFlagged } from '../../app/checked/use-checked.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { useZone, useZoneHint } from '../../ui/InZone.tsx'
import { useNow } from '../../ui/now.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Quick } from '../../ui/Quick.tsx'
import { exactWords, wall, wallWords } from '../../ui/time-words.ts'
import { momentAt } from '../../ui/zone.ts'
import type { Addressee } from './addressee.ts'
import { ExtensionLetter } from './ExtensionLetter.tsx'

const LOCAL = 'YYYY-MM-DDTHH:mm'
const MOMENT = 1
const DAYS = [3, 5, 7] as const
/** A time of day that one can say to a customer. */
const EVENING = 18

/** So many days after the last day it has now, or after today where that is over, in the evening. */
const laterBy = (days: number, dueAt: string, now: number, zone: string) => wall(Math.max(Date.parse(dueAt) - MOMENT, now), zone).add(days, 'day').hour(EVENING).minute(0)

interface Props {
  readonly id: string; readonly to: Addressee
  /** Those that can be given more time, the most pressing first. */
  readonly clocks: readonly ClockView[]
  readonly chosen: string | undefined
  readonly labelOf: (kind: string) => string
  readonly whyNot: string | null | undefined
  readonly onDone: () => void
}
interface Draft { until: string; reason: string }

const useForm = ({ id, clocks, chosen, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const now = useNow()
  const { zone } = useZone()
  const [clockId, setClockId] = useState(chosen ?? clocks[0]?.id)
  const [draft, setDraft, clear] = useDraft<Draft>(`extend.${id}`, { until: '', reason: '' })
  const doing = useDo(askExtension, () => { clear(); onDone() })
  const clock = clocks.find((each) => each.id === clockId)
  const until = draft.until ? momentAt(zone, draft.until) : null
  const early = clock && until && Date.parse(until) <= Math.max(Date.parse(clock.dueAt), now) ? t('extend.notLater', { at: exactWords(t, clock.dueAt, { zone, end: true }) }) : null
  const checked = useChecked(id, { reason: draft.reason })
  const flagged = whyFlagged(checked, null)
  const ofReason = draft.reason.trim() === '' ? t('extend.reasonMissing') : flagged && t(flagged)
  const bar = whyNot ?? (!clock ? t('extend.none') : !until ? t('extend.untilMissing') : early ?? ofReason)
  const save = () => { if (clock && until) doing.mutate({ id, clockId: clock.id, until, reason: draft.reason }) }
  return { clock, setClockId, draft, set: (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), until, early, checked, bar, doing, save, now, zone }
}

/** D9: more time is asked for with the reason that the customer will read; somebody else says yes or no. */
export const ExtendForm = (props: Props) => {
  const { t } = useTranslation('case')
  const zoneHint = useZoneHint()
  const { clock, setClockId, draft, set, until, early, checked, bar, doing, save, now, zone } = useForm(props)
  const dueWords = (dueAt: string) => wallWords(dueAt, t('clock.moment'), { zone, end: true })
  const days = clock ? DAYS.map((count) => { const at = laterBy(count, clock.dueAt, now, zone); return [at.format(LOCAL), t('extend.days', { count, day: at.format(t('extend.dayFormat')) })] as const }) : []
  return (
    <>
      <p className='form-lead'>{t('extend.lead')}</p>
      <ProblemNote error={doing.error} />
      <Field id='extend-clock' label={t('extend.clock')} hint={clock && t('extend.now', { at: dueWords(clock.dueAt) })}>
        <Select id='extend-clock' value={clock?.id ?? null} onChange={(id: string) => setClockId(id)} options={props.clocks.map((each) => ({ value: each.id, label: props.labelOf(each.kind) }))} />
      </Field>
      <Field id='extend-until' label={t('extend.until')} hint={zoneHint} error={faultOf(doing.error, 'until') ?? early} required>
        <Input id='extend-until' type='datetime-local' value={draft.until} onChange={(event) => set({ until: event.target.value })} />
      </Field>
      {days.length > 0 && <Quick label={t('extend.quick')} picks={days} value={draft.until} onPick={(next) => set({ until: next })} />}
      <Field id='extend-reason' label={t('extend.reason')} hint={t('extend.reasonHint')} error={faultOf(doing.error, 'reason')} required>
        <Input.TextArea id='extend-reason' autoSize={{ minRows: 2, maxRows: 8 }} value={draft.reason} onChange={(event) => set({ reason: event.target.value })} />
        <Flags flags={checked.in('reason')} onReplace={(found, instead) => set({ reason: rewritten(draft.reason, found, instead) })} />
      </Field>
      <ExtensionLetter to={props.to} reason={draft.reason} until={until} />
      <div className='form-end'><ActionButton kind='primary' label={t('extend.save')} whyNot={bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
