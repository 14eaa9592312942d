import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { LOCALES, type Locale } from '#contract/common.ts'
import { type PartyProposal, askParty, changeParty, partyProposal } from '#contract/liaison-outside.ts'
import { TELLS_WHO } from '#contract/liaison-party.ts'
import { PartyKind, outsiders } from '#contract/outsider.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { localeNow, say, useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import type { OfForm, OfStop } from './ActForms.tsx'

interface Draft {
  readonly kind: PartyKind; readonly name: string; readonly contact: string; readonly email: string; readonly phone: string; readonly locale: Locale
  readonly matter: string; readonly shows: readonly string[]; readonly asks: readonly string[]; readonly fileIds: readonly string[]; readonly reason: string
}

/** As proposed: goods are shown, who complains is not. */
const first = (from: PartyProposal): Draft => ({ kind: 'supplier', name: '', contact: '', email: '', phone: '', locale: localeNow(), matter: from.matter, shows: from.first.shows, asks: from.first.asks, fileIds: [], reason: '' })

const sent = (draft: Draft) => ({ ...draft, contact: draft.contact || null, email: draft.email || null, phone: draft.phone || null, shows: [...draft.shows], asks: [...draft.asks], fileIds: [...draft.fileIds] })

interface TicksProps { readonly label: string; readonly hint?: string; readonly error?: string | null | undefined; readonly options: readonly { readonly value: string; readonly label: string }[]; readonly value: readonly string[]; readonly onChange: (value: readonly string[]) => void }
const Ticks = ({ label, hint, error, options, value, onChange }: TicksProps) => (options.length === 0 ? null : <Field label={label} hint={hint} error={error}><Checkbox.Group className='stacked' aria-label={label} options={[...options]} value={[...value]} onChange={(next) => onChange(next as string[])} /></Field>)

interface Props { readonly from: PartyProposal; readonly begin: Draft; readonly keep: string; readonly save: string; readonly error: Error | null; readonly pending: boolean; readonly onSave: (content: ReturnType<typeof sent>, clear: () => void) => void }
type Set = (part: Partial<Draft>) => void

const MOST_KNOWN = 200

/** Who is in the register already need not be typed. */
const Known = ({ set }: { readonly set: Set }) => {
  const { t } = useTranslation('liaison')
  const can = useCan()
  const items = useAsk(outsiders, { limit: MOST_KNOWN }, { enabled: can('outsider.read') }).data?.items ?? []
  const take = (id: string | null) => {
    const one = items.find((each) => each.id === id)
    if (one) set({ kind: one.kind, name: one.name, contact: one.contact ?? '', email: one.email ?? '', phone: one.phone ?? '', locale: one.locale })
  }
  if (items.length === 0) return null
  return <SelectField label={t('party.known')} hint={t('party.knownHint')} search value={null} placeholder={t('party.knownChoose')} onChange={take} options={items.map((one) => ({ value: one.id, label: one.name }))} />
}

const Who = ({ draft, set, error }: { readonly draft: Draft; readonly set: Set; readonly error: Error | null }) => {
  const { t } = useTranslation('liaison')
  const term = useTerm()
  return (
    <div className='form-grid'>
      <SelectField label={t('party.kind')} required value={draft.kind} onChange={(kind) => set({ kind: (kind ?? 'supplier') as PartyKind })} options={PartyKind.options.map((value) => ({ value, label: term('partyKind', value) }))} />
      <TextField label={t('party.name')} required value={draft.name} error={faultOf(error, 'name')} onChange={(name) => set({ name })} />
      <TextField label={t('party.contact')} value={draft.contact} error={faultOf(error, 'contact')} onChange={(contact) => set({ contact })} />
      <TextField label={t('party.email')} inputMode='email' value={draft.email} error={faultOf(error, 'email')} onChange={(email) => set({ email })} />
      <TextField label={t('party.phone')} inputMode='tel' value={draft.phone} error={faultOf(error, 'phone')} onChange={(phone) => set({ phone })} />
      <SelectField label={t('party.locale')} value={draft.locale} onChange={(locale) => set({ locale: (locale ?? 'zh-CN') as Locale })} options={LOCALES.map((value) => ({ value, label: term('locale', value) }))} />
    </div>
  )
}

const Form = ({ from, begin, keep, save, error, pending, onSave }: Props) => {
  const { t } = useTranslation('liaison')
  const [draft, setDraft, clear] = useDraft<Draft>(keep, begin)
  const set: Set = (part) => setDraft((before) => ({ ...before, ...part }))
  const telling = draft.shows.some((code) => TELLS_WHO.includes(code))
  const bar = draft.name.trim() === '' ? t('party.nameMissing') : draft.matter.trim() === '' ? t('party.matterMissing') : telling && draft.reason.trim() === '' ? t('party.reasonMissing') : null
  return (
    <>
      <ProblemNote error={error} />
      <Known set={set} />
      <Who draft={draft} set={set} error={error} />
      <LongField label={t('party.matter')} hint={t('party.matterHint')} required rows={4} value={draft.matter} error={faultOf(error, 'matter')} onChange={(matter) => set({ matter })} />
      <Ticks label={t('party.shows')} hint={t('party.showsHint')} error={faultOf(error, 'shows')} options={from.released.map((one) => ({ value: one.code, label: `${say(one.label)}${t('party.colon')}${one.value}` }))} value={draft.shows} onChange={(shows) => set({ shows })} />
      {telling && <LongField label={t('party.reason')} hint={t('party.reasonHint')} required rows={2} value={draft.reason} error={faultOf(error, 'reason')} onChange={(reason) => set({ reason })} />}
      <Ticks label={t('party.files')} hint={t('party.filesHint')} error={faultOf(error, 'fileIds')} options={from.files.map((file) => ({ value: file.id, label: file.name }))} value={draft.fileIds} onChange={(fileIds) => set({ fileIds })} />
      <Ticks label={t('party.asks')} error={faultOf(error, 'asks')} options={from.asks.map((field) => ({ value: field.code, label: say(field.label) }))} value={draft.asks} onChange={(asks) => set({ asks })} />
      <div className='form-end'><ActionButton kind='primary' label={save} whyNot={bar} loading={pending} onPress={() => onSave(sent(draft), clear)} /></div>
    </>
  )
}

/** Somebody outside answers a part. What they see is chosen here; the link comes afterwards. */
export const AskPartyForm = ({ it, onDone }: OfForm) => {
  const { t } = useTranslation('liaison')
  const asked = useAsk(partyProposal, { id: it.id }, { still: true })
  const doing = useDo(askParty, onDone)
  return (
    <>
      <p className='form-lead'>{t('party.lead')}</p>
      <Asked query={asked} rows={8}>{(from) => <Form from={from} begin={first(from)} keep={`liaison.party.${it.id}`} save={t('party.save')} error={doing.error} pending={doing.isPending} onSave={(content, clear) => doing.mutate({ id: it.id, ...content }, { onSuccess: clear })} />}</Asked>
    </>
  )
}

export const ChangePartyForm = ({ it, stop, onDone }: OfStop) => {
  const { t } = useTranslation('liaison')
  const asked = useAsk(partyProposal, { id: it.id }, { still: true })
  const doing = useDo(changeParty, onDone)
  const { party } = stop
  if (!party) return null
  const begin: Draft = {
    kind: party.kind, name: party.name, contact: party.contact ?? '', email: party.email ?? '', phone: party.phone ?? '', locale: party.locale, matter: party.matter, shows: party.shown.map((one) => one.code), asks: party.asks, fileIds: party.files.map((file) => file.id), reason: party.releaseReason ?? '',
  }
  return (
    <>
      <p className='form-lead'>{t('party.changeLead')}</p>
      <Asked query={asked} rows={8}>{(from) => <Form from={from} begin={begin} keep={`liaison.party.${party.id}.${party.version}`} save={t('issue.keep')} error={doing.error} pending={doing.isPending} onSave={(content, clear) => doing.mutate({ id: party.id, version: party.version, ...content }, { onSuccess: clear })} />}</Asked>
    </>
  )
}
