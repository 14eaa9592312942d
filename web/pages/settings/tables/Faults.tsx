import { useTranslation } from 'react-i18next'
import type { Fault } from '#contract/table-checks.ts'
import type { Rule } from '#contract/table-shape.ts'
import { codeWord, type Json, whenWords } from '../pack/cell-words.ts'
import type { Writing } from './cell-text.ts'
import { useColumnName } from './names.ts'

const MOST = 40

/** What is said of an example, or of sums, is said in words of its own. */
const keyOf = (what: Fault['what'], rule: string | null, value: string) => {
  if (what === 'unknown' && rule === null) return 'unknownExample'
  return what === 'overlap' && value ? 'overlapOf' : what
}

interface Props { readonly faults: readonly Fault[]; readonly rules: readonly Rule[]; readonly writing: Writing; readonly onShow: (row: number) => void }

/** What is wrong, in words, each with a way to where it is. */
export const Faults = ({ faults, rules, writing, onShow }: Props) => {
  const { t } = useTranslation('tables')
  const nameOf = useColumnName()
  const places = new Map(rules.map(({ id }, i) => [id, i]))
  const must = faults.filter((one) => one.must)
  const notes = faults.filter((one) => !one.must)
  const no = (id: string | null | undefined) => (places.get(id ?? '') ?? -1) + 1
  const words = ({ what, rule, other, name = '', value = '', facts = {}, example = 0, fired = [] }: Fault) => t(`fault.${keyOf(what, rule, value)}`, {
    no: no(rule), other: no(other), example: example + 1, name: name && nameOf({ name, given: what === 'missing' }), value: value && codeWord(writing, name, value),
    facts: whenWords(writing, facts as Record<string, Json>, []) || t('nothingKnown'), fired: fired.map(no).join(t('common:listSeparator')) || t('noRule'),
  })
  const line = (one: Fault) => {
    const row = places.get(one.rule ?? '')
    return <li key={JSON.stringify([one.what, one.rule, one.other, one.name, one.value, one.example, one.facts])}>{row === undefined || one.what === 'example' ? words(one) : <button type='button' className='link' onClick={() => onShow(row)}>{words(one)}</button>}</li>
  }
  if (faults.length === 0) return <p className='tb-ok' role='status'>{t('sound')}</p>
  return (
    <div className='tb-faults'>
      {must.length > 0 && <section className='must' aria-label={t('mustTitle')}><b role='status'>{t('must', { count: must.length })}</b><ul className='dots'>{must.slice(0, MOST).map(line)}</ul>{must.length > MOST && <p className='muted'>{t('moreFaults', { count: must.length - MOST })}</p>}</section>}
      {notes.length > 0 && <details className='note'><summary>{t('notes', { count: notes.length })}</summary><ul className='dots'>{notes.slice(0, MOST).map(line)}</ul>{notes.length > MOST && <p className='muted'>{t('moreFaults', { count: notes.length - MOST })}</p>}</details>}
    </div>
  )
}
