import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Edits, type Paper, change, freeze, preview } from '#contract/agreement.ts'
import { forbiddenWords } from '#contract/communication.ts'
import { faultOf, isProblem } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Despite } from '../../ui/Despite.tsx'
import { useDraft } from '../../ui/draft.ts'
import { LongField, TextField } from '../../ui/inputs.tsx'
import { Money } from '../../ui/Money.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { editsOf, freshCode } from './edits.ts'
import { Findings } from './Findings.tsx'
import './agreement.css'

interface PartProps { readonly paper: Paper; readonly edits: Edits; readonly set: (part: Partial<Edits>) => void; /** What is wrong at a place of the text. */ readonly fault: (field: string) => string | null | undefined }

const Parties = ({ edits: { customer, matter }, set, fault }: PartProps) => {
  const { t } = useTranslation('agreement')
  return (
    <>
      <TextField label={t('edit.customer')} required value={customer.name} error={fault('customer/name')} onChange={(name) => set({ customer: { ...customer, name } })} />
      <TextField label={t('edit.phone')} type='tel' value={customer.phone} error={fault('customer/phone')} onChange={(phone) => set({ customer: { ...customer, phone } })} />
      <TextField label={t('edit.address')} value={customer.address} error={fault('customer/address')} onChange={(address) => set({ customer: { ...customer, address } })} />
      <LongField label={t('edit.matter')} required rows={2} value={matter} error={fault('matter')} onChange={(next) => set({ matter: next })} />
    </>
  )
}

const Points = ({ edits: { points }, set, fault }: PartProps) => {
  const { t } = useTranslation('agreement')
  const put = (at: number, part: Partial<Edits['points'][number]>) => set({ points: points.map((one, i) => (i === at ? { ...one, ...part } : one)) })
  return (
    <>
      {points.map((point, i) => (
        <div key={point.no}>
          <LongField label={t('edit.said', { no: point.no })} rows={2} value={point.said} error={fault(`points/${i}/said`)} onChange={(said) => put(i, { said })} />
          <LongField label={t('edit.found', { no: point.no })} rows={2} value={point.found} error={fault(`points/${i}/found`)} onChange={(found) => put(i, { found })} />
        </div>
      ))}
    </>
  )
}

const Items = ({ paper, edits: { items }, set, fault }: PartProps) => {
  const { t } = useTranslation('agreement')
  const put = (at: number, part: Partial<Edits['items'][number]>) => set({ items: items.map((one, i) => (i === at ? { ...one, ...part } : one)) })
  return (
    <>
      {items.map((item, i) => {
        const known = paper.text.items.find(({ id }) => id === item.id)
        return (
          <div key={item.id} className='agr-c'>
            <p><b>{known?.label}</b>　{known && known.amountFen > 0 && <Money fen={known.amountFen} />}</p>
            <TextField label={t('edit.how')} required value={item.how} error={fault(`items/${i}/how`)} onChange={(how) => put(i, { how })} />
            <TextField label={t('edit.until')} type='date' value={item.until ?? ''} error={fault(`items/${i}/until`)} onChange={(until) => put(i, { until: until || null })} />
          </div>
        )
      })}
      <p className='muted'>{t('edit.sum')}　<Money fen={paper.totalFen} />　{t('edit.sums')}</p>
    </>
  )
}

const Clauses = ({ edits: { clauses }, set, fault }: PartProps) => {
  const { t } = useTranslation('agreement')
  return (
    <>
      {clauses.map((clause, i) => (
        <div key={clause.code} className='agr-c'>
          <LongField label={t('edit.clause', { no: i + 1 })} rows={2} value={clause.text} error={fault(`clauses/${i}/text`)} onChange={(text) => set({ clauses: clauses.map((one, at) => (at === i ? { ...one, text } : one)) })} />
          {clauses.length > 1 && <button type='button' className='link' onClick={() => set({ clauses: clauses.filter((_, at) => at !== i) })}>{t('edit.drop')}<span className='sr'>{t('edit.clause', { no: i + 1 })}</span></button>}
        </div>
      ))}
      <p><button type='button' className='link' onClick={() => set({ clauses: [...clauses, { code: freshCode(clauses), text: '' }] })}>{t('edit.add')}</button></p>
    </>
  )
}

const Place = ({ edits: { place, day }, set, fault }: PartProps) => {
  const { t } = useTranslation('agreement')
  return (
    <>
      <TextField label={t('edit.place')} required value={place} error={fault('place')} onChange={(next) => set({ place: next })} />
      <TextField label={t('edit.day')} required type='date' value={day} error={fault('day')} onChange={(next) => set({ day: next })} />
    </>
  )
}

/** Nobody changes the text after that; with it the remedy is offered. */
const Freeze = ({ paper, changed }: { readonly paper: Paper; readonly changed: boolean }) => {
  const { t } = useTranslation('agreement')
  const [despite, setDespite] = useState('')
  const doing = useDo(freeze)
  return (
    <>
      <p className='form-lead'>{t('freeze.lead')}</p>
      <ProblemNote error={doing.error} />
      {(despite !== '' || isProblem(doing.error, forbiddenWords)) && <Despite id='agreement-despite' value={despite} onChange={setDespite} />}
      <div className='form-end'><ActionButton kind='primary' label={t('freeze.do')} whyNot={paper.may['freeze'] ?? (changed ? t('freeze.unsaved') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id: paper.id, version: paper.version, ...(despite && { despite }) })} /></div>
    </>
  )
}

/** The text to be looked over and written over; of what lies before the customer a new edition, for a reason. */
export const TextForm = ({ paper, onSaved }: { readonly paper: Paper; readonly onSaved: (paper: Paper) => void }) => {
  const { t } = useTranslation('agreement')
  const draft = paper.state === 'draft'
  const began = editsOf(paper.text)
  const [edits, setEdits, clear] = useDraft<Edits>(`agreement.${paper.id}.${paper.version}`, began)
  const [reason, setReason] = useState('')
  const set = (part: Partial<Edits>) => setEdits((before) => ({ ...before, ...part }))
  const saving = useDo(change, (saved) => { clear(); onSaved(saved) })
  const checking = useDo(preview)
  const findings = checking.data?.findings ?? paper.findings
  const fault = (place: string) => { const found = findings.find(({ field }) => field === place); return faultOf(saving.error, place) ?? (found && `${t(`found.${found.level}`)} ${found.found}`) }
  const parts = { paper, edits, set, fault }
  const changed = JSON.stringify(edits) !== JSON.stringify(began)
  return (
    <>
      <ProblemNote error={saving.error} fieldsBeside />
      <Parties {...parts} /><Points {...parts} /><Items {...parts} /><Clauses {...parts} /><Place {...parts} />
      {!draft && <LongField label={t('edit.reason')} hint={t('edit.reasonHint')} required rows={2} value={reason} error={faultOf(saving.error, 'reason')} onChange={setReason} />}
      <Findings findings={findings} />
      {checking.data?.findings.length === 0 && <p role='status'>{t('edit.clean')}</p>}
      <ProblemNote error={checking.error} />
      <div className='form-end'>
        <ActionButton label={t('edit.check')} whyNot={null} loading={checking.isPending} onPress={() => checking.mutate({ id: paper.id, ...edits })} />
        <ActionButton kind={draft ? 'default' : 'primary'} label={t(draft ? 'edit.save' : 'edit.saveNew')} whyNot={paper.may['change']} loading={saving.isPending} onPress={() => saving.mutate({ id: paper.id, version: paper.version, ...edits, reason })} />
      </div>
      {/* What was saved is asked for again before it can be made final. */}
      {draft && <Freeze paper={paper} changed={changed || saving.isPending || saving.isSuccess} />}
    </>
  )
}
