import { Checkbox, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { units } from '#contract/identity.ts'
import { GiftForm, type GiftKind, type Lot, addGiftKind, changeGiftKind, countStock, giftKinds, moveStock, oneLot, receiveStock, stockEntries } from '#contract/stock.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import { codesIn, wholeOf } from './codes.ts'
import './stock.css'

const useUnits = () => (useAsk(units, {}).data?.items ?? []).map((unit) => ({ value: unit.id, label: unit.name }))

interface KindDraft { readonly name: string; readonly form: GiftForm; readonly worthFen: number | null; readonly numbered: boolean; readonly lowAt: string; readonly note: string; readonly retired: boolean }
const NEW: KindDraft = { name: '', form: 'gift', worthFen: null, numbered: false, lowAt: '', note: '', retired: false }
const draftOf = (one: GiftKind): KindDraft => ({ ...one, lowAt: one.lowAt === null ? '' : String(one.lowAt), note: one.note ?? '' })

const useKindBar = ({ name, worthFen, lowAt }: KindDraft) => {
  const { t } = useTranslation('stock')
  if (name.trim() === '') return t('kind.nameMissing')
  if (worthFen === null) return t('kind.worthMissing')
  return lowAt.trim() !== '' && wholeOf(lowAt) === null ? t('kind.lowOdd') : null
}

/** A kind of gift or coupon: what it is worth, and from how few on somebody is told. */
export const KindForm = ({ one, onDone }: { readonly one: GiftKind | null; readonly onDone: () => void }) => {
  const { t } = useTranslation('stock')
  const term = useTerm()
  const [draft, setDraft] = useState(() => (one ? draftOf(one) : NEW))
  const set = (part: Partial<KindDraft>) => setDraft((before) => ({ ...before, ...part }))
  const adding = useDo(addGiftKind, onDone)
  const changing = useDo(changeGiftKind, onDone)
  const doing = one ? changing : adding
  const bar = useKindBar(draft)
  const save = () => {
    const fields = { name: draft.name, worthFen: draft.worthFen ?? 0, lowAt: wholeOf(draft.lowAt), note: draft.note || null }
    if (one) changing.mutate({ id: one.id, version: one.version, ...fields, retired: draft.retired })
    else adding.mutate({ ...fields, form: draft.form, numbered: draft.numbered })
  }
  return (
    <>
      <ProblemNote error={doing.error} />
      {!one && <Field label={t('kind.form')}><Radio.Group aria-label={t('kind.form')} value={draft.form} onChange={(event) => set({ form: event.target.value as GiftForm })} options={GiftForm.options.map((value) => ({ value, label: term('giftForm', value) }))} /></Field>}
      <TextField label={t('kind.name')} required value={draft.name} error={faultOf(doing.error, 'name')} onChange={(name) => set({ name })} />
      <MoneyInput label={t('kind.worth')} required valueFen={draft.worthFen} error={faultOf(doing.error, 'worthFen')} onChange={(worthFen) => set({ worthFen })} />
      <TextField label={t('kind.lowAt')} inputMode='numeric' value={draft.lowAt} error={faultOf(doing.error, 'lowAt')} onChange={(lowAt) => set({ lowAt })} />
      <LongField label={t('kind.note')} rows={2} value={draft.note} error={faultOf(doing.error, 'note')} onChange={(note) => set({ note })} />
      {one ? <Checkbox checked={draft.retired} onChange={(event) => set({ retired: event.target.checked })}>{t('kind.retired')}</Checkbox> : <Checkbox checked={draft.numbered} onChange={(event) => set({ numbered: event.target.checked })}>{t('kind.numbered')}</Checkbox>}
      <div className='form-end'><ActionButton kind='primary' label={t('kind.save')} whyNot={bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}

interface Receipt { readonly kindId: string | null; readonly unitId: string | null; readonly quantity: string; readonly codes: string; readonly expiresOn: string; readonly note: string }
const NOTHING: Receipt = { kindId: null, unitId: null, quantity: '', codes: '', expiresOn: '', note: '' }

const useReceiptBar = ({ kindId, unitId }: Receipt, numbered: boolean, quantity: number | null) => {
  const { t } = useTranslation('stock')
  if (!kindId) return t('receive.kindMissing')
  if (!unitId) return t('receive.unitMissing')
  return quantity ? null : t(numbered ? 'receive.codesMissing' : 'receive.quantityMissing')
}

/** Gifts came in, or coupons with their codes, pasted from a table. */
export const ReceiveForm = ({ onDone }: { readonly onDone: () => void }) => {
  const { t } = useTranslation('stock')
  const kinds = useAsk(giftKinds, {}).data?.items ?? []
  const places = useUnits()
  const [draft, setDraft] = useState(NOTHING)
  const set = (part: Partial<Receipt>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(receiveStock, onDone)
  const numbered = kinds.some((kind) => kind.id === draft.kindId && kind.numbered)
  const codes = numbered ? codesIn(draft.codes) : []
  const quantity = numbered ? codes.length : wholeOf(draft.quantity)
  const bar = useReceiptBar(draft, numbered, quantity)
  const { kindId, unitId, expiresOn, note } = draft
  const save = () => { if (kindId && unitId && quantity) doing.mutate({ kindId, unitId, quantity, codes, expiresOn: expiresOn || null, note: note || null }) }
  return (
    <>
      <ProblemNote error={doing.error} />
      <SelectField label={t('receive.kind')} required search value={draft.kindId} error={faultOf(doing.error, 'kindId')} onChange={(kindId) => set({ kindId })} options={kinds.map((kind) => ({ value: kind.id, label: kind.name }))} />
      <SelectField label={t('receive.unit')} required search value={draft.unitId} error={faultOf(doing.error, 'unitId')} onChange={(unitId) => set({ unitId })} options={places} />
      {numbered ? <LongField label={t('receive.codes')} hint={codes.length ? t('receive.codesCount', { count: codes.length }) : t('receive.codesHint')} required rows={6} value={draft.codes} error={faultOf(doing.error, 'codes')} onChange={(pasted) => set({ codes: pasted })} />
        : <TextField label={t('receive.quantity')} required inputMode='numeric' value={draft.quantity} error={faultOf(doing.error, 'quantity')} onChange={(many) => set({ quantity: many })} />}
      <TextField label={t('receive.expires')} type='date' value={draft.expiresOn} error={faultOf(doing.error, 'expiresOn')} onChange={(expiresOn) => set({ expiresOn })} />
      <TextField label={t('receive.note')} value={draft.note} error={faultOf(doing.error, 'note')} onChange={(note) => set({ note })} />
      <div className='form-end'><ActionButton kind='primary' label={t('receive.save')} whyNot={bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}

const Move = ({ lot }: { readonly lot: Lot }) => {
  const { t } = useTranslation('stock')
  const places = useUnits().filter((unit) => unit.value !== lot.unitId)
  const [toUnitId, setTo] = useState<string | null>(null)
  const [typed, setQuantity] = useState('')
  const doing = useDo(moveStock)
  const quantity = wholeOf(typed)
  const bar = !toUnitId ? t('lot.toMissing') : !quantity ? t('lot.quantityMissing') : null
  return (
    <>
      <SelectField label={t('lot.toUnit')} required search value={toUnitId} error={faultOf(doing.error, 'toUnitId')} onChange={setTo} options={places} />
      <TextField label={t('lot.quantity')} required inputMode='numeric' value={typed} error={faultOf(doing.error, 'quantity')} onChange={setQuantity} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('lot.saveMove')} whyNot={bar} loading={doing.isPending} onPress={() => { if (toUnitId && quantity) doing.mutate({ id: lot.id, version: lot.version, toUnitId, quantity }) }} /></div>
    </>
  )
}

const Count = ({ lot }: { readonly lot: Lot }) => {
  const { t } = useTranslation('stock')
  const [typed, setCounted] = useState(String(lot.quantity))
  const [pasted, setMissing] = useState('')
  const [again, setFound] = useState('')
  const [note, setNote] = useState('')
  const doing = useDo(countStock)
  const counted = wholeOf(typed)
  const [missing, found] = lot.kind.numbered ? [codesIn(pasted), codesIn(again)] : [[], []]
  const differs = counted !== lot.quantity || found.length > 0
  const bar = counted === null ? t('lot.quantityMissing') : differs && note.trim() === '' ? t('lot.whyMissing') : null
  return (
    <>
      <TextField label={t('lot.counted')} required inputMode='numeric' value={typed} error={faultOf(doing.error, 'counted')} onChange={setCounted} />
      {lot.kind.numbered && <LongField label={t('lot.missing')} rows={3} value={pasted} error={faultOf(doing.error, 'missing')} onChange={setMissing} />}
      {lot.kind.numbered && <LongField label={t('lot.found')} hint={t('lot.foundHint')} rows={2} value={again} error={faultOf(doing.error, 'found')} onChange={setFound} />}
      {differs && <LongField label={t('lot.why')} required rows={2} value={note} error={faultOf(doing.error, 'note')} onChange={setNote} />}
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('lot.saveCount')} whyNot={bar} loading={doing.isPending} onPress={() => { if (counted !== null) doing.mutate({ id: lot.id, version: lot.version, counted, missing, found, note: note || null }) }} /></div>
    </>
  )
}

const Log = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation('stock')
  const term = useTerm()
  const items = useAsk(stockEntries, { id }).data?.items ?? []
  return <ol className='sto-log' aria-label={t('lot.log')}>{items.map((one) => <li key={one.id}><When at={one.at} />　<b>{term('stockEntry', one.kind)}</b>　<span className='num'>{one.change > 0 ? `+${one.change}` : one.change}</span>　{one.by?.name}　<span className='no'>{one.issueNumber}</span>{one.note && <span className='block muted pre'>{one.note}</span>}</li>)}</ol>
}

const FORMS = { move: Move, count: Count } as const
const STEPS = ['count', 'move'] as const

const Shown = ({ lot, mayKeep }: { readonly lot: Lot; readonly mayKeep: boolean }) => {
  const { t } = useTranslation('stock')
  const [step, setStep] = useState<(typeof STEPS)[number]>('count')
  const Form = FORMS[step]
  return (
    <>
      <p className='form-lead'><b>{lot.kind.name}</b>　{lot.unitName}　× {lot.quantity}　{lot.expiresOn && t('issue.until', { day: lot.expiresOn })}</p>
      {lot.codes.length > 0 && <p className='sto-c'>{t('lot.codes')}　<span className='no'>{lot.codes.join('　')}</span></p>}
      {mayKeep && <>
        <Field label={t('lot.step')}><Radio.Group aria-label={t('lot.step')} optionType='button' value={step} onChange={(event) => setStep(event.target.value as typeof step)} options={STEPS.map((value) => ({ value, label: t(`lot.${value}`) }))} /></Field>
        <Form key={`${step} ${lot.version}`} lot={lot} />
      </>}
      <Log id={lot.id} />
    </>
  )
}

/** What lies in a unit of one kind: counted, moved on, and everything that happened to it. */
export const LotPanel = ({ id, mayKeep }: { readonly id: string; readonly mayKeep: boolean }) => <Asked query={useAsk(oneLot, { id })} rows={6}>{(lot) => <Shown lot={lot} mayKeep={mayKeep} />}</Asked>
