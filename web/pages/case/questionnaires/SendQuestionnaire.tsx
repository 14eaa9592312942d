import { Checkbox, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saidIn } from '#contract/asking.ts'
import { LOCALES, type Locale } from '#contract/common.ts'
import { type Reach, Recipient, reach, send, templates } from '#contract/questionnaire.ts'
import { LINK_DAYS } from '#contract/secret-link.ts'
import { Asked } from '../../../app/Asked.tsx'
import { Flags } from '../../../app/checked/Flags.tsx'
import { rewritten, useChecked, whyFlagged } from '../../../app/checked/use-checked.ts'
import { faultOf } from '../../../app/fault.ts'
import { localeNow, useTerm } from '../../../app/i18n.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { Field } from '../../../ui/Field.tsx'
import { LongField, SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Secret } from '../../../ui/Secret.tsx'
import { Person } from '../inquiries/Given.tsx'
import { useScene } from '../scene.ts'

type Way = 'mail' | 'sms' | 'copy'
interface Draft { readonly templateId: string | null; readonly to: Recipient; readonly personId: string | null; readonly name: string; readonly email: string; readonly locale: Locale; readonly note: string; readonly days: (typeof LINK_DAYS)[number]; readonly remind: boolean; readonly way: Way }
const FIRST_DAYS = 14

/** By which ways a link can go, and why another cannot. */
export const WayField = ({ value, onChange, email, kept = false, known, to }: { readonly value: Way; readonly onChange: (way: Way) => void; readonly email: string | null; /** An address that is not said here. */ readonly kept?: boolean; readonly known: Pick<Reach, 'canMail' | 'canText'>; readonly to: Recipient }) => {
  const { t } = useTranslation('questionnaires')
  const mail = known.canMail && (to === 'staff' || kept || Boolean(email))
  const options = [
    { value: 'mail', label: mail ? t('send.mail', { to: email || t('send.theirMail') }) : t(known.canMail ? 'send.noMail' : 'send.cannotMail'), disabled: !mail },
    ...(to === 'customer' ? [{ value: 'sms', label: t(known.canText ? 'send.sms' : 'send.cannotText'), disabled: !known.canText }] : []), { value: 'copy', label: t('send.copy') },
  ]
  return <Field label={t('send.way')} required><Radio.Group className='stacked' aria-label={t('send.way')} value={value} onChange={(event) => onChange(event.target.value as Way)} options={options} /></Field>
}

export const DaysField = ({ value, onChange }: { readonly value: number; readonly onChange: (days: (typeof LINK_DAYS)[number]) => void }) => {
  const { t } = useTranslation('questionnaires')
  return <SelectField label={t('send.days')} value={String(value)} onChange={(next) => onChange(LINK_DAYS.find((n) => String(n) === next) ?? FIRST_DAYS)} options={LINK_DAYS.map((n) => ({ value: String(n), label: t('send.forDays', { days: n }) }))} />
}

interface WhoProps { readonly draft: Draft; readonly set: (part: Partial<Draft>) => void; readonly known: Reach; readonly error: Error | null }

const Who = ({ draft, set, known, error }: WhoProps) => {
  const { t } = useTranslation('questionnaires')
  const term = useTerm()
  return (
    <>
      <Field label={t('send.to')} required><Radio.Group aria-label={t('send.to')} value={draft.to} onChange={(event) => set({ to: event.target.value as Recipient, way: 'copy' })} options={Recipient.options.map((value) => ({ value, label: term('recipient', value) }))} /></Field>
      {draft.to === 'customer' && <p className='form-lead'>{known.customer?.name}{known.customer?.email && `　${known.customer.email}`}</p>}
      {draft.to === 'staff' && <Person id='questionnaire-person' label={t('send.person')} value={draft.personId} onChange={(personId) => set({ personId })} error={faultOf(error, 'personId')} />}
      {draft.to === 'outsider' && <TextField label={t('send.name')} required value={draft.name} onChange={(name) => set({ name })} error={faultOf(error, 'name')} />}
      {draft.to !== 'staff' && (draft.to === 'outsider' || !known.customer?.email) && <TextField label={t('send.email')} type='email' value={draft.email} onChange={(email) => set({ email })} error={faultOf(error, 'email')} />}
    </>
  )
}

const addressOf = ({ to, email }: Draft, { customer }: Reach): string => (to === 'customer' && customer?.email) || email

const wantingIn = ({ templateId, to, personId, name }: Draft): string | null => {
  if (!templateId) return 'send.chooseFirst'
  if (to === 'staff' && !personId) return 'send.personFirst'
  return to === 'outsider' && !name.trim() ? 'send.nameFirst' : null
}

const begun = (known: Reach): Draft => ({ templateId: null, to: 'customer', personId: null, name: '', email: '', locale: known.customer?.locale ?? localeNow(), note: '', days: FIRST_DAYS, remind: true, way: known.canMail && known.customer?.email ? 'mail' : 'copy' })

const Form = ({ known, choices }: { readonly known: Reach; readonly choices: readonly { readonly value: string; readonly label: string }[] }) => {
  const { t } = useTranslation('questionnaires')
  const term = useTerm()
  const { it, open } = useScene()
  const [draft, setDraft, clear] = useDraft<Draft>(`questionnaire.send.${it.id}`, begun(known))
  const [made, setMade] = useState<{ readonly url: string; readonly id: string } | null>(null)
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(send, ({ sent, url }) => {
    clear()
    if (url) setMade({ url, id: sent.id })
    else open('questionnaire', sent.id)
  })
  const checked = useChecked(it.id, { note: draft.to === 'staff' ? '' : draft.note })
  const flagged = whyFlagged(checked, null)
  if (made) return <Secret secret={made.url} once={t('send.once')} kept={t('send.kept')} onDone={() => open('questionnaire', made.id)} />
  const email = addressOf(draft, known)
  const wanting = wantingIn(draft)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (draft.templateId && !wanting) doing.mutate({ ...draft, complaintId: it.id, templateId: draft.templateId, email: email || null })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={doing.error} fieldsBeside />
      <SelectField label={t('send.which')} required search value={draft.templateId} onChange={(templateId) => set({ templateId })} options={choices} error={faultOf(doing.error, 'templateId')} />
      <Who draft={draft} set={set} known={known} error={doing.error} />
      <SelectField label={t('send.language')} value={draft.locale} onChange={(next) => set({ locale: LOCALES.find((one) => one === next) ?? draft.locale })} options={LOCALES.map((value) => ({ value, label: term('locale', value) }))} />
      <LongField label={t('send.note')} hint={t(draft.to === 'customer' ? 'send.noteHint' : 'send.noteApart')} value={draft.note} onChange={(note) => set({ note })} rows={2} error={faultOf(doing.error, 'note')} />
      <Flags flags={checked.in('note')} onReplace={(found, instead) => set({ note: rewritten(draft.note, found, instead) })} />
      <WayField value={draft.way} onChange={(way) => set({ way })} email={email} known={known} to={draft.to} />
      <DaysField value={draft.days} onChange={(days) => set({ days })} />
      <p><Checkbox checked={draft.remind} onChange={(event) => set({ remind: event.target.checked })}>{t('send.remind')}</Checkbox></p>
      <div className='form-end'><ActionButton kind='primary' submit label={t(draft.way === 'copy' ? 'send.make' : 'send.send')} whyNot={it.may['questionnaire.send'] ?? (wanting ? t(wanting) : flagged && t(flagged))} loading={doing.isPending} /></div>
    </form>
  )
}

/** E6: somebody is asked by link. */
export const SendQuestionnaire = () => {
  const { it } = useScene()
  const known = useAsk(reach, { complaintId: it.id }, { still: true })
  const all = useAsk(templates, {}, { still: true })
  return <Asked query={known}>{(found) => <Asked query={all}>{({ items }) => <Form known={found} choices={items.filter(({ state }) => state === 'live').map((one) => ({ value: one.id, label: saidIn(one.title, localeNow()) }))} />}</Asked>}</Asked>
}
