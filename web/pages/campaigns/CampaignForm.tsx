import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Select } from 'antd'
import dayjs from 'dayjs'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Campaign, changeCampaign, makeCampaign, type Question, QuestionKind } from '#contract/campaign.ts'
import { units } from '#contract/identity.ts'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field, useFieldControl } from '../../ui/Field.tsx'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Asked { readonly kind: QuestionKind; readonly text: string; readonly choices: string }
const NEW_QUESTION: Asked = { kind: 'scale', text: '', choices: '' }
const MOST = 8

const asked = ({ kind, text, choices }: Question): Asked => ({ kind, text, choices: choices.join('\n') })
const asking = ({ kind, text, choices }: Asked): Question => ({ kind, text: text.trim(), choices: kind === 'choice' ? [...new Set(choices.split('\n').map((one) => one.trim()).filter(Boolean))] : [] })

const valuesOf = (campaign: Campaign | null, unitId: string | null) => ({
  name: campaign?.name ?? '', unitIds: campaign?.unitIds ?? (unitId ? [unitId] : []), from: campaign?.from ?? dayjs().format('YYYY-MM-DD'), until: campaign?.until ?? dayjs().add(30, 'day').format('YYYY-MM-DD'), greeting: campaign?.greeting ?? '',
  questions: campaign?.questions.map(asked) ?? [NEW_QUESTION], mostTries: String(campaign?.mostTries ?? 3), callsFrom: campaign?.callsFrom ?? '09:30', callsUntil: campaign?.callsUntil ?? '20:00', toAnybody: campaign?.toAnybody ?? false,
})
type Values = ReturnType<typeof valuesOf>

const Units = ({ value, onChange }: { readonly value: readonly string[]; readonly onChange: (ids: string[]) => void }) => {
  const places = useAsk(units, {}).data?.items ?? []
  return <Select<string[]> {...useFieldControl()} mode='multiple' showSearch={{ optionFilterProp: 'label' }} value={[...value]} onChange={onChange} options={places.map((one) => ({ value: one.id, label: one.name }))} />
}

interface OneProps { readonly one: Asked; readonly no: number; readonly pressed: boolean; readonly onChange: (one: Asked) => void; readonly onRemove: (() => void) | null }

const One = ({ one, no, pressed, onChange, onRemove }: OneProps) => {
  const { t } = useTranslation('campaign')
  return (
    <fieldset className='ask-q'>
      <legend>{t('questionNo', { no })}</legend>
      {onRemove && <Button className='ask-x' type='text' icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('removeQuestion', { no })} onClick={onRemove} />}
      <TextField label={t('questions')} required value={one.text} onChange={(text) => onChange({ ...one, text })} error={pressed && !one.text.trim() ? t('settings:missing') : null} />
      <SelectField label={t('questionKind')} value={one.kind} onChange={(kind) => onChange({ ...one, kind: QuestionKind.catch('scale').parse(kind) })} options={QuestionKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))} />
      {one.kind === 'choice' && <LongField label={t('choices')} required rows={3} value={one.choices} onChange={(choices) => onChange({ ...one, choices })} error={pressed && asking(one).choices.length < 2 ? t('settings:missing') : null} />}
    </fieldset>
  )
}

const Questions = ({ all, pressed, onChange }: { readonly all: readonly Asked[]; readonly pressed: boolean; readonly onChange: (all: Asked[]) => void }) => {
  const { t } = useTranslation('campaign')
  return (
    <>
      {all.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a question is known by its place alone
        <One key={i} one={one} no={i + 1} pressed={pressed} onChange={(next) => onChange(all.map((each, at) => (at === i ? next : each)))} onRemove={all.length > 1 ? () => onChange(all.filter((_, at) => at !== i)) : null} />
      ))}
      {all.length < MOST && <p className='ask-add'><Button icon={<PlusOutlined aria-hidden='true' />} onClick={() => onChange([...all, NEW_QUESTION])}>{t('addQuestion')}</Button></p>}
    </>
  )
}

const lacks = (values: Values) => !values.name.trim() || values.unitIds.length === 0 || values.questions.map(asking).some(({ kind, text, choices }) => !text || (kind === 'choice' && choices.length < 2))

/** What is asked, of which units, when, and how customers are called. */
export const CampaignForm = ({ campaign, onDone, onCancel }: { readonly campaign: Campaign | null; readonly onDone: (id: string) => void; readonly onCancel: () => void }) => {
  const { t } = useTranslation('campaign')
  const { person } = useSession()
  const [values, setValues] = useState(() => valuesOf(campaign, person.unitId))
  const [pressed, setPressed] = useState(false)
  const making = useDo(makeCampaign, ({ id }) => onDone(id))
  const changing = useDo(changeCampaign, ({ id }) => onDone(id))
  const saving = campaign ? changing : making
  const set = (patch: Partial<Values>) => setValues((before) => ({ ...before, ...patch }))
  const fault = (name: keyof Values) => faultOf(saving.error, name)
  const line = (name: 'from' | 'until' | 'callsFrom' | 'callsUntil', type: 'date' | 'time') => <TextField label={t(name)} required type={type} value={values[name]} onChange={(next) => set({ [name]: next })} error={fault(name)} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (lacks(values)) return
    const body = { ...values, name: values.name.trim(), greeting: values.greeting.trim(), questions: values.questions.map(asking), mostTries: Number.parseInt(values.mostTries, 10) || 0 }
    if (campaign) changing.mutate({ ...body, id: campaign.id, version: campaign.version })
    else making.mutate(body)
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={saving.error} fieldsBeside />
      <TextField label={t('name')} required value={values.name} onChange={(name) => set({ name })} placeholder={t('nameLike')} error={pressed && !values.name.trim() ? t('settings:missing') : fault('name')} />
      <Field label={t('units')} required error={pressed && values.unitIds.length === 0 ? t('settings:missing') : fault('unitIds')}><Units value={values.unitIds} onChange={(unitIds) => set({ unitIds })} /></Field>
      <div className='two-in'>{line('from', 'date')}{line('until', 'date')}</div>
      <LongField label={t('greeting')} value={values.greeting} onChange={(greeting) => set({ greeting })} error={fault('greeting')} />
      <p className='hint ask-h'>{t('greetingLike')}</p>
      <Questions all={values.questions} pressed={pressed} onChange={(questions) => set({ questions })} />
      {fault('questions') && <p className='fault' role='alert'>{fault('questions')}</p>}
      <h3 className='ask-c'>{t('calls')}</h3>
      <div className='two-in'>{line('callsFrom', 'time')}{line('callsUntil', 'time')}</div>
      <TextField label={t('mostTries')} inputMode='numeric' value={values.mostTries} onChange={(mostTries) => set({ mostTries })} error={fault('mostTries')} />
      <p><Checkbox checked={values.toAnybody} onChange={(event) => set({ toAnybody: event.target.checked })}>{t('toAnybody')}</Checkbox></p>
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={null} loading={saving.isPending} /><Button onClick={onCancel}>{t('common:cancel')}</Button></div>
    </form>
  )
}
