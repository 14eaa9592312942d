import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { agreeEnd } from '#contract/casefile.ts'
import { type AgreedEnd, AgreeEnd } from '#contract/clock.ts'
import type { ClockView } from '#contract/complaint.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { useZone, useZoneHint } from '../../ui/InZone.tsx'
import { useNow } from '../../ui/now.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import { momentAt } from '../../ui/zone.ts'

type How = (typeof AgreeEnd.shape.how.options)[number]
interface Draft { until: string; reason: string; agreedWith: string; how: How }
interface Props { readonly id: string; readonly clock: ClockView; /** Ends that were agreed before. */ readonly before: readonly AgreedEnd[]; readonly customerName: string; readonly whyNot: string | null | undefined; readonly onDone: () => void }

/** What is still missing, by its words. */
const leftOf = ({ until, agreedWith, reason }: Draft, past: boolean): string | null => {
  if (until === '') return 'end.untilMissing'
  if (past) return 'end.past'
  if (agreedWith.trim() === '') return 'end.withMissing'
  return reason.trim() === '' ? 'end.reasonMissing' : null
}

const useForm = ({ id, customerName, whyNot, onDone }: Props) => {
  const { t } = useTranslation('promises')
  const now = useNow()
  const { zone } = useZone()
  const [draft, setDraft, clear] = useDraft<Draft>(`agreeEnd.${id}`, { until: '', reason: '', agreedWith: customerName, how: 'phone' })
  const doing = useDo(agreeEnd, () => { clear(); onDone() })
  const until = draft.until ? momentAt(zone, draft.until) : null
  const past = until !== null && Date.parse(until) <= now
  const left = leftOf(draft, past)
  const bar = whyNot ?? (left && t(left))
  const save = () => { if (until) doing.mutate({ id, ...draft, until }) }
  return { draft, set: (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part })), doing, past, bar, save }
}

const Before = ({ before }: { readonly before: readonly AgreedEnd[] }) => {
  const { t } = useTranslation('promises')
  const term = useTerm()
  return before.length > 0 && <ul className='dots' aria-label={t('end.before')}>{before.map((one) => <li key={one.id}><When at={one.dueBefore} end /> → <When at={one.until} end />　{one.agreedWith}　{term('how', one.how)}　{one.reason}</li>)}</ul>
}

/** D4: another end of the case, by agreement with the customer; the one before stays on record. */
export const AgreeEndForm = (props: Props) => {
  const { t } = useTranslation('promises')
  const term = useTerm()
  const zoneHint = useZoneHint()
  const { draft, set, doing, past, bar, save } = useForm(props)
  return (
    <>
      <p className='form-lead'>{t('end.lead')}　<When at={props.clock.dueAt} end /></p>
      <Before before={props.before} />
      <ProblemNote error={doing.error} />
      <Field id='end-until' label={t('end.until')} hint={zoneHint} error={faultOf(doing.error, 'until') ?? (past ? t('end.past') : null)} required>
        <Input id='end-until' type='datetime-local' value={draft.until} onChange={(event) => set({ until: event.target.value })} />
      </Field>
      <div className='form-grid'>
        <Field id='end-with' label={t('end.with')} error={faultOf(doing.error, 'agreedWith')} required><Input id='end-with' maxLength={200} value={draft.agreedWith} onChange={(event) => set({ agreedWith: event.target.value })} /></Field>
        <Field id='end-how' label={t('end.how')}><Select id='end-how' value={draft.how} onChange={(how: How) => set({ how })} options={AgreeEnd.shape.how.options.map((how) => ({ value: how, label: term('how', how) }))} /></Field>
      </div>
      <Field id='end-reason' label={t('end.reason')} hint={t('end.reasonHint')} error={faultOf(doing.error, 'reason')} required>
        <Input.TextArea id='end-reason' autoSize={{ minRows: 2, maxRows: 8 }} value={draft.reason} onChange={(event) => set({ reason: event.target.value })} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('end.save')} whyNot={bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
