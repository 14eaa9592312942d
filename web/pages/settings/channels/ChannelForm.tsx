import { Button, Checkbox } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Channel, ChannelKind, changeChannel, createChannel, FIELDS, News, SITES } from '#contract/channel.ts'
import { LOCALES } from '#contract/common.ts'
import { units } from '#contract/identity.ts'
import { faultOf } from '../../../app/fault.ts'
import { localeNow, useTerm } from '../../../app/i18n.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { branches } from '../units/tree.ts'
import { emptyOf, inputOf, missingIn, type Typed, typedOf } from './fields.ts'
import { Templates } from './Templates.tsx'

interface PartProps { readonly typed: Typed; readonly isNew: boolean; readonly onChange: (typed: Typed) => void; readonly faultAt: (field: string) => string | undefined }

/** What the provider's console shows: names as they stand there. */
const Access = ({ typed, isNew, onChange, faultAt }: PartProps) => {
  const { t } = useTranslation('channel')
  const { plain, secret, optional } = FIELDS[typed.kind]
  const set = (part: 'settings' | 'secrets', name: string) => (value: string) => onChange({ ...typed, [part]: { ...typed[part], [name]: value } })
  const sites = SITES.map((value) => ({ value, label: t(`site.${value}`) }))
  return (
    <>
      {plain.map((name) => (name === 'site'
        ? <SelectField key={name} label={t('field.site')} value={typed.settings['site'] || SITES[0]} onChange={(value) => set('settings', name)(value ?? SITES[0])} options={sites} />
        : <TextField key={name} label={t(`field.${name}`)} required={!optional.includes(name)} value={typed.settings[name] ?? ''} onChange={set('settings', name)} hint={t(`fieldHint.${name}`, { defaultValue: '' }) || undefined} error={faultAt(`settings/${name}`)} />))}
      {secret.map((name) => <TextField key={name} label={t(`field.${name}`)} type='password' autoComplete='new-password' required={isNew && !optional.includes(name)} value={typed.secrets[name] ?? ''} onChange={set('secrets', name)} hint={isNew ? t(`fieldHint.${name}`, { defaultValue: '' }) || undefined : t('keepSecret')} error={faultAt(`secrets/${name}`)} />)}
    </>
  )
}

/** Of which cases the group hears, and of what. */
const Group = ({ typed, onChange, faultAt }: PartProps) => {
  const { t } = useTranslation('channel')
  const term = useTerm()
  const places = branches(useAsk(units, {}).data?.items ?? []).map(({ unit, depth }) => ({ value: unit.id, label: '　'.repeat(depth) + unit.name }))
  const toggle = (news: News) => onChange({ ...typed, news: typed.news.includes(news) ? typed.news.filter((one) => one !== news) : [...typed.news, news] })
  return (
    <>
      <SelectField label={t('unit')} clear search value={typed.unitId} onChange={(unitId) => onChange({ ...typed, unitId })} options={places} placeholder={t('everyUnit')} hint={t('unitHint')} error={faultAt('unitId')} />
      <Field label={t('news')} id='ch-news' required error={faultAt('news')} hint={t('newsHint')}>
        <fieldset className='ch-news' aria-label={t('news')}>{News.options.map((news, i) => <Checkbox key={news} {...(i === 0 && { id: 'ch-news' })} checked={typed.news.includes(news)} onChange={() => toggle(news)}>{t(`newsOf.${news}`)}</Checkbox>)}</fieldset>
      </Field>
      {typed.news.includes('summary') && <TextField label={t('summaryAt')} type='time' required value={typed.summaryAt} onChange={(summaryAt) => onChange({ ...typed, summaryAt })} error={faultAt('summaryAt')} />}
      <SelectField label={t('locale')} value={typed.locale} onChange={(value) => onChange({ ...typed, locale: LOCALES.find((one) => one === value) ?? 'zh-CN' })} options={LOCALES.map((value) => ({ value, label: term('locale', value) }))} />
    </>
  )
}

const useSaving = (channel: Channel | null, onDone: () => void) => {
  const creating = useDo(createChannel, onDone)
  const changing = useDo(changeChannel, onDone)
  const save = (typed: Typed) => { channel ? changing.mutate({ id: channel.id, ...inputOf(typed) }) : creating.mutate({ kind: typed.kind, ...inputOf(typed) }) }
  return { save, error: creating.error ?? changing.error, pending: creating.isPending || changing.isPending }
}

/** A way out: its kind, what the provider wants to know, and what goes through it. */
export const ChannelForm = ({ channel, onDone }: { readonly channel: Channel | null; readonly onDone: () => void }) => {
  const { t } = useTranslation('channel')
  const isNew = channel === null
  const [typed, setTyped] = useState<Typed>(() => (channel ? typedOf(channel) : emptyOf('wecomRobot', t('kinds.wecomRobot'), localeNow())))
  const [pressed, setPressed] = useState(false)
  const { save, error, pending } = useSaving(channel, onDone)
  const missing = missingIn(typed, isNew)
  const faultAt = (field: string) => (pressed && missing.has(field) ? t('settings:missing') : faultOf(error, field))
  const { medium } = FIELDS[typed.kind]
  const choose = (value: string | null) => {
    const kind = ChannelKind.catch('wecomRobot').parse(value)
    setTyped(emptyOf(kind, typed.name === t(`kinds.${typed.kind}`) ? t(`kinds.${kind}`) : typed.name, typed.locale))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (missing.size === 0) save(typed)
  }
  const part = { typed, isNew, onChange: setTyped, faultAt }
  return (
    <form onSubmit={submit} noValidate className='ch-form'>
      <ProblemNote error={error} fieldsBeside />
      {isNew && <SelectField label={t('kindLabel')} required value={typed.kind} onChange={choose} options={ChannelKind.options.map((value) => ({ value, label: t(`kinds.${value}`) }))} hint={t(`kindHint.${typed.kind}`)} />}
      <TextField label={t('name')} required value={typed.name} onChange={(name) => setTyped({ ...typed, name })} error={faultAt('name')} />
      <Access {...part} />
      {medium === 'robot' && <Group {...part} />}
      {medium === 'sms' && <Templates typed={typed} onChange={(templates) => setTyped({ ...typed, templates })} faultAt={faultAt} />}
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={null} loading={pending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
