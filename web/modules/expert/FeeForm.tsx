import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askFee, payouts } from '#contract/payout.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { money } from '../../ui/money.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import type { OfOpinion } from './OpinionPanel.tsx'

const WAYS = ['bank', 'alipay', 'wechat'] as const

/** The fee of an expert outside leaves as all money does: asked for here, approved by somebody else. */
export const FeeForm = ({ one }: OfOpinion) => {
  const { t } = useTranslation('expert')
  const term = useTerm()
  const can = useCan()
  const [way, setWay] = useState<(typeof WAYS)[number]>('bank')
  const [payee, setPayee] = useState(one.name)
  const [bank, setBank] = useState('')
  const [account, setAccount] = useState('')
  const doing = useDo(askFee)
  const before = (useAsk(payouts, { complaintId: one.complaintId }, { enabled: can('payout.read') }).data?.items ?? []).filter((each) => each.opinionId === one.id)
  const live = before.some((each) => each.state === 'asked' || each.state === 'approved' || each.state === 'paid')
  return (
    <>
      <p className='form-lead'>{t('fee.lead', { sum: money(one.feeFen) })}</p>
      {before.length > 0 && <ul>{before.map((each) => <li key={each.id}><span className='no'>{each.number}</span>　<Chip tone={each.state === 'paid' ? 'good' : 'plain'}>{term('payoutState', each.state)}</Chip></li>)}</ul>}
      {!live && <>
        <div className='form-grid'>
          <SelectField label={t('fee.way')} required value={way} onChange={(next) => setWay(WAYS.find((each) => each === next) ?? 'bank')} options={WAYS.map((value) => ({ value, label: term('payWay', value) }))} />
          <TextField label={t('fee.payee')} required value={payee} error={faultOf(doing.error, 'payee')} onChange={setPayee} />
          {way === 'bank' && <TextField label={t('fee.bank')} value={bank} onChange={setBank} />}
          <TextField label={t('fee.account')} required value={account} error={faultOf(doing.error, 'account')} onChange={setAccount} />
        </div>
        <ProblemNote error={doing.error} />
        <div className='form-end'><ActionButton kind='primary' label={t('fee.save')} whyNot={can('payout.askFee') ? payee.trim() === '' ? t('fee.payeeMissing') : account.trim() === '' ? t('fee.accountMissing') : null : t('common:notAllowed')} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, way, payee, bank: bank || null, account })} /></div>
      </>}
    </>
  )
}
