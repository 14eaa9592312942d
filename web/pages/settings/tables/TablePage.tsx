import { PlusOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { installed, type PackView } from '#contract/packs.ts'
import { examplesFor, type Fault, faultsIn } from '#contract/table-checks.ts'
import { TableName } from '#contract/table-form.ts'
import type { Known } from '#contract/table-known.ts'
import type { Table } from '#contract/table-shape.ts'
import { type TableView, discardTable, table as asked } from '#contract/tables.ts'
import { Asked } from '../../../app/Asked.tsx'
import { usePanel } from '../../../app/Go.tsx'
import { localeNow, say, useTerm } from '../../../app/i18n.ts'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { usePhone } from '../../../ui/phone.ts'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'
import type { Writing } from './cell-text.ts'
import { blankRule, type Column, columnsOf, newRuleId } from './columns.ts'
import { type Content, withCopy, withMoved, withChanged, withoutRule, withRule } from './content.ts'
import { Examples } from './Examples.tsx'
import { Faults } from './Faults.tsx'
import { DecideForm, SendForm } from './Life.tsx'
import { PastCases } from './PastCases.tsx'
import { RuleCards } from './RuleCards.tsx'
import { RuleForm } from './RuleForm.tsx'
import { Sheet } from './Sheet.tsx'
import { TryBox } from './TryBox.tsx'
import { useFaults } from './use-faults.ts'
import { type Editing, useDraft } from './use-draft.ts'
import { DecidedBefore } from './DecidedBefore.tsx'
import { Exceptions } from './Exceptions.tsx'
import { Versions } from './Versions.tsx'
import '../pack/pack.css'
import './tables.css'

/** By these tables proposals were decided. */
const BACK_TESTED: readonly TableName[] = ['authority', 'compensation']

interface Desk { readonly view: TableView; readonly editing: Editing; readonly columns: readonly Column[]; readonly writing: Writing; readonly ranks: ReadonlyMap<string, number>; readonly readOnly: boolean; readonly known: Known; readonly shown: Table }

const useDesk = (view: TableView, pack: PackView): Desk => {
  const { t } = useTranslation('tables')
  const term = useTerm()
  const whyNot = useWhyNot()
  const editing = useDraft(view)
  const columns = useMemo(() => columnsOf(view.table, view.facts), [view.table, view.facts])
  const ranks = useMemo(() => new Map(pack.positions.map(({ code, rank }) => [code, rank])), [pack])
  const known = useMemo(() => ({ categories: pack.categories, classes: pack.classes.map(({ code }) => code), clocks: pack.clocks.map(({ kind }) => kind), positions: pack.positions, units: view.units, law: view.law ?? undefined }), [pack, view])
  const readOnly = view.draft?.state === 'sent' || whyNot('packs.changeTable') !== null
  return { view, editing, columns, ranks, known, readOnly, writing: { t, term, say, pack, units: view.units, locale: localeNow() }, shown: { table: view.table, version: '', hit: view.hit, facts: view.facts, rules: [...editing.content.rules], examples: [...editing.content.examples] } }
}

/** Where the draft stands, and what is to be done with it next. */
const Standing = ({ view, editing, must, onReset }: Pick<Desk, 'view' | 'editing'> & { readonly must: number; readonly onReset: () => void }) => {
  const { t } = useTranslation('tables')
  const whyNot = useWhyNot()
  const { open } = usePanel()
  const discarding = useDo(discardTable, onReset)
  const { draft } = view
  if (draft?.state === 'sent') return <div className='tb-st card'><p><Chip tone='warn'>{t('sent')}</Chip> {t('sentBy', { name: draft.sentBy?.name ?? '' })} {draft.sentAt && <When at={draft.sentAt} />}</p><Button type='primary' onClick={() => open('decide')}>{t('decide')}</Button></div>
  if (editing.version === 0 && editing.state === 'saved') return null
  return (
    <div className='tb-st card'>
      <p role='status'><Chip>{t('draft')}</Chip> {t(`kept.${editing.state}`)}</p>
      {draft?.returned && <p className='tb-ret'>{t('returnedBy', { name: draft.returned.by.name })}<q>{draft.returned.reason}</q></p>}
      {editing.met !== null && <p role='status'>{t('met', { count: editing.met })}</p>}
      <ProblemNote error={editing.error ?? discarding.error} />
      <span className='tb-acts'>
        {editing.state === 'failed' && <Button onClick={editing.retry}>{t('common:retry')}</Button>}
        <ActionButton kind='primary' label={t('send')} whyNot={whyNot('packs.sendTable') ?? (must ? t('mustFirst', { count: must }) : null)} onPress={() => open('send')} />
        <Confirm label={t('discard')} question={t('discardSure')} whyNot={whyNot('packs.discardTable')} loading={discarding.isPending} onConfirm={() => discarding.mutate({ table: view.table, version: editing.version })} />
      </span>
    </div>
  )
}

const Tools = ({ editing, columns, readOnly, view, onAdded }: Pick<Desk, 'editing' | 'columns' | 'readOnly' | 'view'> & { readonly onAdded: (row: number) => void }) => {
  const { t } = useTranslation('tables')
  const { open } = usePanel()
  const { content } = editing
  // Where the first rule that fits decides, the last one takes all that is left: what comes new stands before it.
  const add = () => { const at = view.hit === 'first' ? Math.max(0, content.rules.length - 1) : content.rules.length; editing.change(withRule(content, at, blankRule(columns, newRuleId()))); onAdded(at) }
  return (
    <p className='tb-acts'>
      {!readOnly && <><Button icon={<PlusOutlined aria-hidden='true' />} onClick={add}>{t('add')}</Button><Button icon={<UndoOutlined aria-hidden='true' />} disabled={!editing.canUndo} onClick={editing.undo}>{t('undo')}</Button><Button icon={<RedoOutlined aria-hidden='true' />} disabled={!editing.canRedo} onClick={editing.redo}>{t('redo')}</Button></>}
      <Button onClick={() => open('try')}>{t('tryBox')}</Button>
      <ActionButton label={t('past.title')} whyNot={editing.version > 0 ? null : t('past.noDraft')} onPress={() => open('past')} />
      {BACK_TESTED.some((one) => one === view.table) && <ActionButton label={t('before.title')} whyNot={editing.version > 0 ? null : t('past.noDraft')} onPress={() => open('before')} />}
      <Button onClick={() => open('versions')}>{t('versions')}</Button>
    </p>
  )
}

const Panels = ({ desk, onReset }: { readonly desk: Desk; readonly onReset: () => void }) => {
  const { t } = useTranslation('tables')
  const { panel, on, close } = usePanel()
  const { view, editing, columns, writing, ranks, readOnly } = desk
  const { content } = editing
  const row = content.rules.findIndex(({ id }) => id === on)
  const rule = content.rules[row]
  const told = { columns, writing }
  const ended = () => { close(); onReset() }
  return (
    <>
      <SidePanel title={t('ruleNo', { no: row + 1 })} open={panel === 'rule' && rule !== undefined} onClose={close}>
        {rule && <RuleForm key={rule.id} rule={rule} no={row + 1} last={content.rules.length} columns={columns} writing={writing} ranks={ranks} readOnly={readOnly} onChange={(next) => editing.change(withChanged(content, row, next))} onMove={(by) => editing.change(withMoved(content, row, row + by))} onCopy={() => editing.change(withCopy(content, row))} onRemove={() => { editing.change(withoutRule(content, row)); close() }} onDone={close} />}
      </SidePanel>
      <SidePanel title={t('send')} open={panel === 'send'} onClose={close}><SendForm view={view} editing={editing} onDone={ended} {...told} /></SidePanel>
      <SidePanel title={t('decide')} open={panel === 'decide' && view.draft?.state === 'sent'} onClose={close}>{view.draft && <DecideForm view={view} draft={view.draft} onDone={ended} {...told} />}</SidePanel>
      <SidePanel title={t('tryBox')} open={panel === 'try'} onClose={close}><TryBox view={view} hasDraft={editing.version > 0} {...told} /></SidePanel>
      <SidePanel title={t('past.title')} open={panel === 'past' && editing.version > 0} onClose={close}><PastCases key={editing.version} view={view} version={editing.version} saved={editing.state === 'saved'} rules={content.rules} {...told} /></SidePanel>
      <SidePanel title={t('before.title')} open={panel === 'before' && editing.version > 0} onClose={close}><DecidedBefore key={editing.version} table={view.table} version={editing.version} saved={editing.state === 'saved'} writing={writing} /></SidePanel>
      <SidePanel title={t('versions')} open={panel === 'versions'} onClose={close}><Versions view={view} onRestored={ended} {...told} /></SidePanel>
    </>
  )
}

const faultyRules = (faults: readonly Fault[]): ReadonlyMap<string, boolean> => new Map(faults.toSorted((a, b) => Number(a.must) - Number(b.must)).flatMap(({ rule, must }) => (rule === null ? [] : [[rule, must] as const])))

const Rules = ({ view, pack, onReset }: { readonly view: TableView; readonly pack: PackView; readonly onReset: () => void }) => {
  const { t } = useTranslation('tables')
  const term = useTerm()
  const phone = usePhone()
  const { open } = usePanel()
  const desk = useDesk(view, pack)
  const { editing, columns, writing, ranks, readOnly, shown, known } = desk
  const [asked, setAsked] = useState<{ row: number; time: number } | null>(null)
  const faults = useFaults(() => faultsIn(view.table, shown, known), [editing.content, known])
  const must = faults.filter((one) => one.must).length
  const faulty = useMemo(() => faultyRules(faults), [faults])
  const change = (next: Content) => editing.change(next)
  const show = (row: number) => { const id = editing.content.rules[row]?.id; if (phone && id) open('rule', id); else setAsked({ row, time: (asked?.time ?? 0) + 1 }) }
  return (
    <div className='stack'>
      <Standing view={view} editing={editing} must={must} onReset={onReset} />
      {view.scheduled && <p className='tb-sch'>{t('scheduledNote', { no: view.scheduled.no })} <When at={view.scheduled.effectiveAt} /></p>}
      <Tools editing={editing} columns={columns} readOnly={readOnly} view={view} onAdded={show} />
      <Section title={t('rules')} count={t(`settings:pack.hit.${view.hit}`)} extra={t('rulesCount', { count: editing.content.rules.length })}>
        {phone
          ? <RuleCards rules={editing.content.rules} columns={columns} writing={writing} faulty={faulty} onOpen={({ id }) => open('rule', id)} />
          : <Sheet content={editing.content} columns={columns} writing={writing} ranks={ranks} readOnly={readOnly} label={term('table', view.table)} faulty={faulty} shown={asked} onChange={change} onOpen={({ id }) => open('rule', id)} onUndo={editing.undo} onRedo={editing.redo} />}
        {!phone && <p className='tb-keys'>{t(readOnly ? 'keysRead' : 'keys')}</p>}
      </Section>
      <Section title={t('checks')}><Faults faults={faults} rules={editing.content.rules} writing={writing} onShow={show} /></Section>
      <Section title={t('examples')} count={t('examplesCount', { count: editing.content.examples.length })}>
        <Examples draft={shown} writing={writing} readOnly={readOnly} unproven={faults.filter(({ what }) => what === 'unproven').length} onChange={(examples) => change({ ...editing.content, examples })} onComplete={() => change({ ...editing.content, examples: [...editing.content.examples, ...examplesFor(shown, known)] })} />
      </Section>
      {view.table === 'compensation' && <Exceptions pack={pack} sent={view.draft?.state === 'sent'} onDrafted={(rule) => { onReset(); open('rule', rule) }} />}
      <Panels desk={desk} onReset={onReset} />
    </div>
  )
}

/** A table of rules: read, worked on like a spreadsheet, checked, tried, sent, approved. */
export const TablePage = ({ name }: { readonly name: string }) => {
  const { t } = useTranslation('tables')
  const term = useTerm()
  const table = TableName.catch('urgency').parse(name)
  const query = useAsk(asked, { table }, { still: true })
  const pack = useAsk(installed, {})
  const queries = useQueryClient()
  // What was typed is done with: everything is read anew.
  const reset = () => void queries.resetQueries({ queryKey: [asked.route, { table }] })
  return (
    <>
      <PageHead title={term('table', table)} sub={query.data && t('sub', { version: query.data.published.version })} up={{ to: links.pack('tables'), label: t('settings:pack.part.tables') }} />
      <Asked query={query} rows={12}>{(view) => <Asked query={pack} rows={12}>{(given) => <Rules key={`${view.published.version} ${view.draft?.state === 'sent'}`} view={view} pack={given} onReset={reset} />}</Asked>}</Asked>
    </>
  )
}
