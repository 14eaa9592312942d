import { Button, Checkbox, Select, TreeSelect } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALES, type Locale } from '#contract/common.ts'
import type { OwnField, OwnItem } from '#contract/own.ts'
import { Channel, FIELD_KINDS, type PackView } from '#contract/packs.ts'
import { faultOf } from '../../../app/fault.ts'
import { localeNow, say, useTerm } from '../../../app/i18n.ts'
import { categoryTree } from '../../../modules/complaint/category-tree.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'
import { Languages } from '../Languages.tsx'
import { Choices } from './Choices.tsx'
import { beginning, fieldOf } from './content.ts'
import { Ending, Overtaken } from './Ending.tsx'
import { SaidField } from './SaidField.tsx'
import { useKeep } from './use-keep.ts'

interface Props { readonly item: OwnItem | null; readonly pack: PackView; readonly onDone: () => void }
interface Typing { readonly field: OwnField; readonly set: (part: Partial<OwnField>) => void; readonly pack: PackView; readonly fault: (name: string) => string | undefined }

/** When it is asked: of which categories, of what came which way. */
const Asked = ({ field, set, pack, fault }: Typing) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  return (
    <>
      <Field id='own-categories' label={t('categories')} hint={t('categoriesHint')} error={fault('categories')}>
        <TreeSelect<string[]> id='own-categories' multiple allowClear showSearch={{ treeNodeFilterProp: 'title' }} placeholder={t('always')} value={field.categories} onChange={(categories) => set({ categories })}
          treeData={categoryTree(pack.categories.filter((one) => !one.retired || field.categories.includes(one.code)), say)} />
      </Field>
      <Field id='own-channels' label={t('channels')} hint={t('channelsHint')} error={fault('channels')}>
        <Select<OwnField['channels']> id='own-channels' mode='multiple' allowClear placeholder={t('everyChannel')} value={field.channels} onChange={(channels) => set({ channels })} options={Channel.options.map((value) => ({ value, label: term('channel', value) }))} />
      </Field>
    </>
  )
}

/** What is filled in. Once stored it stays so: answers are of that kind. */
const Kind = ({ field, set, fault, fixed }: Typing & { readonly fixed: boolean }) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  const options = FIELD_KINDS.filter((kind) => !fixed || kind === field.type).map((value) => ({ value, label: term('fieldType', value) }))
  return <SelectField label={t('kind')} hint={t(fixed ? 'kindFixed' : 'kindHint')} value={field.type} onChange={(value) => set({ type: FIELD_KINDS.find((kind) => kind === value) ?? 'text' })} options={options} error={fault('type')} />
}

/** What stands behind the answer, and whether there must be one. */
const Answering = ({ field, set, fault }: Typing) => {
  const { t } = useTranslation('own')
  return (
    <>
      {(field.type === 'number' || field.type === 'text') && <TextField label={t('unit')} hint={t('unitHint')} value={field.unit} onChange={(unit) => set({ unit })} error={fault('unit')} />}
      <Checkbox className='tick' checked={field.required} onChange={(event) => set({ required: event.target.checked })}>{t('required')}</Checkbox>
    </>
  )
}

const useTyped = (item: OwnItem | null) => {
  const [field, setField] = useState(() => fieldOf(beginning(item)))
  return { field, set: (part: Partial<OwnField>) => setField((before) => ({ ...before, ...part })), anew: () => setField(fieldOf(beginning(item))) }
}

/** A field of the registration: the pack's as the firm wants it, or one of its own. */
export const FieldForm = ({ item, pack, onDone }: Props) => {
  const { t } = useTranslation('own')
  const whyNot = useWhyNot()
  const keep = useKeep('fields', item, onDone)
  const { field, set, anew } = useTyped(item)
  const [locale, setLocale] = useState<Locale>(localeNow())
  const { faultyIn } = keep
  useEffect(() => { const found = LOCALES.find((one) => one === faultyIn); if (found) setLocale(found) }, [faultyIn])
  const fault = (name: string) => faultOf(keep.error, `entry/content/${name}`)
  const brought = item?.pack ? fieldOf(item.pack) : undefined
  const typing = { field, set, pack, fault }
  const submit = (event: FormEvent) => { event.preventDefault(); keep.keep({ list: 'fields', content: field }) }
  return (
    <>
      <form onSubmit={submit} noValidate>
        <ProblemNote error={keep.error} fieldsBeside />
        {item && <Overtaken item={item} keep={keep} onTake={anew} />}
        {item?.packSince && <p className='own-note'>{t('packSince')}</p>}
        <Kind {...typing} fixed={item !== null} />
        <Languages label={t('language')} now={locale} onChoose={setLocale} said={(each) => field.label[each].trim() !== ''}>
          <div>
            <SaidField label={t('part.fields.label')} value={field.label} pack={brought?.label} locale={locale} error={fault(`label/${locale}`)} onChange={(label) => set({ label })} />
            <SaidField label={t('part.fields.hint')} optional value={field.hint} pack={brought?.hint} locale={locale} error={fault(`hint/${locale}`)} onChange={(hint) => set({ hint })} />
            {(field.type === 'choice' || field.type === 'several') && (
              <Choices choices={field.choices} known={fieldOf(item?.own ?? item?.pack ?? null).choices.map(({ code }) => code)} pack={brought?.choices ?? []} locale={locale} fault={fault('choices')} error={(at) => fault(`choices/${at}/label/${locale}`)} onChange={(choices) => set({ choices })} />
            )}
          </div>
        </Languages>
        <Answering {...typing} />
        <Asked {...typing} />
        <div className='form-end'><ActionButton kind='primary' submit label={t('common:save')} whyNot={whyNot(item ? 'packs.changeOwn' : 'packs.addOwn')} loading={keep.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
      </form>
      {item && <Ending list='fields' item={item} keep={keep} stored={item.own && { list: 'fields', content: fieldOf(item.own) }} />}
    </>
  )
}
