import { Button, Checkbox } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { units } from '#contract/identity.ts'
import { changeWebhook, createWebhook, publicEvents, type Webhook } from '#contract/integration.ts'
import { faultOf } from '../../../app/fault.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Secret } from '../../../ui/Secret.tsx'
import { branches } from '../units/tree.ts'

type Events = z.input<typeof createWebhook.input>['events']

interface ChoiceProps { readonly chosen: readonly string[]; readonly onChange: (events: readonly string[]) => void; readonly error: string | null | undefined }

const EventChoice = ({ chosen, onChange, error }: ChoiceProps) => {
  const { t } = useTranslation('settings')
  const id = useId()
  const events = useAsk(publicEvents, {}).data?.items ?? []
  const all = chosen.length === events.length && events.length > 0
  return (
    <Field label={t('webhook.events')} id={id} required error={error}>
      <fieldset className='hook-all' aria-label={t('webhook.events')}>
        <Checkbox id={id} disabled={events.length === 0} checked={all} indeterminate={chosen.length > 0 && !all} onChange={() => onChange(all ? [] : events.map((event) => event.name))}><b>{t('webhook.allEvents')}</b></Checkbox>
        <div className='hook-events'>
          {events.map(({ name, words }) => <Checkbox key={name} checked={chosen.includes(name)} onChange={(event) => onChange(event.target.checked ? [...chosen, name] : chosen.filter((one) => one !== name))}>{words}</Checkbox>)}
        </div>
      </fieldset>
    </Field>
  )
}

const useSaving = (webhook: Webhook | null, onDone: () => void) => {
  const creating = useDo(createWebhook)
  const changing = useDo(changeWebhook, onDone)
  const save = (values: { url: string; events: Events; unitId: string | null }) => { webhook ? changing.mutate({ id: webhook.id, ...values }) : creating.mutate(values) }
  return { save, made: creating.data, error: creating.error ?? changing.error, pending: creating.isPending || changing.isPending }
}

/** Where to send, what, and of which unit. */
export const WebhookForm = ({ webhook, onDone }: { readonly webhook: Webhook | null; readonly onDone: () => void }) => {
  const { t } = useTranslation('settings')
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [events, setEvents] = useState<readonly string[]>(webhook?.events ?? [])
  const [unitId, setUnitId] = useState(webhook?.unitId ?? null)
  const [pressed, setPressed] = useState(false)
  const places = branches(useAsk(units, {}).data?.items ?? []).map(({ unit, depth }) => ({ value: unit.id, label: '　'.repeat(depth) + unit.name }))
  const { save, made, error, pending } = useSaving(webhook, onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (url.trim() && events.length > 0) save({ url: url.trim(), events: events as Events, unitId })
  }
  if (made) return <Secret secret={made.secret} once={t('webhook.once')} kept={t('token.kept')} onDone={onDone} />
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={error} fieldsBeside />
      <TextField label={t('webhook.url')} required value={url} onChange={setUrl} error={pressed && !url.trim() ? t('missing') : faultOf(error, 'url')} hint={t('webhook.urlHint')} />
      <EventChoice chosen={events} onChange={setEvents} error={pressed && events.length === 0 ? t('webhook.noEvents') : faultOf(error, 'events')} />
      <SelectField label={t('webhook.unit')} clear search value={unitId} onChange={setUnitId} options={places} placeholder={t('webhook.everyUnit')} hint={t('webhook.unitHint')} error={faultOf(error, 'unitId')} />
      <p className='muted'>{t('webhook.confidential')}</p>
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={null} loading={pending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
