import { Button, Input, Select } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { type DraftCategory, addCategory, changeCategory } from '#contract/categories.ts'
import { Matter } from '#contract/packs.ts'
import { LOCALES } from '#contract/common.ts'
import { faultOf } from '../../../app/fault.ts'
import { say, useTerm } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { useForm } from '../../../ui/form.ts'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { categoryPath } from '../../../modules/complaint/category-tree.ts'
import { useWhyNot } from '../allowed.ts'
import { Retiring } from './Retiring.tsx'

interface Props { readonly items: readonly DraftCategory[]; readonly item: DraftCategory | null; readonly parent: string | null; readonly onDone: () => void }

/** What is pasted comes apart at commas of both writings (U+FF0C, U+3001) and at new lines. */
const BETWEEN_WORDS = [',', '\n', ...String.fromCharCode(0xff0c, 0x3001)]

const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')

const useValues = (item: DraftCategory | null, above: DraftCategory | undefined) => useForm({
  'zh-CN': item?.label['zh-CN'] ?? '', 'zh-Hant': item?.label['zh-Hant'] ?? '', en: item?.label.en ?? '', matter: item?.matter ?? above?.matter ?? 'product', keywords: [...item?.keywords ?? []], wording: (item?.wording ?? []).join('\n'),
})

/** Names in three languages, what it is about, and the words of customers that lead to it. */
export const CategoryForm = ({ items, item, parent, onDone }: Props) => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  const whyNot = useWhyNot()
  const form = useValues(item, items.find(({ code }) => code === parent))
  const adding = useDo(addCategory, onDone)
  const changing = useDo(changeCategory, onDone)
  const doing = item ? changing : adding
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { matter, keywords, wording, ...label } = form.values
    const content = { label, matter, keywords, wording: lines(wording) }
    if (item) changing.mutate({ code: item.code, version: item.version, ...content })
    else adding.mutate({ parent, ...content })
  }
  const path = categoryPath(items, parent, say, t('common:pathSeparator'))
  return (
    <>
      <form onSubmit={submit} noValidate>
        <p className='muted'>{path ? t('categories.below', { path }) : t('categories.atTop')}{item && <> · {item.code}</>}</p>
        <ProblemNote error={doing.error} />
        {LOCALES.map((locale) => <TextField key={locale} label={t(`categories.name.${locale}`)} value={form.values[locale]} onChange={form.set(locale)} error={locale === 'zh-CN' ? faultOf(doing.error, 'label') : undefined} hint={locale === 'en' && t('categories.nameHint')} />)}
        <SelectField label={t('categories.matter')} value={form.values.matter} onChange={(value) => form.set('matter')((value ?? 'product') as Matter)} options={Matter.options.map((value) => ({ value, label: term('matter', value) }))} hint={t('categories.matterHint')} />
        <Field id='category-keywords' label={t('categories.keywords')} hint={t('categories.keywordsHint')} error={faultOf(doing.error, 'keywords')}>
          <Select id='category-keywords' mode='tags' open={false} suffixIcon={null} tokenSeparators={BETWEEN_WORDS} value={form.values.keywords} onChange={(value: string[]) => form.set('keywords')(value)} />
        </Field>
        <Field id='category-wording' label={t('categories.wording')} hint={t('categories.wordingHint')} error={faultOf(doing.error, 'wording')}>
          <Input.TextArea id='category-wording' autoSize={{ minRows: 2, maxRows: 8 }} value={form.values.wording} onChange={(event) => form.set('wording')(event.target.value)} />
        </Field>
        <div className='form-end'><ActionButton label={t('categories.save')} kind='primary' submit whyNot={whyNot(item ? 'packs.changeCategory' : 'packs.addCategory')} loading={doing.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
      </form>
      {item && <Retiring item={item} onDone={onDone} />}
    </>
  )
}
