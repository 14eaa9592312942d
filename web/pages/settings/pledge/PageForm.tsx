import { Checkbox, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { units } from '#contract/identity.ts'
import { changePage, type Page, type Shows } from '#contract/pledge.ts'
import { Flags } from '../../../app/checked/Flags.tsx'
import { rewritten, useChecked } from '../../../app/checked/use-checked.ts'
import { faultOf } from '../../../app/fault.ts'
import { localeNow, say } from '../../../app/i18n.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field, useFieldControl } from '../../../ui/Field.tsx'
import { LongField, TextField } from '../../../ui/inputs.tsx'
import { PlainText } from './PlainText.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useWhyNot } from '../allowed.ts'
import { Languages } from '../Languages.tsx'

const ROWS = 16

const Places = ({ value, onChange }: { readonly value: readonly string[]; readonly onChange: (ids: string[]) => void }) => {
  const { t } = useTranslation('pledge')
  const all = useAsk(units, {}).data?.items ?? []
  return <Select {...useFieldControl()} mode='multiple' showSearch={{ optionFilterProp: 'label' }} value={[...value]} onChange={onChange} placeholder={t('everyPlace')} options={all.map((one) => ({ value: one.id, label: one.name }))} />
}

interface PartsProps { readonly page: Page; readonly shows: Shows; readonly onChange: (part: Partial<Shows>) => void; readonly fault: (name: string) => string | undefined }

/** What stands on the page beside the pledge. */
const Parts = ({ page, shows, onChange, fault }: PartsProps) => {
  const { t } = useTranslation('pledge')
  const toggle = (code: string, on: boolean) => onChange({ outside: on ? [...shows.outside, code] : shows.outside.filter((one) => one !== code) })
  return (
    <Section title={t('parts')}>
      <div className='card-b'>
        <Field label={t('places')} hint={t('placesHint')} error={fault('shows/unitIds')}><Places value={shows.unitIds} onChange={(unitIds) => onChange({ unitIds })} /></Field>
        <TextField label={t('email')} type='email' inputMode='email' value={shows.email} onChange={(email) => onChange({ email })} error={fault('shows/email')} />
        <TextField label={t('post')} value={shows.post} onChange={(post) => onChange({ post })} error={fault('shows/post')} />
        <fieldset className='checks'>
          <legend>{t('also')}</legend>
          {(['figures', 'stories', 'meetings'] as const).map((name) => <Checkbox key={name} checked={shows[name]} onChange={(event) => onChange({ [name]: event.target.checked })}>{t(`show.${name}`)}</Checkbox>)}
        </fieldset>
        {page.outside.length > 0 && (
          <fieldset className='checks'>
            <legend>{t('outside')}</legend>
            {page.outside.map((way) => <Checkbox key={way.code} checked={shows.outside.includes(way.code)} onChange={(event) => toggle(way.code, event.target.checked)}>{say(way.label)} <span className='muted'>{way.contact}</span></Checkbox>)}
          </fieldset>
        )}
      </div>
    </Section>
  )
}

/** The pledge as it is written, and beside it as it is read. */
export const PageForm = ({ page }: { readonly page: Page }) => {
  const { t } = useTranslation('pledge')
  const whyNot = useWhyNot()
  const [name, setName] = useState(page.name)
  const [texts, setTexts] = useState(page.texts)
  const [shows, setShows] = useState(page.shows)
  const [locale, setLocale] = useState(localeNow())
  // As it was when it was read: what somebody else saves meanwhile is not written over.
  const [version, setVersion] = useState(page.version)
  const saving = useDo(changePage, (saved) => setVersion(saved.version))
  const checked = useChecked(null, texts)
  const fault = (field: string) => faultOf(saving.error, field)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate({ version, name: name.trim(), texts, shows })
  }
  const address = page.address.slice(0, page.address.lastIndexOf('/') + 1)
  return (
    <form onSubmit={submit} noValidate className='stack'>
      <Section title={t('pledge')}>
        <div className='card-b'>
          <TextField label={t('name')} required value={name} onChange={setName} hint={t('nameHint', { address: address + name.trim() })} error={fault('name')} />
          <Languages label={t('language')} now={locale} onChoose={setLocale} said={(each) => texts[each].trim() !== ''}>
            <div className='two-up'>
              <LongField label={t('text')} rows={ROWS} value={texts[locale]} onChange={(text) => setTexts({ ...texts, [locale]: text })} hint={t('format')} error={fault('texts') ?? fault(`texts/${locale}`)} />
              <section aria-label={t('preview')} className='preview'><p className='muted'>{t('preview')}</p><PlainText text={texts[locale]} /></section>
            </div>
            <Flags flags={checked.in(locale)} onReplace={(found, instead) => setTexts({ ...texts, [locale]: rewritten(texts[locale], found, instead) })} />
          </Languages>
        </div>
      </Section>
      <Parts page={page} shows={shows} onChange={(part) => setShows({ ...shows, ...part })} fault={fault} />
      <ProblemNote error={saving.error} fieldsBeside />
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot('pledge.changePage') ?? (checked.stopped ? t('commitment:stopped') : null)} loading={saving.isPending} />{saving.isSuccess && <span role='status' className='muted'>{t('saved')}</span>}</div>
    </form>
  )
}
