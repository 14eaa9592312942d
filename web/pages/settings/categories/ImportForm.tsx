import { Button, Input } from 'antd'
import { type ChangeEvent, type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DraftCategory, importCategories } from '#contract/categories.ts'
import { Matter } from '#contract/packs.ts'
import { faultOf } from '../../../app/fault.ts'
import { useTerm } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { SelectField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { CategoryPicker } from '../../../modules/complaint/CategoryPicker.tsx'
import { useWhyNot } from '../allowed.ts'

/** Tables of Chinese offices are often written in the older encoding. */
const readTable = async (file: File): Promise<string> => {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** A whole tree from a table: into the draft, to be looked at before it is published. */
export const ImportForm = ({ items, onDone }: { readonly items: readonly DraftCategory[]; readonly onDone: () => void }) => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  const whyNot = useWhyNot()
  const [csv, setCsv] = useState('')
  const [parent, setParent] = useState<string | null>(null)
  const [matter, setMatter] = useState<Matter>('product')
  const chosen = useRef<HTMLInputElement>(null)
  const importing = useDo(importCategories)
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? []
    if (file) setCsv(await readTable(file))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    importing.mutate({ csv, parent, matter })
  }
  return (
    <form onSubmit={submit} noValidate>
      <p className='form-lead'>{t('categories.importHint')}</p>
      <ProblemNote error={importing.error} fieldsBeside />
      <input ref={chosen} type='file' accept='.csv,.txt,text/csv' className='sr' aria-label={t('categories.file')} tabIndex={-1} onChange={(event) => { void take(event) }} />
      <p><Button onClick={() => chosen.current?.click()}>{t('categories.file')}</Button></p>
      <Field id='import-csv' label={t('categories.csv')} error={faultOf(importing.error, 'csv')} hint={t('categories.csvHint')}><Input.TextArea id='import-csv' rows={8} value={csv} onChange={(event) => setCsv(event.target.value)} /></Field>
      <Field id='import-parent' label={t('categories.under')} hint={t('categories.underHint')} error={faultOf(importing.error, 'parent')}><CategoryPicker id='import-parent' categories={items.filter((one) => !one.retired)} value={parent} onChange={setParent} /></Field>
      <SelectField label={t('categories.matter')} value={matter} onChange={(value) => setMatter((value ?? 'product') as Matter)} options={Matter.options.map((value) => ({ value, label: term('matter', value) }))} />
      {importing.data && <p className='done-s' role='status'>{t('categories.imported', importing.data)}</p>}
      <div className='form-end'><ActionButton label={t('categories.importDo')} kind='primary' submit whyNot={whyNot('packs.importCategories') ?? (csv.trim() ? null : t('categories.importNone'))} loading={importing.isPending} /><Button onClick={onDone}>{t(importing.data ? 'categories.importEnd' : 'common:cancel')}</Button></div>
    </form>
  )
}
