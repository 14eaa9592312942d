import { Button, Input, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '@tanstack/react-query'
import type { Moves as Found } from '#contract/moves.ts'
import type { RunningClocks } from '#contract/packs.ts'
import { changesBetween } from '#contract/table-diff.ts'
import { type TableDraft, type TableView, approveTable, returnTable, sendTable, tableMoves } from '#contract/tables.ts'
import { call } from '../../../app/call.ts'
import { faultOf } from '../../../app/fault.ts'
import { useDo } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { Moves } from '../../../modules/clock/Moves.tsx'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { useZone } from '../../../ui/InZone.tsx'
import { LongField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { momentAt } from '../../../ui/zone.ts'
import { useWhyNot } from '../allowed.ts'
import { Changes, type Told } from './Changes.tsx'
import type { Editing } from './use-draft.ts'

interface SendProps extends Told { readonly view: TableView; readonly editing: Editing; readonly onDone: () => void }

/** What changes, seen once more by who made it, and sent to who approves it. */
export const SendForm = ({ view, editing, onDone, ...told }: SendProps) => {
  const { t } = useTranslation('tables')
  const whyNot = useWhyNot()
  const [note, setNote] = useState('')
  const sending = useDo(sendTable, onDone)
  const changes = changesBetween(view.published.rules, editing.content.rules, view.hit === 'first')
  const submit = (event: FormEvent) => { event.preventDefault(); sending.mutate({ table: view.table, version: editing.version, note }) }
  return (
    <form onSubmit={submit} noValidate>
      <p className='hint'>{t('sendHint')}</p>
      <ProblemNote error={sending.error} fieldsBeside />
      <Changes changes={changes} before={view.published.rules} after={editing.content.rules} {...told} />
      <Field id='send-note' label={t('note')}><Input id='send-note' maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} /></Field>
      <div className='form-end'><ActionButton kind='primary' submit label={t('sendDo')} whyNot={whyNot('packs.sendTable') ?? (editing.state === 'saved' ? null : t('savingFirst'))} loading={sending.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}

const Running = ({ value, onChange }: { readonly value: RunningClocks; readonly onChange: (value: RunningClocks) => void }) => {
  const { t } = useTranslation('tables')
  const ask = (from?: string) => call(tableMoves, { from })
  const looking = useMutation<Found>({ mutationFn: () => ask(), retry: false })
  return (
    <fieldset className='card-f'>
      <legend>{t('settings:pack.upgrade.running')}</legend>
      <Radio.Group className='stacked' aria-label={t('settings:pack.upgrade.running')} value={value} onChange={(event) => onChange(event.target.value as RunningClocks)} options={(['keep', 'move'] as const).map((one) => ({ value: one, label: t(`settings:pack.upgrade.running-${one}`) }))} />
      <p className='hint'>{t('settings:pack.upgrade.runningHint')}</p>
      {value === 'move' && <Button loading={looking.isPending} onClick={() => looking.mutate()}>{t('settings:pack.upgrade.look')}</Button>}
      <ProblemNote error={looking.error} />
      {value === 'move' && looking.data && <Moves key={looking.submittedAt} first={looking.data} more={ask} />}
    </fieldset>
  )
}

/** Why who looks at it may not approve it. */
const useOwnDraft = (draft: TableDraft): string | null => {
  const { t } = useTranslation('tables')
  const { person } = useSession()
  const worked = draft.sentBy?.id === person.id || draft.editors.some(({ id }) => id === person.id)
  return worked && !draft.alone ? t('ownDraft') : null
}

interface DecideProps extends Told { readonly view: TableView; readonly draft: TableDraft; readonly onDone: () => void }

/** Looked at by somebody else: put in force now or from a day on, or handed back with what should be different. */
export const DecideForm = ({ view, draft, onDone, ...told }: DecideProps) => {
  const { t } = useTranslation('tables')
  const whyNot = useWhyNot()
  const { zone } = useZone()
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const [on, setOn] = useState('')
  const [running, setRunning] = useState<RunningClocks>('keep')
  const approving = useDo(approveTable, onDone)
  const own = useOwnDraft(draft)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    approving.mutate({ table: view.table, version: draft.version, effectiveAt: when === 'later' && on ? momentAt(zone, on) : null, running })
  }
  return (
    <form onSubmit={submit} noValidate>
      <p>{t('sentBy', { name: draft.sentBy?.name ?? '' })}{draft.note && <q>{draft.note}</q>}</p>
      {draft.alone && <p className='hint'>{t('aloneHint')}</p>}
      <Changes changes={changesBetween(view.published.rules, draft.rules, view.hit === 'first')} before={view.published.rules} after={draft.rules} {...told} />
      <ProblemNote error={approving.error} fieldsBeside />
      <Field label={t('when')}><Radio.Group aria-label={t('when')} value={when} onChange={(event) => setWhen(event.target.value as 'now')} options={[{ value: 'now', label: t('now') }, { value: 'later', label: t('later') }]} /></Field>
      {when === 'later' && <TextField label={t('from')} type='datetime-local' required value={on} onChange={setOn} error={faultOf(approving.error, 'effectiveAt')} />}
      {view.table === 'clocks' && <Running value={running} onChange={setRunning} />}
      <div className='form-end'><ActionButton kind='primary' submit label={t('approve')} whyNot={whyNot('packs.approveTable') ?? own ?? (when === 'later' && !on ? t('fromMissing') : null)} loading={approving.isPending} /></div>
      <Returning view={view} draft={draft} onDone={onDone} />
    </form>
  )
}

const Returning = ({ view, draft, onDone }: Omit<DecideProps, keyof Told>) => {
  const { t } = useTranslation('tables')
  const whyNot = useWhyNot()
  const [reason, setReason] = useState('')
  const returning = useDo(returnTable, onDone)
  return (
    <fieldset className='card-f'>
      <legend>{t('return')}</legend>
      <ProblemNote error={returning.error} fieldsBeside />
      <LongField label={t('returnWhy')} rows={2} value={reason} onChange={setReason} error={faultOf(returning.error, 'reason')} />
      <ActionButton label={t('returnDo')} whyNot={whyNot('packs.returnTable') ?? (reason.trim() ? null : t('returnMissing'))} loading={returning.isPending} onPress={() => returning.mutate({ table: view.table, version: draft.version, reason: reason.trim() })} />
    </fieldset>
  )
}
