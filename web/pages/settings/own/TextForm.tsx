import { Button, Checkbox, Select } from 'antd'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALES, type Locale, type Words } from '#contract/common.ts'
import { OwnEntry, type OwnItem } from '#contract/own.ts'
import { units } from '#contract/identity.ts'
import { RemedyKind, Situation, STAGES, Temperament } from '#contract/packs.ts'
import { BodyKind } from '#contract/proceeding-pack.ts'
import { faultOf } from '../../../app/fault.ts'
import { localeNow, useTerm } from '../../../app/i18n.ts'
import { useAsk } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { ManyField, SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'
import { Languages } from '../Languages.tsx'
import { beginning, blanksOf, entryOf, NOTHING, paperOf, type Typed, typedOf } from './content.ts'
import { Ending, Overtaken } from './Ending.tsx'
import { PARTS, type Part, type TextList, textsAt } from './parts.ts'
import { SaidField } from './SaidField.tsx'
import { type Keep, useKeep } from './use-keep.ts'
import { WordingFields } from './WordingFields.tsx'
import { WordingTry } from './WordingTry.tsx'

interface Typing { readonly list: TextList; readonly item: OwnItem | null; readonly typed: Typed; readonly set: (part: Partial<Typed>) => void; readonly locale: Locale; readonly keep: Keep }

/** Where and to whom a phrase is offered. */
const Where = ({ typed, set }: Pick<Typing, 'typed' | 'set'>) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  const options = (kind: string, values: readonly string[]) => values.map((value) => ({ value, label: term(kind, value) }))
  return (
    <>
      <SelectField label={t('situation')} value={typed.situation} onChange={(value) => set({ situation: Situation.catch('calming').parse(value) })} options={options('situation', Situation.options)} search />
      <SelectField label={t('temperament')} hint={t('openHint')} value={typed.temperament} clear onChange={(value) => set({ temperament: value === null ? null : Temperament.parse(value) })} options={options('temperament', Temperament.options)} />
      <SelectField label={t('step')} value={typed.step} clear onChange={(value) => set({ step: STAGES.find((stage) => stage === value) ?? null })} options={options('stage', STAGES)} />
    </>
  )
}

/** What a body outside is, how it is reached, and for which units it is there. */
const Outside = ({ typed: { body }, set }: Pick<Typing, 'typed' | 'set'>) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  const places = useAsk(units, {}).data?.items ?? []
  return (
    <>
      <SelectField label={t('bodyKind')} hint={t('bodyKindHint')} required value={body.kind} onChange={(value) => set({ body: { ...body, kind: BodyKind.catch('otherBody').parse(value) } })} options={BodyKind.options.map((value) => ({ value, label: term('bodyKind', value) }))} />
      <TextField label={t('bodyContact')} value={body.contact} onChange={(contact) => set({ body: { ...body, contact } })} />
      <ManyField label={t('bodyUnits')} hint={t('bodyUnitsHint')} value={body.units} onChange={(next) => set({ body: { ...body, units: next } })} options={places.map((unit) => ({ value: unit.code, label: unit.name }))} />
    </>
  )
}

/** What is not to be said, in every spelling. */
const Find = ({ typed, set, keep }: Pick<Typing, 'typed' | 'set' | 'keep'>) => {
  const { t } = useTranslation('own')
  return (
    <Field id='own-find' label={t('find')} hint={t('findHint')} required error={faultOf(keep.error, 'entry/content/find')}>
      <Select id='own-find' mode='tags' open={false} suffixIcon={null} value={[...typed.find]} onChange={(find: string[]) => set({ find })} />
    </Field>
  )
}

/** Where a clause stands. */
const Kinds = ({ typed, set }: Pick<Typing, 'typed' | 'set'>) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  return <ManyField label={t('kinds')} hint={t('kindsHint')} value={typed.kinds} onChange={(kinds) => set({ kinds: RemedyKind.options.filter((one) => kinds.includes(one)) })} options={RemedyKind.options.map((value) => ({ value, label: term('remedyKind', value) }))} />
}

/** One text, or several with a line for one more. */
const Texts = ({ part, list, item, typed, set, locale, keep }: Typing & { readonly part: Part }) => {
  const { t } = useTranslation('own')
  const { key, several } = part
  const all = typed.texts[key] ?? []
  const put = (next: readonly Words[]) => set({ texts: { ...typed.texts, [key]: next } })
  const brought = textsAt(item?.pack ?? null, key)
  const name = t(`part.${list}.${key}`)
  const blanks = list === 'papers' ? brought.flatMap(blanksOf) : []
  const hint = blanks.length ? t('blanksHint', { blanks: blanks.join(' ') }) : undefined
  const fault = (at: number) => faultOf(keep.error, several ? `entry/content/${key}/${at}/${locale}` : `entry/content/${key}/${locale}`)
  return (
    <>
      {all.map((value, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own but their place.
        <SaidField key={at} label={several ? t('lineOf', { name, no: at + 1 }) : name} value={value} pack={brought[at]} locale={locale} long={part.long || several !== undefined} original={list === 'papers'} hint={hint} error={fault(at)} onChange={(next) => put(all.map((one, i) => (i === at ? next : one)))} />
      ))}
      {several && several[1] > several[0] && all.length < several[1] && <p className='own-more'><Button size='small' onClick={() => put([...all, NOTHING])}>{t('oneMore', { name })}</Button></p>}
    </>
  )
}

/** The whole paper with what is typed on it, before it is stored. */
const Tried = ({ item, typed, locale }: Pick<Typing, 'typed' | 'locale'> & { readonly item: OwnItem }) => {
  const { t } = useTranslation('own')
  const text = typed.texts.text?.[0]?.[locale] ?? ''
  return <p className='own-more'><Button href={links.paperExample(paperOf(item.code), locale, { code: item.code, text })} target='_blank' rel='noreferrer'>{t('tryOnPaper')}</Button></p>
}

const Told = ({ typed, set }: Pick<Typing, 'typed' | 'set'>) => {
  const { t } = useTranslation('own')
  return <Field label={t('told')} hint={t('toldHint')}><Checkbox className='tick' checked={typed.told} onChange={(event) => set({ told: event.target.checked })}>{t('told')}</Checkbox></Field>
}

const BESIDES: Partial<Record<TextList, (typing: Typing) => ReactNode>> = { phrases: Where, agreements: Kinds, bodies: Outside, telling: Told, forbidden: Find, wording: WordingFields }
/** What an entry says besides words. */
const Besides = (typing: Typing) => {
  const Of = BESIDES[typing.list]
  return Of && <Of {...typing} />
}

interface Props { readonly list: TextList; readonly item: OwnItem | null; readonly onDone: () => void }

/** Words of the firm's own in the place of the pack's, or beside them. */
export const TextForm = ({ list, item, onDone }: Props) => {
  const { t } = useTranslation('own')
  const whyNot = useWhyNot()
  const keep = useKeep(list, item, onDone)
  const [typed, setTyped] = useState(() => typedOf(list, beginning(item)))
  const [locale, setLocale] = useState<Locale>(localeNow())
  const { faultyIn } = keep
  useEffect(() => { const found = LOCALES.find((one) => one === faultyIn); if (found) setLocale(found) }, [faultyIn])
  const set = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }))
  const submit = (event: FormEvent) => { event.preventDefault(); keep.keep(entryOf(list, typed)) }
  // What is not yet whole is not tried.
  const tried = list === 'wording' ? OwnEntry.safeParse(entryOf(list, typed)).data : undefined
  const typing = { list, item, typed, set, locale, keep }
  return (
    <>
      <form onSubmit={submit} noValidate>
        <ProblemNote error={keep.error} fieldsBeside />
        {item && <Overtaken item={item} keep={keep} onTake={() => setTyped(typedOf(list, beginning(item)))} />}
        {item?.packSince && <p className='own-note'>{t('packSince')}</p>}
        <Besides {...typing} />
        <Languages label={t('language')} now={locale} onChoose={setLocale} said={(each) => Object.values(typed.texts).flat().every((words) => words[each].trim() !== '')}>
          <div>{PARTS[list].map((part) => <Texts key={part.key} part={part} {...typing} />)}</div>
        </Languages>
        {list === 'papers' && item && <Tried item={item} typed={typed} locale={locale} />}
        {tried?.list === 'wording' && <WordingTry code={item?.code ?? null} content={tried.content} />}
        <div className='form-end'><ActionButton kind='primary' submit label={t('common:save')} whyNot={whyNot(item ? 'packs.changeOwn' : 'packs.addOwn')} loading={keep.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
      </form>
      {item && <Ending list={list} item={item} keep={keep} stored={item.own && entryOf(list, typedOf(list, item.own))} />}
    </>
  )
}
