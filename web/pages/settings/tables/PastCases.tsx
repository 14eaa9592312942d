import { DownloadOutlined } from '@ant-design/icons'
import { Button, Progress, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rule } from '#contract/table-shape.ts'
import type { Otherwise, TableView } from '#contract/tables.ts'
import { Go } from '../../../app/Go.tsx'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'
import type { Writing } from './cell-text.ts'
import { cellOf, type Column } from './columns.ts'
import { type Past, usePast } from './use-past.ts'
import { wordsOf } from './words.ts'

const MONTHS = [1, 3, 6, 12, 24, 36]
const MOST_SHOWN = 200

interface Sides { readonly published: readonly Rule[]; readonly drafted: readonly Rule[]; readonly columns: readonly Column[]; readonly writing: Writing }

const useSide = ({ columns, writing }: Sides) => {
  const { t } = useTranslation('tables')
  const gives = (rule: Rule) => columns.filter(({ given, kind }) => given && kind.kind !== 'words').flatMap((column) => wordsOf(writing, column, cellOf(rule, column)) ?? []).join(t('common:listSeparator'))
  return (rules: readonly Rule[], ids: readonly string[]) => {
    const fired = rules.flatMap((rule, i) => (ids.includes(rule.id) ? [{ rule, no: i + 1 }] : []))
    return { numbers: fired.map(({ no }) => no).join(t('common:listSeparator')) || t('noRule'), gives: fired.map(({ rule }) => gives(rule)).filter(Boolean).join(t('settings:pack.factSep')) }
  }
}

const Line = ({ one, sides }: { readonly one: Otherwise; readonly sides: Sides }) => {
  const { t } = useTranslation('tables')
  const side = useSide(sides)
  const [was, would] = [side(sides.published, one.before), side(sides.drafted, one.after)]
  return (
    <tr>
      <td><Go to={links.complaint(one.complaintId)}>{one.number}</Go><br /><span className='muted'>{one.unit} <When at={one.registeredAt} /></span></td>
      <td>{t('past.by', { numbers: was.numbers })}<br />{was.gives}</td>
      <td>{t('past.by', { numbers: would.numbers })}<br />{would.gives}</td>
    </tr>
  )
}

/** How many cases go over from which rule to which. */
const Sums = ({ items, sides }: { readonly items: readonly Otherwise[]; readonly sides: Sides }) => {
  const { t } = useTranslation('tables')
  const side = useSide(sides)
  const counts = new Map<string, number>()
  for (const { before, after } of items) {
    const [was, would] = [side(sides.published, before).numbers, side(sides.drafted, after).numbers]
    const words = before.join() === after.join() ? t('past.sameRule', { numbers: would }) : t('past.fromTo', { before: was, after: would })
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  return <ul className='dots'>{[...counts].toSorted(([, a], [, b]) => b - a).map(([words, count]) => <li key={words}>{t('past.sum', { words, count })}</li>)}</ul>
}

const Found = ({ past, sides, sheet }: { readonly past: Past; readonly sides: Sides; readonly sheet: string }) => {
  const { t } = useTranslation('tables')
  if (past.state === 'idle') return null
  return (
    <section aria-label={t('past.found')} className='tb-res'>
      <h3 role='status'>{t('past.result', { looked: past.looked, count: past.items.length })}</h3>
      {past.items.length > 0 && (
        <>
          <Sums items={past.items} sides={sides} />
          {past.state === 'done' && <p className='tb-dl'><a className='press plain' href={sheet} download><DownloadOutlined aria-hidden='true' /> {t('past.sheet')}</a></p>}
          <table className='tb-past'>
            <thead><tr><th scope='col'>{t('past.case')}</th><th scope='col'>{t('past.now')}</th><th scope='col'>{t('past.then')}</th></tr></thead>
            <tbody>{past.items.slice(0, MOST_SHOWN).map((one) => <Line key={one.complaintId} one={one} sides={sides} />)}</tbody>
          </table>
          {past.items.length > MOST_SHOWN && <p className='muted'>{t('past.more', { count: past.items.length - MOST_SHOWN })}</p>}
        </>
      )}
    </section>
  )
}

interface Props { readonly view: TableView; readonly version: number; readonly saved: boolean; readonly rules: readonly Rule[]; readonly columns: readonly Column[]; readonly writing: Writing }

/** The draft tried on the cases of the past: which of them it would decide otherwise than the table in force. */
export const PastCases = ({ view, version, saved, rules, columns, writing }: Props) => {
  const { t } = useTranslation('tables')
  const whyNot = useWhyNot()
  const [months, setMonths] = useState(6)
  const { past, run, stop } = usePast(view.table, version)
  const running = past.state === 'running'
  const sides = { published: view.published.rules, drafted: rules, columns, writing }
  return (
    <div className='tb-pc'>
      <p className='hint'>{t('past.hint')}</p>
      <Field id='past-months' label={t('past.months')}><Select id='past-months' aria-label={t('past.months')} value={months} disabled={running} onChange={setMonths} options={MONTHS.map((value) => ({ value, label: t('past.month', { count: value }) }))} style={{ width: '100%' }} /></Field>
      <div className='form-end'>
        <ActionButton kind='primary' label={t('past.run')} whyNot={whyNot('packs.tryTable') ?? (saved ? null : t('savingFirst'))} loading={running} onPress={() => void run(months)} />
        {running && <Button onClick={stop}>{t('past.stop')}</Button>}
      </div>
      {past.total > 0 && <Progress percent={Math.floor((past.looked / past.total) * 100)} status={running ? 'active' : past.state === 'failed' ? 'exception' : 'normal'} aria-label={t('past.title')} />}
      <ProblemNote error={past.error} />
      <Found past={past} sides={sides} sheet={links.casesOtherwise(view.table, version, months)} />
    </div>
  )
}
