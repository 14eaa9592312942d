import { useTranslation } from 'react-i18next'
import { type Decision, decisions, type FiredRule } from '#contract/decisions.ts'
import { units } from '#contract/identity.ts'
import type { PackView } from '#contract/packs.ts'
import { FORMS, type TableName } from '#contract/table-form.ts'
import type { Facts, Rule } from '#contract/table-shape.ts'
import { Asked } from '../../../app/Asked.tsx'
import { say, useTerm } from '../../../app/i18n.ts'
import { useAsk } from '../../../app/query.ts'
import { useClockLabel } from '../../../modules/clock/clock-label.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { When } from '../../../ui/When.tsx'
import { cellWords, isItems, itemsWords, type Json, type Speaker } from '../../settings/pack/cell-words.ts'
import { useScene } from '../scene.ts'
import './decisions.css'

interface Telling extends Speaker { unitName(code: string): string }

const EXPLAINS = ['why', 'text', 'basis']
/** What the heading says already, or what another column says with it. */
const SAID = ['clock', 'unit', 'rank']

const isTrue = (value: unknown) => value !== null && value !== undefined && value !== false && !(Array.isArray(value) && !value.length)

const givenWords = (speaker: Telling, name: string, gives: Rule['gives']): string => {
  const value = gives[name] as Json
  if (name === 'amount' && typeof gives['unit'] === 'string') return speaker.t('settings:pack.amount', { amount: value, unit: speaker.term('timeUnit', gives['unit']) })
  const words = (isItems(name) ? itemsWords(speaker, value) : cellWords(speaker, name, value)) ?? ''
  return value === true ? speaker.t(`settings:pack.fact.${name}`) : speaker.t('settings:pack.factIs', { fact: speaker.t(`tables:given.${name}`, { defaultValue: speaker.t(`settings:pack.fact.${name}`, { defaultValue: name }) }), value: words })
}

/** What a rule gives, in a line. */
const outcome = (speaker: Telling, table: TableName, gives: Rule['gives']) =>
  FORMS[table].outputs.filter(({ name }) => !EXPLAINS.includes(name) && !SAID.includes(name) && isTrue(gives[name])).map(({ name }) => givenWords(speaker, name, gives)).join(speaker.t('settings:pack.factSep'))

const factWords = (speaker: Telling, name: string, fact: Json): string => {
  const value = name === 'unit' ? [fact].flat().map((code) => speaker.unitName(String(code))).join(speaker.t('common:listSeparator')) : cellWords(speaker, name, fact)
  return speaker.t('settings:pack.factIs', { fact: speaker.t(`settings:pack.fact.${name}`, { defaultValue: name }), value: value ?? '' })
}

/** Of a list of expressions, those the text does mention. */
const mentioned = (cell: Json, fact: Json | undefined): Json => {
  if (typeof cell !== 'object' || cell === null || Array.isArray(cell) || !('contains' in cell) || typeof fact !== 'string') return cell
  return { contains: (cell['contains'] as string[]).filter((word) => fact.toLowerCase().includes(word.toLowerCase())) }
}

/** Why a rule fitted. */
const reasons = (speaker: Telling, rule: Pick<Rule, 'when'>, facts: Facts | null) =>
  Object.entries(rule.when as Record<string, Json>).map(([name, cell]) => factWords(speaker, name, mentioned(cell, facts?.[name] as Json | undefined))).join(speaker.t('settings:pack.factSep'))

const why = (rule: Pick<Rule, 'gives'>) => EXPLAINS.flatMap((name) => { const words = rule.gives[name]; return typeof words === 'object' && words !== null && 'zh-CN' in words ? [say(words as Parameters<typeof say>[0])] : [] })

const Fired = ({ fired, one, speaker }: { readonly fired: FiredRule; readonly one: Decision; readonly speaker: Telling }) => {
  const { t } = useTranslation('case')
  if (!fired.said) return <p className='muted'>{t('decisions.goneRule', { rule: fired.rule })}</p>
  const because = reasons(speaker, fired.said, one.facts)
  return (
    <>
      <p>{outcome(speaker, one.table, fired.said.gives) || t('decisions.nothing')}</p>
      {why(fired.said).map((line) => <p key={line}>{line}</p>)}
      <p className='muted'>{because ? t('decisions.because', { no: fired.no, because }) : t('decisions.always', { no: fired.no })}</p>
    </>
  )
}

const Today = ({ one, speaker }: { readonly one: Decision; readonly speaker: Telling }) => {
  const { t } = useTranslation('case')
  if (!one.today) return <p className='muted'>{t('decisions.unknown')}</p>
  if (one.today.same) return <p className='muted'>{t('decisions.same', { version: one.today.version })}</p>
  const said = one.today.rules.flatMap(({ said: rule }) => (rule ? [outcome(speaker, one.table, rule.gives) || t('decisions.nothing')] : []))
  return <p><Chip tone='warn'>{t('decisions.differs')}</Chip> {t('decisions.wouldBe', { version: one.today.version, said: said.join(speaker.t('common:listSeparator')) || t('decisions.noRule') })}</p>
}

/** Long texts stand in the case itself. */
const LONG = ['text', 'wants', 'event']

const AskedFor = ({ facts, speaker }: { readonly facts: Facts; readonly speaker: Telling }) => {
  const { t } = useTranslation('case')
  const lines = Object.entries(facts).filter(([name, value]) => !LONG.includes(name) && value !== '' && !(Array.isArray(value) && !value.length)).map(([name, value]) => factWords(speaker, name, value as Json))
  return <details><summary>{t('decisions.facts')}</summary><ul className='dots'>{lines.map((line) => <li key={line}>{line}</li>)}</ul></details>
}

/** Tables that are asked as a proposal is made. */
const OF_PROPOSAL: readonly TableName[] = ['authority', 'compensation', 'statute']

const One = ({ one, speaker }: { readonly one: Decision; readonly speaker: Telling }) => {
  const { t } = useTranslation('case')
  const labelOf = useClockLabel(speaker.pack)
  const title = speaker.term('table', one.table)
  const heading = one.of === null ? title : t('decisions.of', { table: title, of: one.table === 'clocks' ? labelOf(one.of) : OF_PROPOSAL.includes(one.table) ? t('remedy.no', { no: one.of }) : one.of })
  return (
    <li>
      <h3>{heading}</h3>
      <p className='muted'><When at={one.at} />　{t('decisions.version', { version: one.version })}</p>
      {one.rules.length === 0 && <p>{t('decisions.noRule')}</p>}
      {one.rules.map((fired) => <Fired key={fired.rule} fired={fired} one={one} speaker={speaker} />)}
      {one.otherwise !== null && <p><Chip>{t('decisions.byHand')}</Chip> {one.table === 'routing' ? t('decisions.stayed') : one.otherwise}</p>}
      <Today one={one} speaker={speaker} />
      {one.facts && <AskedFor facts={one.facts} speaker={speaker} />}
    </li>
  )
}

const useSpeaker = (pack: PackView): Telling => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const known = useAsk(units, { retired: '1' }).data?.items ?? []
  return { t, term, say, pack, unitName: (code) => known.find((unit) => unit.code === code)?.name ?? code }
}

/** Why the case is where it is: what tables of rules decided of it, from what, and what they would decide today. */
export const DecisionsPanel = () => {
  const { t } = useTranslation('case')
  const { it, pack } = useScene()
  const speaker = useSpeaker(pack)
  const query = useAsk(decisions, { id: it.id })
  return (
    <>
      <p className='hint'>{t('decisions.hint')}</p>
      <Asked query={query} rows={8}>{({ items }) => (items.length ? <ul className='why-l'>{items.map((one) => <One key={one.id} one={one} speaker={speaker} />)}</ul> : <p>{t('decisions.none')}</p>)}</Asked>
    </>
  )
}
