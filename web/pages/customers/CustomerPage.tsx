import { EditOutlined, PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { customer } from '#contract/customer.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go, useGo, usePanel } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useLive } from '../../app/live.ts'
import { useAsk } from '../../app/query.ts'
import { links } from '../../links.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { InZone, useZone } from '../../ui/InZone.tsx'
import { Money } from '../../ui/Money.tsx'
import { Section } from '../../ui/Section.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { When } from '../../ui/When.tsx'
import { useClassNames } from './class-names.ts'
import { EditCustomer } from './EditCustomer.tsx'
import { AskMarkForm, Marks } from './Marks.tsx'
import { MergeCustomers } from './MergeCustomers.tsx'
import { Merges, UnmergeForm } from './Merges.tsx'
import { OpinionCalls } from './OpinionCalls.tsx'
import './customers.css'

export type CustomerView = z.infer<typeof customer.output>

const Facts = ({ view }: { readonly view: CustomerView }) => {
  const { t } = useTranslation('customer')
  const term = useTerm()
  const { customer: who } = view
  const className = useClassNames()(who.classCode)
  const facts: readonly (readonly [string, string | null])[] = [
    ['phone', who.phone], ['email', who.email], ['memberNumber', who.memberNumber], ['class', className || null], ['address', who.address],
    ['temperament', who.temperament && term('temperament', who.temperament)], ['relationKind', who.relationKind && term('relationKind', who.relationKind)], ['repeatChance', who.repeatChance && term('degree', who.repeatChance)], ['wordOfMouth', who.wordOfMouth && term('degree', who.wordOfMouth)], ['relation', who.relation], ['note', who.note],
  ]
  return (
    <Section title={t('facts')}>
      <dl className='facts-l'>{facts.map(([name, value]) => <div key={name}><dt>{t(`field.${name}`)}</dt><dd className={value ? 'pre' : 'muted'}>{value ?? t('common:notSet')}</dd></div>)}</dl>
    </Section>
  )
}

const Given = ({ view }: { readonly view: CustomerView }) => {
  const { t } = useTranslation('customer')
  return (
    <Section title={t('given.title')}>
      <dl className='given'><div><dt>{t('given.year')}</dt><dd><Money fen={view.givenThisYearFen} /></dd></div><div><dt>{t('given.ever')}</dt><dd><Money fen={view.givenFen} /></dd></div></dl>
    </Section>
  )
}

const Satisfied = ({ satisfied }: { readonly satisfied: boolean | null }) => {
  const { t } = useTranslation('customer')
  return satisfied === null ? null : <Chip tone={satisfied ? 'good' : 'warn'}>{t(satisfied ? 'satisfied' : 'dissatisfied')}</Chip>
}

const Complaints = ({ view }: { readonly view: CustomerView }) => {
  const { t } = useTranslation('customer')
  const term = useTerm()
  return (
    <Section title={t('complaints')} count={t('common:count', { count: view.complaints.length })}>
      {view.complaints.length === 0 && <Empty title={t('noComplaints')} />}
      <ul className='cus-c'>
        {view.complaints.map((one) => (
          <li key={one.id}>
            <Go to={links.complaint(one.id)}>
              <b>{one.firstWords}</b>
              <span className='cus-cr'>{one.givenFen > 0 && <Money fen={one.givenFen} />}<Satisfied satisfied={one.satisfied} /><Chip tone={one.state === 'open' ? 'primary' : 'plain'}>{term('stage', one.stage)}</Chip></span>
              <small className='muted'><span className='no'>{one.number}</span> · {one.unitName} · <InZone zone={one.timeZone}><When at={one.registeredAt} /></InZone></small>
            </Go>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const Promises = ({ view }: { readonly view: CustomerView }) => {
  const { t } = useTranslation('customer')
  const term = useTerm()
  const { zone } = useZone()
  if (view.promises.length === 0) return null
  const zoneOf = (complaintId: string) => view.complaints.find((one) => one.id === complaintId)?.timeZone ?? zone
  return (
    <Section title={t('promises')} count={t('common:count', { count: view.promises.length })}>
      <ul className='cus-c'>
        {view.promises.map((one) => (
          <li key={one.id}><Go to={links.complaint(one.complaintId)}><b>{one.text}</b><span className='cus-cr'>{one.state === 'open' ? <InZone zone={zoneOf(one.complaintId)}><Countdown dueAt={one.dueAt} /></InZone> : <Chip tone={one.state === 'broken' ? 'alert' : 'plain'}>{term('promiseState', one.state)}</Chip>}</span><small className='muted no'>{one.number}</small></Go></li>
        ))}
      </ul>
    </Section>
  )
}

const Duplicates = ({ view, onMerge }: { readonly view: CustomerView; readonly onMerge: (id: string) => void }) => {
  const { t } = useTranslation('customer')
  if (view.duplicates.length === 0) return null
  return (
    <Section title={t('duplicates.title')} count={view.duplicates.length}>
      <p className='muted card-p'>{t('duplicates.hint')}</p>
      <ul className='dup'>{view.duplicates.map((one) => <li key={one.id}><Go className='link' to={links.customer(one.id)}>{one.name}</Go><span className='num muted'>{one.phone}</span><Button size='small' onClick={() => onMerge(one.id)}>{t('duplicates.merge')}</Button></li>)}</ul>
    </Section>
  )
}

const Panels = ({ view }: { readonly view: CustomerView }) => {
  const { t } = useTranslation('customer')
  const { panel, on, close } = usePanel()
  const duplicate = view.duplicates.find((one) => one.id === on)
  const merge = view.merges.find((one) => one.id === on)
  return (
    <>
      <SidePanel title={t('edit.title')} open={panel === 'edit'} onClose={close}><EditCustomer key={view.customer.id} customer={view.customer} onDone={close} /></SidePanel>
      <SidePanel title={t('merge.title')} open={panel === 'merge' && duplicate !== undefined} onClose={close}>{duplicate && <MergeCustomers customer={view.customer} duplicate={duplicate} onDone={close} />}</SidePanel>
      <SidePanel title={t('merges.panel')} open={panel === 'unmerge' && merge !== undefined} onClose={close}>{merge && <UnmergeForm customerId={view.customer.id} merge={merge} onDone={close} />}</SidePanel>
      <SidePanel title={t('marks.add')} open={panel === 'mark'} onClose={close}><AskMarkForm customerId={view.customer.id} onDone={close} /></SidePanel>
    </>
  )
}

const Shown = ({ view }: { readonly view: CustomerView }) => {
  const { t } = useTranslation('customer')
  const go = useGo()
  const { open } = usePanel()
  const { customer: who } = view
  return (
    <>
      <PageHead
        title={who.name} up={{ to: links.customers(), label: t('title') }} sub={<>{t('since')} <When at={who.since} /></>}
        actions={<><Button icon={<PlusOutlined aria-hidden='true' />} onClick={() => go(links.register(who.id))}>{t('register')}</Button><Button icon={<EditOutlined aria-hidden='true' />} onClick={() => open('edit')}>{t('common:edit')}</Button></>}
      />
      {who.mergedInto && <p className='note-line'>{t('mergedInto')} <Go className='link' to={links.customer(who.mergedInto)}>{t('mergedOpen')}</Go></p>}
      <div className='cus-grid'>
        <div className='cus-main'><Complaints view={view} /><Promises view={view} /></div>
        <div className='cus-side'><Given view={view} /><Facts view={view} /><Duplicates view={view} onMerge={(id) => open('merge', id)} /><Merges merges={view.merges} onUndo={(id) => open('unmerge', id)} /><Marks view={view} onAsk={() => open('mark')} /><OpinionCalls customerId={who.id} /></div>
      </div>
      <Panels view={view} />
    </>
  )
}

/** One customer: who they are, what they told us, what we promised and gave. */
export const CustomerPage = ({ id }: { readonly id: string }) => {
  const query = useAsk(customer, { id })
  const queries = useQueryClient()
  useLive({ customer: id }, (heard) => { if (heard !== 'notices') void queries.invalidateQueries({ queryKey: [customer.route, { id }] }) })
  return <div className='page'><Asked query={query} rows={10}>{(view) => <Shown view={view} />}</Asked></div>
}
