import { CheckCircleFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { PackView } from '#contract/packs.ts'
import { Go } from '../../../app/Go.tsx'
import { say, useTerm } from '../../../app/i18n.ts'
import { useCan } from '../../../app/session.tsx'
import { links } from '../../../links.ts'
import { ScrollX } from '../../../ui/ScrollX.tsx'
import { Section } from '../../../ui/Section.tsx'
import { cellWords, isItems, itemsWords, type Json, type Speaker } from './cell-words.ts'

type DecisionTable = PackView['tables'][number]
type Rule = DecisionTable['rules'][number]

/** Columns that only explain; they go under the result. */
const WHY = ['why', 'text', 'basis']

/** A length of time says its unit itself. */
const SAID_BESIDE = ['unit']

/** What it is about comes before how much. */
const givenNames = (table: DecisionTable) => [...new Set(table.rules.flatMap((rule) => Object.keys(rule.gives)))].filter((name) => !WHY.includes(name) && !SAID_BESIDE.includes(name)).toSorted((a, b) => Number(b === 'clock') - Number(a === 'clock'))
const explains = (table: DecisionTable) => table.rules.some((rule) => WHY.some((name) => rule.gives[name] !== undefined))
const askedFacts = (table: DecisionTable) => table.facts.filter((fact) => table.rules.some((rule) => rule.when[fact] !== undefined))

const LONG = 24

const Asks = ({ words }: { readonly words: string | null }) => {
  const { t } = useTranslation('settings')
  return <td className={words && words.length > LONG ? 'long' : ''}>{words ?? <span className='any'>{t('pack.any')}</span>}</td>
}

const Given = ({ rule, name, speaker }: { readonly rule: Rule; readonly name: string; readonly speaker: Speaker }) => {
  const value = rule.gives[name] as Json | undefined
  const { unit } = rule.gives
  if (name === 'amount' && typeof unit === 'string') return <td className='then'>{speaker.t('settings:pack.amount', { amount: value, unit: speaker.term('timeUnit', unit) })}</td>
  return <td className='then'>{(isItems(name) ? itemsWords(speaker, value) : cellWords(speaker, name, value)) ?? '—'}</td>
}

const Why = ({ rule, speaker }: { readonly rule: Rule; readonly speaker: Speaker }) => (
  <td className='then why-c'>{WHY.map((name) => cellWords(speaker, name, rule.gives[name] as Json | undefined)).filter(Boolean).map((line) => <p key={line}>{line}</p>)}</td>
)

const Sheet = ({ table, speaker }: { readonly table: DecisionTable; readonly speaker: Speaker }) => {
  const { t } = useTranslation('settings')
  const facts = askedFacts(table)
  const given = givenNames(table)
  const why = explains(table)
  return (
    <ScrollX label={speaker.term('table', table.table)}>
      <table className='sheet'>
        <caption className='sr'>{speaker.term('table', table.table)}</caption>
        <thead>
          <tr className='gh'><th rowSpan={2} scope='col'>{t('pack.no')}</th><th colSpan={facts.length} scope='colgroup'>{t('pack.if')}</th><th colSpan={given.length + Number(why)} scope='colgroup' className='then'>{t('pack.then')}</th></tr>
          <tr>{facts.map((fact) => <th key={fact} scope='col'>{t(`pack.fact.${fact}`, { defaultValue: fact })}</th>)}{given.map((name) => <th key={name} scope='col' className='then'>{t(`pack.fact.${name}`, { defaultValue: name })}</th>)}{why && <th scope='col' className='then'>{t('pack.why')}</th>}</tr>
        </thead>
        <tbody>
          {table.rules.map((rule, index) => (
            <tr key={rule.id} id={`${table.table}-${rule.id}`}>
              <th scope='row' title={rule.id}>{index + 1}</th>
              {facts.map((fact) => <Asks key={fact} words={cellWords(speaker, fact, rule.when[fact] as Json | undefined)} />)}
              {given.map((name) => <Given key={name} rule={rule} name={name} speaker={speaker} />)}
              {why && <Why rule={rule} speaker={speaker} />}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  )
}

const Examples = ({ table, speaker }: { readonly table: DecisionTable; readonly speaker: Speaker }) => {
  const { t } = useTranslation('settings')
  const number = (id: string) => table.rules.findIndex((rule) => rule.id === id) + 1
  const factWords = (facts: DecisionTable['examples'][number]['facts']) =>
    Object.entries(facts).map(([fact, value]) => t('pack.factIs', { fact: t(`pack.fact.${fact}`, { defaultValue: fact }), value: cellWords(speaker, fact, value as Json) })).join(t('pack.factSep'))
  return (
    <details className='exs'>
      <summary>{t('pack.examples', { count: table.examples.length })}</summary>
      <ul>
        {table.examples.map((example) => (
          <li key={JSON.stringify(example.facts)}>
            <CheckCircleFilled aria-hidden='true' />
            <span>{factWords(example.facts)}<b>{example.rules.length === 0 ? t('pack.noRule') : t('pack.rules', { numbers: example.rules.map(number).join(t('common:listSeparator')) })}</b></span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Decision tables to read like a spreadsheet, each with the examples that prove it. */
export const Tables = ({ pack }: { readonly pack: PackView }) => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  const can = useCan()
  const speaker: Speaker = { t, term, say, pack }
  return (
    <div className='stack'>
      {pack.tables.map((table) => (
        <Section key={table.table} title={term('table', table.table)} count={t(`pack.hit.${table.hit}`)} extra={<>{t('pack.version', { version: table.version })}{can('packs.readTables') && <> · <Go className='edit' to={links.table(table.table)} aria-label={t('pack.editTableOf', { table: term('table', table.table) })}>{t('pack.editTable')}</Go></>}</>}>
          <Sheet table={table} speaker={speaker} />
          <Examples table={table} speaker={speaker} />
        </Section>
      ))}
    </div>
  )
}
