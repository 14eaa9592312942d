import { FieldTimeOutlined } from '@ant-design/icons'
import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PersonRef } from '#contract/common.ts'
import { people } from '#contract/identity.ts'
import { make } from '#contract/promise.ts'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { useZone, useZoneHint } from '../../ui/InZone.tsx'
import { useNow } from '../../ui/now.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Quick } from '../../ui/Quick.tsx'
import { wall } from '../../ui/time-words.ts'
import { momentAt } from '../../ui/zone.ts'

const LOCAL = 'YYYY-MM-DDTHH:mm'

const quickTimes = (now: number, zone: string) => {
  const at = wall(now, zone)
  const evening = at.hour(18).minute(0)
  return [
    ['hour', at.add(1, 'hour')], ...(evening.diff(at, 'minute') > 60 ? [['today', evening] as const] : []),
    ['tomorrowNoon', at.add(1, 'day').hour(12).minute(0)], ['threeDays', at.add(3, 'day').hour(18).minute(0)],
  ] as const
}

const QuickTimes = ({ value, onPick }: { readonly value: string; readonly onPick: (at: string) => void }) => {
  const { t } = useTranslation('case')
  const now = useNow()
  const { zone } = useZone()
  return <Quick label={t('promise.quick')} picks={quickTimes(now, zone).map(([name, at]) => [at.format(LOCAL), t(`promise.at.${name}`)] as const)} value={value} onPick={onPick} />
}

interface Draft { text: string; dueAt: string; ownerId: string | null }
interface Props { readonly complaintId: string; readonly customerName: string; readonly me: PersonRef; /** Who is not to work on it. */ readonly apart?: readonly string[] | undefined; readonly whyNot: string | null | undefined; readonly onDone?: (() => void) | undefined }

const useForm = ({ complaintId, onDone, whyNot }: Props) => {
  const { t } = useTranslation('case')
  const now = useNow()
  const { zone } = useZone()
  const [draft, setDraft, clear] = useDraft<Draft>(`promise.${complaintId}`, { text: '', dueAt: '', ownerId: null })
  const doing = useDo(make, () => { clear(); onDone?.() })
  const dueAt = momentAt(zone, draft.dueAt)
  const past = draft.dueAt !== '' && Date.parse(dueAt) <= now
  const bar = whyNot ?? (draft.text.trim() === '' ? t('promise.textMissing') : draft.dueAt === '' ? t('promise.timeMissing') : past ? t('promise.past') : null)
  const save = () => doing.mutate({ complaintId, text: draft.text, dueAt, ...(draft.ownerId && { ownerId: draft.ownerId }) })
  return { draft, set: (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), doing, bar, past, save }
}

/** D3: what we told the customer we would do, by when, and who does it. */
export const PromiseForm = (props: Props) => {
  const { t } = useTranslation('case')
  const { draft, set, doing, bar, past, save } = useForm(props)
  const known = useAsk(people, {})
  const zoneHint = useZoneHint()
  const others = (known.data?.items ?? []).filter((person) => !person.retired && person.id !== props.me.id && !props.apart?.includes(person.id))
  return (
    <>
      <p className='comp-to'><FieldTimeOutlined aria-hidden='true' /><b>{t('promise.iPromised', { name: props.customerName })}</b><span className='sp' /><span className='muted'>{t('promise.hint')}</span></p>
      <div className='comp-in'>
        <Field id='promise-text' label={t('promise.text')} error={faultOf(doing.error, 'text')} required>
          <Input id='promise-text' maxLength={200} placeholder={t('promise.placeholder')} value={draft.text} onChange={(event) => set({ text: event.target.value })} />
        </Field>
        <div className='form-grid'>
          <Field id='promise-due' label={t('promise.due')} hint={zoneHint} error={faultOf(doing.error, 'dueAt') ?? (past ? t('promise.past') : null)} required>
            <Input id='promise-due' type='datetime-local' value={draft.dueAt} onChange={(event) => set({ dueAt: event.target.value })} />
          </Field>
          <Field id='promise-owner' label={t('promise.owner')}>
            <Select id='promise-owner' value={draft.ownerId ?? props.me.id} showSearch={{ optionFilterProp: 'label' }} onChange={(ownerId: string) => set({ ownerId: ownerId === props.me.id ? null : ownerId })}
              options={[{ value: props.me.id, label: t('promise.me', { name: props.me.name }) }, ...others.map((person) => ({ value: person.id, label: person.positionName ? `${person.name}　${person.positionName}` : person.name }))]} />
          </Field>
        </div>
        <QuickTimes value={draft.dueAt} onPick={(dueAt) => set({ dueAt })} />
        <ProblemNote error={doing.error} />
      </div>
      <div className='comp-f'><ActionButton icon={<FieldTimeOutlined aria-hidden='true' />} label={t('promise.save')} whyNot={bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
