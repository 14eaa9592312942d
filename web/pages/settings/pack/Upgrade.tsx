import { Button, Checkbox, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '@tanstack/react-query'
import { upgradeMoves } from '#contract/clock.ts'
import type { Moves as Found } from '#contract/moves.ts'
import { type PackUpgrade, type RunningClocks, upgrade, upgradeOffered } from '#contract/packs.ts'
import { call } from '../../../app/call.ts'
import { say } from '../../../app/i18n.ts'
import { useCan } from '../../../app/session.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { Moves } from '../../../modules/clock/Moves.tsx'
import { Clashes } from './Clashes.tsx'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'

const SHOWN = 8

const Names = ({ what, names }: { readonly what: string; readonly names: readonly string[] }) => {
  const { t } = useTranslation('settings')
  if (names.length === 0) return null
  const more = names.length - SHOWN
  return <span>{t(`pack.upgrade.${what}`, { count: names.length })}<small className='muted'> {names.slice(0, SHOWN).join(t('common:listSeparator'))}{more > 0 && t('pack.upgrade.more', { count: more })}</small></span>
}

interface UnfitProps { readonly table: string; readonly unfit: PackUpgrade['unfit']; readonly taken: boolean; readonly onTake: (taken: boolean) => void }

/** A table of our own that names what is gone: it gives way, or is changed first. */
const Unfit = ({ table, unfit, taken, onTake }: UnfitProps) => {
  const { t } = useTranslation('settings')
  return (
    <div className='unfit'>
      <b>{t(`pack.file.table-${table}`)}</b>
      <ul>{unfit.map(({ rule, value, label }) => <li key={`${rule} ${value}`}>{t('pack.upgrade.unfit', { rule, value: label ? say(label) : value })}</li>)}</ul>
      <Checkbox checked={taken} onChange={(event) => onTake(event.target.checked)}>{t('pack.upgrade.take', { table: t(`pack.file.table-${table}`) })}</Checkbox>
    </div>
  )
}

interface RunningProps { readonly take: readonly string[]; readonly value: RunningClocks; readonly onChange: (value: RunningClocks) => void }

/** D5: what runs keeps the rules it began by, or goes by the new ones; what that moves is looked at here. */
const Running = ({ take, value, onChange }: RunningProps) => {
  const { t } = useTranslation('settings')
  const ask = (from?: string) => call(upgradeMoves, { take: [...take], from })
  const looking = useMutation<Found>({ mutationFn: () => ask(), retry: false })
  return (
    <fieldset className='card-f'>
      <legend>{t('pack.upgrade.running')}</legend>
      <Radio.Group className='stacked' aria-label={t('pack.upgrade.running')} value={value} onChange={(event) => onChange(event.target.value as RunningClocks)} options={(['keep', 'move'] as const).map((one) => ({ value: one, label: t(`pack.upgrade.running-${one}`) }))} />
      <p className='hint'>{t('pack.upgrade.runningHint')}</p>
      {value === 'move' && <Button loading={looking.isPending} onClick={() => looking.mutate()}>{t('pack.upgrade.look')}</Button>}
      <ProblemNote error={looking.error} />
      {value === 'move' && looking.data && <Moves key={looking.submittedAt} first={looking.data} more={ask} />}
    </fieldset>
  )
}

const Offer = ({ offered }: { readonly offered: PackUpgrade }) => {
  const { t } = useTranslation('settings')
  const [open, setOpen] = useState(false)
  const [take, setTake] = useState<readonly string[]>([])
  const [running, setRunning] = useState<RunningClocks>('keep')
  const doing = useDo(upgrade)
  const unfit = [...new Set(offered.unfit.map(({ table }) => table))]
  const left = unfit.find((table) => !take.includes(table))
  return (
    <Section title={t('pack.upgrade.title', { to: offered.to })} extra={<button type='button' className='link' aria-expanded={open} onClick={() => setOpen(!open)}>{t(open ? 'pack.upgrade.hide' : 'pack.upgrade.show')}</button>}>
      <div className='card-b'>
        <p>{t('pack.upgrade.lead', { from: offered.from, to: offered.to, count: offered.changes.length })}</p>
        {offered.kept.length > 0 && <p className='muted'>{t('pack.upgrade.kept', { tables: offered.kept.map((name) => t(`pack.file.table-${name}`)).join(t('common:listSeparator')) })}</p>}
        {open && (
          <ul className='upgrade'>
            {offered.changes.map((change) => (
              <li key={change.file}><b>{t(`pack.file.${change.file.replace('tables/', 'table-')}`)}</b>　<Names what='added' names={change.added} /> <Names what='changed' names={change.changed} /> <Names what='removed' names={change.removed} /></li>
            ))}
          </ul>
        )}
        <Clashes clashes={offered.clashes} />
        {unfit.map((table) => <Unfit key={table} table={table} unfit={offered.unfit.filter((each) => each.table === table)} taken={take.includes(table)} onTake={(taken) => setTake(taken ? [...take, table] : take.filter((each) => each !== table))} />)}
        <Running key={take.join(' ')} take={take} value={running} onChange={setRunning} />
        <ProblemNote error={doing.error} />
        <ActionButton kind='primary' label={t('pack.upgrade.do')} whyNot={left ? t('pack.upgrade.unfitWhy', { table: t(`pack.file.table-${left}`) }) : null} loading={doing.isPending} onPress={() => doing.mutate({ digest: offered.digest, take: [...take], running })} />
      </div>
    </Section>
  )
}

/** L2: the program brought a newer pack; what it changes is shown before it is taken over. */
export const Upgrade = () => {
  const may = useCan()('packs.upgrade')
  const offered = useAsk(upgradeOffered, {}, { enabled: may }).data
  return offered?.to ? <Offer offered={offered} /> : null
}
