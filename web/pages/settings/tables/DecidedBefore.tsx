import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TableName } from '#contract/table-form.ts'
import { type BackTest, backTest } from '#contract/tables.ts'
import { Go } from '../../../app/Go.tsx'
import { say } from '../../../app/i18n.ts'
import { useAsk } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Money } from '../../../ui/Money.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'
import type { Writing } from './cell-text.ts'

const MONTHS = [3, 6, 12, 24, 36]

interface Sum { readonly key: string; readonly name: string; readonly decisions: number; readonly changed: number; readonly given: number; readonly beforeFen: number; readonly afterFen: number }

const Sums = ({ title, rows }: { readonly title: string; readonly rows: readonly Sum[] }) => {
  const { t } = useTranslation('tables')
  return (
    <table className='tb-past'>
      <thead><tr><th scope='col'>{title}</th><th scope='col'>{t('before.changed')}</th><th scope='col'>{t('before.given')}</th><th scope='col'>{t('past.now')}</th><th scope='col'>{t('past.then')}</th></tr></thead>
      <tbody>{rows.map((row) => <tr key={row.key}><td>{row.name}</td><td className='num'>{t('before.ofAll', { count: row.changed, all: row.decisions })}</td><td className='num'>{row.given}</td><td><Money fen={row.beforeFen} /></td><td><Money fen={row.afterFen} /></td></tr>)}</tbody>
    </table>
  )
}

const Found = ({ table, found, writing }: { readonly table: TableName; readonly found: BackTest; readonly writing: Writing }) => {
  const { t } = useTranslation('tables')
  const category = (code: string | null) => { const known = writing.pack.categories.find((one) => one.code === code); return known ? say(known.label) : code ?? t('before.noCategory') }
  const { approvals } = found
  return (
    <section aria-label={t('past.found')} className='tb-res'>
      <h3 role='status'>{t('before.result', { all: found.decisions, count: found.changed })}</h3>
      <p>{t(`before.sum.${table === 'authority' ? 'authority' : 'compensation'}`, { count: found.given })} <Money fen={found.beforeFen} /> → <b><Money fen={found.afterFen} /></b></p>
      {table === 'authority' && <p>{t('before.approvals', { higher: approvals.higher, lower: approvals.lower, others: approvals.others })}</p>}
      <p className='muted'>{t('before.exact', { same: found.same, exact: found.exact })}</p>
      {found.decisions > 0 && (
        <>
          <Sums title={t('before.unit')} rows={found.units.map((one) => ({ key: one.unitId, ...one }))} />
          <Sums title={t('before.category')} rows={found.categories.map((one) => ({ key: one.code ?? '', name: category(one.code), ...one }))} />
        </>
      )}
      {found.items.length > 0 && <ul className='dots'>{found.items.slice(0, 20).map((one) => <li key={`${one.complaintId} ${one.at}`}><Go className='link num' to={links.complaint(one.complaintId)}>{one.number}</Go> {one.unit} <When at={one.at} /> <Money fen={one.beforeFen} /> → <Money fen={one.afterFen} /></li>)}</ul>}
    </section>
  )
}

/** F5: the draft tried on what was decided with proposals, as it was asked then: approvals, amounts, by unit and category. */
export const DecidedBefore = ({ table, version, saved, writing }: { readonly table: TableName; readonly version: number; readonly saved: boolean; readonly writing: Writing }) => {
  const { t } = useTranslation('tables')
  const whyNot = useWhyNot()
  const [months, setMonths] = useState(12)
  const [asked, setAsked] = useState<number | null>(null)
  const { data, error, isFetching } = useAsk(backTest, { table, version, months: asked ?? months }, { enabled: asked !== null })
  return (
    <div className='tb-pc'>
      <p className='hint'>{t('before.hint')}</p>
      <Field id='before-months' label={t('past.months')}><Select id='before-months' aria-label={t('past.months')} value={months} onChange={setMonths} options={MONTHS.map((value) => ({ value, label: t('past.month', { count: value }) }))} style={{ width: '100%' }} /></Field>
      <div className='form-end'><ActionButton kind='primary' label={t('past.run')} whyNot={whyNot('packs.tryTable') ?? (saved ? null : t('savingFirst'))} loading={isFetching} onPress={() => setAsked(months)} /></div>
      <ProblemNote error={error} />
      {data && <Found table={table} found={data} writing={writing} />}
    </div>
  )
}
