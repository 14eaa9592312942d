import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { doStep, lift, notePolice, type Offence } from '#contract/offence.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Field } from '../../ui/Field.tsx'
import { useZone } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import { momentAt } from '../../ui/zone.ts'
import './offence.css'

const Police = ({ id, onDone }: { readonly id: string; readonly onDone: () => void }) => {
  const { t } = useTranslation('offence')
  const { zone } = useZone()
  const [draft, setDraft] = useState({ number: '', station: '', at: '' })
  const doing = useDo(notePolice, onDone)
  const bar = Object.values(draft).some((value) => value.trim() === '') ? t('policeMissing') : null
  return (
    <>
      <Field id='police-number' label={t('policeNumber')} required><Input id='police-number' maxLength={200} value={draft.number} onChange={(event) => setDraft({ ...draft, number: event.target.value })} /></Field>
      <Field id='police-station' label={t('policeStation')} required><Input id='police-station' maxLength={200} value={draft.station} onChange={(event) => setDraft({ ...draft, station: event.target.value })} /></Field>
      <Field id='police-at' label={t('policeAt')} error={faultOf(doing.error, 'at')} required><Input id='police-at' type='datetime-local' value={draft.at} onChange={(event) => setDraft({ ...draft, at: event.target.value })} /></Field>
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('policeSave')} whyNot={bar} loading={doing.isPending} onPress={() => doing.mutate({ id, number: draft.number, station: draft.station, at: momentAt(zone, draft.at) })} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </>
  )
}

const Lift = ({ id, onDone }: { readonly id: string; readonly onDone: () => void }) => {
  const { t } = useTranslation('offence')
  const [reason, setReason] = useState('')
  const doing = useDo(lift, onDone)
  return (
    <>
      <Field id='lift-reason' label={t('liftReason')} required><Input.TextArea id='lift-reason' autoSize={{ minRows: 2 }} value={reason} onChange={(event) => setReason(event.target.value)} /></Field>
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('liftSave')} whyNot={reason.trim() === '' ? t('liftMissing') : null} loading={doing.isPending} onPress={() => doing.mutate({ id, reason })} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </>
  )
}

const Steps = ({ one }: { readonly one: Offence }) => {
  const { t } = useTranslation('offence')
  const doing = useDo(doStep)
  return (
    <>
      <h3>{t('steps')}</h3>
      <ProblemNote error={doing.error} />
      <ul className='off-s'>{one.steps.map(({ code, label, done }) => <li key={code}><Checkbox checked={done !== null} disabled={done !== null || doing.isPending} onChange={() => doing.mutate({ id: one.id, code })}>{label}</Checkbox>{done && <small className='muted'>{done.by?.name}　<When at={done.at} /></small>}</li>)}</ul>
    </>
  )
}

const One = ({ one, whyNotLift }: { readonly one: Offence; readonly whyNotLift: string | null | undefined }) => {
  const { t } = useTranslation('offence')
  const term = useTerm()
  const [form, setForm] = useState<'police' | 'lift' | null>(null)
  const shut = () => setForm(null)
  return (
    <li>
      <p><Chip tone={one.lifted ? 'plain' : 'danger'}>{term('offenceKind', one.kind)}</Chip>　{one.flaggedBy?.name}　<When at={one.flaggedAt} /></p>
      <p className='pre'>{one.what}</p>
      <p>{one.police ? t('policeTold', one.police) : t('policeNot')}{one.police && <>　<When at={one.police.at} /></>}</p>
      {one.lifted ? <p className='muted'>{t('lifted', { name: one.lifted.by?.name ?? '', reason: one.lifted.reason })}　<When at={one.lifted.at} /></p> : <>
        <p className='muted'>{t(one.restricted ? 'keptRestricted' : 'kept')}</p>
        <Steps one={one} />
        {form === 'police' && <Police id={one.id} onDone={shut} />}
        {form === 'lift' && <Lift id={one.id} onDone={shut} />}
        {form === null && <div className='card-a'><Button size='small' onClick={() => setForm('police')}>{t('policeOpen')}</Button><ActionButton size='small' label={t('liftOpen')} whyNot={whyNotLift} onPress={() => setForm('lift')} /></div>}
      </>}
    </li>
  )
}

/** What may be an offence: what the police know, how staff are protected, and when it was lifted. */
export const OffenceCard = ({ offences, whyNotLift }: { readonly offences: readonly Offence[]; readonly whyNotLift: string | null | undefined }) => {
  const { t } = useTranslation('offence')
  return offences.length > 0 && <Section title={t('title')}><ul className='off card-b'>{offences.map((one) => <One key={one.id} one={one} whyNotLift={whyNotLift} />)}</ul></Section>
}
