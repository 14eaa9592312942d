import { useTranslation } from 'react-i18next'
import { type Case, changeFields } from '#contract/casefile.ts'
import type { Field, FieldAnswer } from '#contract/packs.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { PackFieldInput } from './PackFieldInput.tsx'

interface Props { readonly it: Pick<Case, 'id' | 'fields' | 'may'>; readonly fields: readonly Field[]; readonly onDone: () => void }
/** What is typed anew, by field, with what stood there when it was. */
type Draft = Readonly<Record<string, { readonly was: FieldAnswer | null; readonly now: FieldAnswer | null }>>

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** What was not asked when the case came, or was written down wrongly. */
export const FieldsForm = ({ it, fields, onDone }: Props) => {
  const { t } = useTranslation('case')
  const [draft, setDraft, clear] = useDraft<Draft>(`fields.${it.id}`, {})
  const doing = useDo(changeFields, () => { clear(); onDone() })
  const stored = (code: string): FieldAnswer | null => it.fields[code] ?? null
  const changes = fields.flatMap(({ code }) => { const typed = draft[code]; return typed && !same(typed.now, stored(code)) ? [{ field: code, was: stored(code), now: typed.now }] : [] })
  // Somebody else put something there: who stores after that has seen it said.
  const overtaken = (code: string) => { const typed = draft[code]; return typed !== undefined && !same(typed.was, stored(code)) && !same(typed.now, stored(code)) }
  const put = ({ code }: Field, value: FieldAnswer | undefined) => setDraft((before) => ({ ...before, [code]: { was: stored(code), now: value ?? null } }))
  return (
    <>
      <p className='form-lead'>{t('fields.lead')}</p>
      <ProblemNote error={doing.error} fieldsBeside />
      {fields.map((field) => {
        const typed = draft[field.code]
        return <PackFieldInput key={field.code} field={field} value={(typed ? typed.now : stored(field.code)) ?? undefined} error={faultOf(doing.error, `fields/${field.code}`) ?? (overtaken(field.code) ? t('fields.overtaken') : undefined)} onChange={(value) => put(field, value)} />
      })}
      <div className='form-end'><ActionButton kind='primary' label={t('fields.save')} whyNot={it.may['complaint.changeFields'] ?? (changes.length ? null : t('fields.none'))} loading={doing.isPending} onPress={() => doing.mutate({ id: it.id, changes })} /></div>
    </>
  )
}
