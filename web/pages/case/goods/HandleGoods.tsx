import { Checkbox, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Goods, loseGoods, moveGoods, postponeReturn, returnGoods } from '#contract/custody.ts'
import { people } from '#contract/identity.ts'
import { faultOf } from '../../../app/fault.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { useZone } from '../../../ui/InZone.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { When } from '../../../ui/When.tsx'
import { momentAt } from '../../../ui/zone.ts'
import { named } from '../../../ui/named.ts'
import { links } from '../../../links.ts'
import { Sign } from './Sign.tsx'

const STEPS = ['move', 'return', 'postpone', 'lost'] as const
type Step = (typeof STEPS)[number]
interface Props { readonly goods: Goods; readonly customerName: string; readonly onDone: () => void }

const Why = ({ id, label, value, onChange, error }: { readonly id: string; readonly label: string; readonly value: string; readonly onChange: (text: string) => void; readonly error: string | null | undefined }) => (
  <Field id={id} label={label} error={error ?? null} required><Input.TextArea id={id} autoSize={{ minRows: 2 }} maxLength={200} value={value} onChange={(event) => onChange(event.target.value)} /></Field>
)

const Move = ({ goods, onDone }: Props) => {
  const { t } = useTranslation('custody')
  const [to, setTo] = useState<string | null>(goods.holder?.id ?? null)
  const [place, setPlace] = useState(goods.place)
  const [why, setWhy] = useState('')
  const [signatureId, setSignature] = useState<string>()
  const doing = useDo(moveGoods, onDone)
  const others = (useAsk(people, {}).data?.items ?? []).filter((person) => !person.retired)
  const bar = place.trim() === '' ? t('move.placeMissing') : why.trim() === '' ? t('move.whyMissing') : null
  return (
    <>
      <div className='form-grid'>
        <Field id='move-to' label={t('move.to')}><Select labelRender={named} id='move-to' value={to} showSearch={{ optionFilterProp: 'label' }} onChange={(id: string) => setTo(id)} options={others.map((person) => ({ value: person.id, label: person.name }))} /></Field>
        <Field id='move-place' label={t('move.place')} error={faultOf(doing.error, 'place')} required><Input id='move-place' maxLength={200} value={place} onChange={(event) => setPlace(event.target.value)} /></Field>
      </div>
      <Why id='move-why' label={t('move.why')} value={why} onChange={setWhy} error={faultOf(doing.error, 'why')} />
      <Sign who={t('sign.taker')} value={signatureId} onChange={setSignature} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('move.save')} whyNot={bar} loading={doing.isPending} onPress={() => doing.mutate({ id: goods.id, version: goods.version, place, why, ...(to && { holderId: to }), ...(signatureId && { signatureId }) })} /></div>
    </>
  )
}

const Return = ({ goods, customerName, onDone }: Props) => {
  const { t } = useTranslation('custody')
  const [isCustomer, setCustomer] = useState(true)
  const [other, setOther] = useState({ to: '', authority: '' })
  const [note, setNote] = useState('')
  const [signatureId, setSignature] = useState<string>()
  const doing = useDo(returnGoods, onDone)
  const to = isCustomer ? customerName : other.to
  const bar = to.trim() === '' ? t('return.toMissing') : !isCustomer && other.authority.trim() === '' ? t('return.authorityMissing') : signatureId ? null : t('return.signMissing')
  return (
    <>
      <Checkbox checked={isCustomer} onChange={(event) => setCustomer(event.target.checked)}>{t('return.isCustomer', { name: customerName })}</Checkbox>
      {!isCustomer && <div className='form-grid'>
        <Field id='return-to' label={t('return.to')} required><Input id='return-to' maxLength={200} value={other.to} onChange={(event) => setOther({ ...other, to: event.target.value })} /></Field>
        <Field id='return-authority' label={t('return.authority')} error={faultOf(doing.error, 'authority')} required><Input id='return-authority' maxLength={200} value={other.authority} onChange={(event) => setOther({ ...other, authority: event.target.value })} /></Field>
      </div>}
      <Field id='return-note' label={t('return.note')}><Input.TextArea id='return-note' autoSize={{ minRows: 2 }} value={note} onChange={(event) => setNote(event.target.value)} /></Field>
      <Sign who={t('sign.back', { name: to || '…' })} value={signatureId} onChange={setSignature} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('return.save')} whyNot={bar} loading={doing.isPending} onPress={() => { if (signatureId) doing.mutate({ id: goods.id, version: goods.version, to, isCustomer, authority: other.authority, signatureId, note }) }} /></div>
    </>
  )
}

const Postpone = ({ goods, onDone }: Props) => {
  const { t } = useTranslation('custody')
  const { zone } = useZone()
  const [at, setAt] = useState('')
  const [why, setWhy] = useState('')
  const doing = useDo(postponeReturn, onDone)
  const bar = at === '' ? t('take.returnMissing') : why.trim() === '' ? t('move.whyMissing') : null
  return (
    <>
      <Field id='postpone-at' label={t('take.returnBy')} error={faultOf(doing.error, 'returnBy')} required><Input id='postpone-at' type='datetime-local' value={at} onChange={(event) => setAt(event.target.value)} /></Field>
      <Why id='postpone-why' label={t('postpone.why')} value={why} onChange={setWhy} error={faultOf(doing.error, 'why')} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('postpone.save')} whyNot={bar} loading={doing.isPending} onPress={() => doing.mutate({ id: goods.id, version: goods.version, returnBy: momentAt(zone, at), why })} /></div>
    </>
  )
}

const Lost = ({ goods, onDone }: Props) => {
  const { t } = useTranslation('custody')
  const [why, setWhy] = useState('')
  const doing = useDo(loseGoods, onDone)
  return (
    <>
      <p className='form-lead'>{t('lost.lead')}</p>
      <Why id='lost-why' label={t('lost.why')} value={why} onChange={setWhy} error={faultOf(doing.error, 'why')} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='danger' label={t('lost.save')} whyNot={why.trim() === '' ? t('lost.whyMissing') : null} loading={doing.isPending} onPress={() => doing.mutate({ id: goods.id, version: goods.version, why })} /></div>
    </>
  )
}

const FORMS = { move: Move, return: Return, postpone: Postpone, lost: Lost } as const

const Log = ({ goods }: { readonly goods: Goods }) => {
  const { t } = useTranslation('custody')
  return (
    <ol className='goods-log' aria-label={t('log.title')}>
      <li><When at={goods.takenAt} />　{t('log.taken', { name: goods.takenBy?.name ?? '' })}{goods.unsignedWhy && `　${goods.unsignedWhy}`}</li>
      {goods.moves.map((one) => <li key={one.id}><When at={one.at} />　{one.to && one.from?.id !== one.to.id ? t('log.passed', { from: one.from?.name ?? '', to: one.to.name }) : one.by?.name}　{one.place}　<span className='muted'>{one.why}</span>{one.signatureId && <>　<a className='link' href={links.file(one.signatureId, true)} target='_blank' rel='noreferrer'>{t('log.signature')}</a></>}</li>)}
      {goods.ended && <li><When at={goods.ended.at} />　{goods.state === 'lost' ? t('log.lost') : t('log.returned', { name: goods.ended.to ?? '' })}{goods.ended.authority && `　${goods.ended.authority}`}　<span className='muted'>{goods.ended.note}</span></li>}
    </ol>
  )
}

/** One thing that lies with us: where it has been, and what may be done with it. */
export const HandleGoods = (props: Props) => {
  const { t } = useTranslation('custody')
  const [step, setStep] = useState<Step>('move')
  const Form = FORMS[step]
  return (
    <>
      <p className='form-lead'><b>{props.goods.what}</b>　<span className='no'>{props.goods.number}</span></p>
      <Log goods={props.goods} />
      {props.goods.state === 'held' && <>
        <Field label={t('step.label')}><Radio.Group aria-label={t('step.label')} optionType='button' value={step} onChange={(event) => setStep(event.target.value as Step)} options={STEPS.map((value) => ({ value, label: t(`step.${value}`) }))} /></Field>
        <Form key={step} {...props} />
      </>}
    </>
  )
}
