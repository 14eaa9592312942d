import { Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { useMutation } from '@tanstack/react-query'
import { FACTS, type TableName } from '#contract/table-form.ts'
import type { Facts, Rule } from '#contract/table-shape.ts'
import { type TableView, type Trial, factsOfCase, tableVersions, tryTable } from '#contract/tables.ts'
import { call } from '../../../app/call.ts'
import { useAsk } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'
import type { Json } from '../pack/cell-words.ts'
import type { Writing } from './cell-text.ts'
import { type Column, cellOf } from './columns.ts'
import { FactsForm } from './FactsForm.tsx'
import { useColumnName } from './names.ts'
import { wordsOf } from './words.ts'

const MOST_OTHERS = 60

interface Shown { readonly columns: readonly Column[]; readonly writing: Writing }

const Gives = ({ gives, columns, writing }: Shown & { readonly gives: Trial['rules'][number]['gives'] }) => {
  const nameOf = useColumnName()
  const rule: Rule = { id: '', when: {}, gives: gives as Rule['gives'] }
  return <ul className='dots'>{columns.filter(({ given }) => given).flatMap((column) => { const words = wordsOf(writing, column, cellOf(rule, column) as Json | undefined); return words ? [<li key={column.key}>{writing.t('settings:pack.factIs', { fact: nameOf(column), value: words })}</li>] : [] })}</ul>
}

type Condition = Trial['rules'][number]['conditions'][number]

/** What a rule asks and what the case says, side by side, for each condition that does not hold. */
const Misses = ({ conditions, facts, writing }: Pick<Shown, 'writing'> & { readonly conditions: readonly Condition[]; readonly facts: Facts }) => {
  const { t } = useTranslation('tables')
  const nameOf = useColumnName()
  const said = (name: string, value: Json | undefined) => wordsOf(writing, { key: name, name, given: false, must: false, kind: FACTS[name] ?? { kind: 'text' } }, value)
  return <ul className='dots'>{conditions.filter(({ holds }) => !holds).map(({ name, asks }) => <li key={name}>{t('asksSays', { column: nameOf({ name, given: false }), asks: said(name, asks as Json) ?? '', says: said(name, facts[name] as Json | undefined) ?? t('notKnown') })}</li>)}</ul>
}

/** Which rule fires and what it gives; for the others, what kept them from it. */
const Result = ({ trial, facts, ...shown }: Shown & { readonly trial: Trial; readonly facts: Facts }) => {
  const { t } = useTranslation('tables')
  const numbered = trial.rules.map((rule, i) => ({ ...rule, no: i + 1 }))
  const fired = numbered.filter(({ fires }) => fires)
  const others = numbered.filter(({ fires }) => !fires)
  return (
    <div className='tb-res' role='status'>
      <h3>{fired.length ? t('fired', { numbers: fired.map(({ no }) => no).join(t('common:listSeparator')) }) : t('firedNone')}</h3>
      {fired.map(({ rule, no, gives }) => <section key={rule} aria-label={t('ruleNo', { no })}><b>{t('ruleNo', { no })}</b><Gives gives={gives} {...shown} /></section>)}
      <details><summary>{t('others', { count: others.length })}</summary>
        <ul className='dots'>
          {others.slice(0, MOST_OTHERS).map(({ rule, no, fits, conditions }) => <li key={rule}>{t('ruleNo', { no })} {fits ? t('tooLate') : <Misses conditions={conditions} facts={facts} writing={shown.writing} />}</li>)}
          {others.length > MOST_OTHERS && <li className='muted'>{t('moreOthers', { count: others.length - MOST_OTHERS })}</li>}
        </ul>
      </details>
    </div>
  )
}

type Found = z.output<typeof factsOfCase.output>

/** The facts of a case, by its number; of one of its points, where the table is asked by point. */
const FromCase = ({ table, onFound }: { readonly table: TableName; readonly onFound: (facts: Facts) => void }) => {
  const { t } = useTranslation('tables')
  const whyNot = useWhyNot()
  const [number, setNumber] = useState('')
  const [found, setFound] = useState<Found | null>(null)
  const finding = useMutation({ mutationFn: (of: { number: string; point?: number }) => call(factsOfCase, { table, ...of }), retry: false, onSuccess: (one) => { setFound(one); onFound(one.facts) } })
  const press = () => { setFound(null); finding.mutate({ number: number.trim() }) }
  return (
    <Field id='try-number' label={t('fromCase')} hint={t('fromCaseHint')} error={finding.error ? t('noSuchCase') : null}>
      <div className='tb-num'>
        <Input id='try-number' value={number} onChange={(event) => setNumber(event.target.value)} onPressEnter={(event) => { event.preventDefault(); if (number.trim()) press() }} />
        <ActionButton label={t('fromCaseDo')} whyNot={whyNot('packs.tryTable') ?? (number.trim() ? null : t('numberMissing'))} loading={finding.isPending} onPress={press} />
      </div>
      {found && found.points.length > 1 && <Segmented aria-label={t('fromPoint')} value={found.point ?? 0} onChange={(point) => finding.mutate({ number: found.number, point })} options={found.points.map((no) => ({ value: no, label: t('point', { no }) }))} />}
    </Field>
  )
}

/** Facts, and what the rules make of them: those in force, the draft, or an older version. */
export const TryBox = ({ view, hasDraft, columns, writing }: Shown & { readonly view: TableView; readonly hasDraft: boolean }) => {
  const { t } = useTranslation('tables')
  const whyNot = useWhyNot()
  const [facts, setFacts] = useState<Facts>({})
  const [by, setBy] = useState<string>(hasDraft ? 'draft' : 'published')
  const versions = useAsk(tableVersions, { table: view.table }).data?.items ?? []
  const trying = useMutation<Trial, Error, Facts>({ mutationFn: (tried) => call(tryTable, { table: view.table, facts: tried, by }), retry: false })
  const options = [...(hasDraft ? [{ value: 'draft', label: t('byDraft') }] : []), { value: 'published', label: t('byPublished', { version: view.published.version }) }, ...versions.filter(({ state }) => state !== 'inForce').map(({ id, version, state }) => ({ value: id, label: `${version} · ${t(`state.${state}`)}` }))]
  return (
    <form className='tb-try' noValidate onSubmit={(event) => { event.preventDefault(); trying.mutate(facts) }}>
      <p className='hint'>{t('tryHint')}</p>
      <Field id='try-by' label={t('by')}><Select id='try-by' aria-label={t('by')} value={by} onChange={setBy} options={options} style={{ width: '100%' }} /></Field>
      <FromCase table={view.table} onFound={(found) => { setFacts(found); trying.mutate(found) }} />
      <FactsForm names={view.facts} writing={writing} facts={facts} onChange={setFacts} />
      <ProblemNote error={trying.error} />
      <div className='form-end'><ActionButton kind='primary' submit label={t('try')} whyNot={whyNot('packs.tryTable')} loading={trying.isPending} /><Button onClick={() => { setFacts({}); trying.reset() }}>{t('empty')}</Button></div>
      {trying.data && <Result trial={trying.data} facts={trying.variables ?? {}} columns={columns} writing={writing} />}
    </form>
  )
}
