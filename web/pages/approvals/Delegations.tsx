import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { type Delegation, delegate, delegations, endDelegation } from '#contract/authority.ts'
import { people } from '#contract/identity.ts'
import { faultOf } from '../../app/fault.ts'
import { usePanel } from '../../app/Go.tsx'
import { useAsk, useDo } from '../../app/query.ts'
import { useCan, useSession } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { useForm } from '../../ui/form.ts'
import { useZone } from '../../ui/InZone.tsx'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { Money } from '../../ui/Money.tsx'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import { useNow } from '../../ui/now.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { localAt } from '../../ui/zone.ts'

const PANEL = 'delegate'

interface Draft { toId: string; fromOn: string; untilOn: string; mostFen: number | null; reason: string }

const Form = ({ onDone }: { readonly onDone: () => void }) => {
  const { t } = useTranslation('approvals')
  const { person } = useSession()
  const { zone } = useZone()
  const today = localAt(zone, useNow()).slice(0, 10)
  const { values, set, missing, ready } = useForm<Draft>({ toId: '', fromOn: today, untilOn: today, mostFen: null, reason: '' }, ['toId', 'fromOn', 'untilOn', 'mostFen', 'reason'])
  const saving = useDo(delegate, onDone)
  const others = (useAsk(people, {}).data?.items ?? []).filter((one) => one.id !== person.id && !one.retired)
  const backwards = values.fromOn && values.untilOn && values.untilOn < values.fromOn
  const fault = (name: keyof Draft) => (missing(name) ? t('delegation.missing') : faultOf(saving.error, name))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready() && !backwards && values.mostFen !== null) saving.mutate({ ...values, mostFen: values.mostFen })
  }
  return (
    <form onSubmit={submit} noValidate>
      <p className='form-lead'>{t('delegation.lead')}</p>
      <ProblemNote error={saving.error} fieldsBeside />
      <SelectField label={t('delegation.to')} required search value={values.toId || null} onChange={(value) => set('toId')(value ?? '')} options={others.map((one) => ({ value: one.id, label: one.positionName ? t('common:withRemark', { words: one.name, remark: one.positionName }) : one.name }))} error={fault('toId')} />
      <TextField label={t('delegation.from')} required type='date' value={values.fromOn} onChange={set('fromOn')} error={fault('fromOn')} />
      <TextField label={t('delegation.until')} required type='date' value={values.untilOn} onChange={set('untilOn')} error={backwards ? t('delegation.backwards') : fault('untilOn')} />
      <MoneyInput label={t('delegation.most')} required hint={t('delegation.mostHint')} valueFen={values.mostFen} onChange={set('mostFen')} error={fault('mostFen')} />
      <TextField label={t('delegation.reason')} required value={values.reason} onChange={set('reason')} error={fault('reason')} />
      <div className='form-end'><ActionButton label={t('delegation.save')} kind='primary' submit whyNot={null} loading={saving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}

const TONE = { now: 'good', coming: 'primary', over: undefined, ended: undefined } as const

const One = ({ one }: { readonly one: Delegation }) => {
  const { t } = useTranslation('approvals')
  const ending = useDo(endDelegation)
  return (
    <li className='dlg'>
      <p><b>{t('delegation.between', { from: one.from.name, to: one.to.name })}</b> <Chip tone={TONE[one.state]}>{t(`delegation.state.${one.state}`)}</Chip></p>
      <p className='muted'><span className='num'>{t('delegation.days', { from: one.fromOn, until: one.untilOn })}</span> · {t('delegation.upTo')}<Money fen={one.mostFen} /> · {one.reason}</p>
      <ProblemNote error={ending.error} />
      {one.mayEnd && <Confirm size='small' label={t('delegation.end')} question={t('delegation.endSure', { to: one.to.name })} whyNot={null} loading={ending.isPending} onConfirm={() => ending.mutate({ id: one.id })} />}
    </li>
  )
}

/** Who decides for whom, until when and up to how much; nothing is shown to those whom it does not concern. */
export const Delegations = () => {
  const { t } = useTranslation('approvals')
  const can = useCan()
  const may = can('authority.delegate')
  const { panel, open, close } = usePanel()
  const items = useAsk(delegations, {}, { enabled: can('authority.read') }).data?.items ?? []
  const living = items.filter((one) => one.state === 'now' || one.state === 'coming')
  if (!may && living.length === 0) return null
  return (
    <>
      <Section title={t('delegation.title')} extra={may ? <Button icon={<PlusOutlined aria-hidden='true' />} onClick={() => open(PANEL)}>{t('delegation.add')}</Button> : undefined}>
        <div className='card-b'>{living.length === 0 ? <p className='muted'>{t('delegation.none')}</p> : <ul className='dlgs'>{living.map((one) => <One key={one.id} one={one} />)}</ul>}</div>
      </Section>
      <SidePanel title={t('delegation.add')} open={panel === PANEL} onClose={close}><Form onDone={close} /></SidePanel>
    </>
  )
}
