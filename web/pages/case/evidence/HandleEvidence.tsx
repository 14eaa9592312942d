import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileRef } from '#contract/common.ts'
import { type Evidence, EvidenceStep, keepLonger, moveEvidence } from '#contract/evidence.ts'
import { faultOf } from '../../../app/fault.ts'
import { say, useTerm } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { uploadFile } from '../../../app/upload.ts'
import { links } from '../../../links.ts'
import '../../../modules/custody/custody.css'
import '../../../modules/inquiry/inquiry.css'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { FileDrop } from '../../../ui/FileDrop.tsx'
import { useZone, useZoneHint } from '../../../ui/InZone.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { When } from '../../../ui/When.tsx'
import { momentAt } from '../../../ui/zone.ts'
import { Sign } from '../goods/Sign.tsx'
import { Person } from '../inquiries/Given.tsx'
import { useScene } from '../scene.ts'
import { Check } from './Check.tsx'
import { Kept, holderOf } from './EvidenceCard.tsx'

type Kind = Exclude<EvidenceStep, 'taken'>
interface Props { readonly one: Evidence; readonly onDone: () => void }
interface Draft { readonly toId: string | null; readonly toName: string; readonly place: string; readonly seal: string; readonly why: string; readonly signatureId: string | undefined; readonly witnessId: string | null; readonly files: readonly FileRef[] }

const ENDS: readonly Kind[] = ['returned', 'released', 'destroyed']
const BY_RECEIPT: readonly Kind[] = ['handed', 'stored', ...ENDS]
const WITH_FILES: readonly Kind[] = ['examined', 'secured']

const wantingIn = (kind: Kind, draft: Draft): string | null => {
  if (kind === 'sealed' && draft.seal.trim() === '') return 'step.sealMissing'
  if (kind === 'handed' && !draft.toId && draft.toName.trim() === '') return 'step.toMissing'
  if (kind === 'stored' && draft.place.trim() === '') return 'step.placeMissing'
  if (ENDS.includes(kind) && !draft.witnessId) return 'step.witnessMissing'
  return draft.why.trim() === '' ? 'step.whyMissing' : null
}

const Step = ({ one, kind, onDone }: Props & { readonly kind: Exclude<Kind, 'extended'> }) => {
  const { t } = useTranslation('evidence')
  const { me } = useScene()
  const [draft, setDraft] = useState<Draft>({ toId: null, toName: '', place: '', seal: '', why: '', signatureId: undefined, witnessId: null, files: [] })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(moveEvidence, onDone)
  const wanting = wantingIn(kind, draft)
  const line = (name: 'toName' | 'place' | 'seal', required = false) => <Field id={`step-${name}`} label={t(`step.${name}`)} error={faultOf(doing.error, name)} required={required}><Input id={`step-${name}`} maxLength={200} value={draft[name]} onChange={(event) => set({ [name]: event.target.value })} /></Field>
  const save = () => doing.mutate({
    id: one.id, version: one.version, kind, why: draft.why, toName: draft.toName, place: draft.place, seal: draft.seal, fileIds: draft.files.map(({ id }) => id), ...(draft.toId && { toId: draft.toId }), ...(draft.signatureId && { signatureId: draft.signatureId }), ...(draft.witnessId && { witnessId: draft.witnessId }),
  })
  return (
    <>
      {kind === 'handed' && <div className='form-grid'><Person id='step-to' label={t('step.to')} value={draft.toId} onChange={(toId) => set({ toId, ...(toId && { toName: '' }) })} error={faultOf(doing.error, 'toId')} required={false} />{!draft.toId && line('toName')}</div>}
      {kind === 'sealed' && line('seal', true)}
      {(kind === 'handed' || kind === 'stored') && line('place', kind === 'stored')}
      {ENDS.includes(kind) && <Person id='step-witness' label={t('step.witness')} value={draft.witnessId} onChange={(witnessId) => set({ witnessId })} error={faultOf(doing.error, 'witnessId')} without={me.id} />}
      {WITH_FILES.includes(kind) && <Field label={t('step.files')} error={faultOf(doing.error, 'fileIds')}><FileDrop label={t('step.files')} files={draft.files} onChange={(files) => set({ files })} upload={uploadFile} /></Field>}
      <Field id='step-why' label={t(kind === 'secured' ? 'step.securedHow' : 'step.why')} error={faultOf(doing.error, 'why')} required><Input.TextArea id='step-why' autoSize={{ minRows: 2 }} value={draft.why} onChange={(event) => set({ why: event.target.value })} /></Field>
      {kind === 'handed' && <Sign who={t('step.taker')} value={draft.signatureId} onChange={(signatureId) => set({ signatureId })} />}
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind={ENDS.includes(kind) ? 'danger' : 'primary'} label={t('step.save')} whyNot={wanting && t(wanting)} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}

const Longer = ({ one, onDone }: Props) => {
  const { t } = useTranslation('evidence')
  const { zone } = useZone()
  const zoneHint = useZoneHint()
  const [until, setUntil] = useState('')
  const [why, setWhy] = useState('')
  const doing = useDo(keepLonger, onDone)
  const bar = until === '' ? t('take.untilMissing') : why.trim() === '' ? t('step.whyMissing') : null
  return (
    <>
      <Field id='longer-until' label={t('longer.until')} hint={zoneHint} error={faultOf(doing.error, 'until')} required><Input id='longer-until' type='datetime-local' value={until} onChange={(event) => setUntil(event.target.value)} /></Field>
      <Field id='longer-why' label={t('longer.why')} error={faultOf(doing.error, 'why')} required><Input.TextArea id='longer-why' autoSize={{ minRows: 2 }} value={why} onChange={(event) => setWhy(event.target.value)} /></Field>
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('longer.save')} whyNot={bar} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, until: momentAt(zone, until), why })} /></div>
    </>
  )
}

const Chain = ({ one }: { readonly one: Evidence }) => {
  const { t } = useTranslation('evidence')
  const term = useTerm()
  return (
    <ol className='goods-log' aria-label={t('chain')}>{one.steps.map((step) => (
      <li key={step.id}><When at={step.at} />　<b>{term('evidenceStep', step.kind)}</b>　{step.by?.name}{(step.to ?? step.toName) && step.kind === 'handed' && `　→ ${step.to?.name ?? step.toName}`}{step.seal && `　${t('seal', { number: step.seal })}`}　{step.place}{step.until && <>　<When at={step.until} end /></>}{step.witness && `　${t('witness', { name: step.witness.name })}`}　<span className='muted'>{step.why}</span>{step.signatureId && <>　<a className='link' href={links.file(step.signatureId, true)} target='_blank' rel='noreferrer'>{t('signature')}</a></>}</li>
    ))}</ol>
  )
}

const possible = (one: Evidence): readonly Kind[] => EvidenceStep.options.filter((kind): kind is Kind => kind !== 'taken')
  .filter((kind) => !(one.goods && BY_RECEIPT.includes(kind)) && (kind !== 'extended' || (one.clock !== null && one.keeping !== 'secured')) && (kind !== 'secured' || one.keeping !== 'secured'))

/** One item of evidence: where it came from, everything that happened to it, and what may be done with it. */
export const HandleEvidence = (props: Props) => {
  const { t } = useTranslation('evidence')
  const term = useTerm()
  const { open } = useScene()
  const { one } = props
  const kinds = possible(one)
  const [kind, setKind] = useState<Kind>(kinds[0] ?? 'examined')
  return (
    <>
      <div className='form-lead'>
        <p className='inq-h'><b>{one.what}</b><span className='muted'>{term('evidenceKind', one.kind)}</span><Kept one={one} /></p>
        <p className='muted'><span className='no'>{one.number}</span>　{holderOf(one)}{one.seal && `　${t('seal', { number: one.seal })}`}</p>
        <p>{t('from', { origin: one.origin, place: one.collectedPlace, name: one.collectedBy?.name ?? '' })}　<When at={one.collectedAt} /></p>
        {one.clock && <p>{one.clock.label ? say(one.clock.label) : t('take.typed')}　<When at={one.clock.until} end /></p>}
        {one.goods && <p><button type='button' className='link' onClick={() => one.goods && open('goods', one.goods.id)}>{t('byReceipt', { number: one.goods.number })}</button></p>}
      </div>
      <Chain one={one} />
      {one.files.length > 0 && <Check one={one} />}
      {one.state === 'held' && <>
        <Field id='step-kind' label={t('step.kind')}><Select id='step-kind' value={kind} onChange={(next: Kind) => setKind(next)} options={kinds.map((value) => ({ value, label: term('evidenceStep', value) }))} /></Field>
        {kind === 'extended' ? <Longer {...props} /> : <Step key={kind} kind={kind} {...props} />}
      </>}
    </>
  )
}
