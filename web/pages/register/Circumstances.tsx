import { Checkbox, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { say, useTerm } from '../../app/i18n.ts'
import { faultOf } from '../../app/fault.ts'
import { Field } from '../../ui/Field.tsx'
import { When } from '../../ui/When.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { Section } from '../../ui/Section.tsx'
import { AboutStaff } from './AboutStaff.tsx'
import { CHANNELS, formOf } from './channels.ts'
import { useDesk } from './desk-context.ts'
import type { Channel } from './draft.ts'
import { Line } from './inputs.tsx'
import { PresencePick } from './Presence.tsx'
import { ReceptionLine, useReception } from './reception-line.tsx'
import { Visit } from './Visit.tsx'

const Received = () => {
  const { t } = useTranslation('register')
  const { draft, set, error } = useDesk()
  const fault = faultOf(error, 'receivedAt')
  return (
    <div className='rec'>
      <Field label={t('received.label')} hint={draft.received === 'now' && draft.startedAt ? <>{t('received.begun')}<When at={draft.startedAt} /></> : t('received.hint')} error={draft.received === 'now' ? fault : null}>
        <Radio.Group aria-label={t('received.label')} optionType='button' value={draft.received} onChange={(event) => set({ received: event.target.value === 'earlier' ? 'earlier' : 'now' })} options={[{ value: 'now', label: t('received.now') }, { value: 'earlier', label: t('received.earlier') }]} />
      </Field>
      {draft.received === 'earlier' && <Line of='receivedAt' fault='receivedAt' type='datetime-local' label={t([`received.at.${draft.channel}`, 'received.at.other'])} required />}
    </div>
  )
}

const Unit = () => {
  const { t } = useTranslation('register')
  const { draft, set, units, error } = useDesk()
  return (
    <Field id='reg-unit' label={t('field.unit')} error={faultOf(error, 'unitId')} required>
      <Select id='reg-unit' showSearch={{ optionFilterProp: 'label' }} value={draft.unitId || null} onChange={(unitId: string) => set({ unitId })} options={units.map((unit) => ({ value: unit.id, label: unit.name }))} />
    </Field>
  )
}

/** By which way it came, when, and to whom of us it belongs. The way decides what else is asked. */
export const Arrival = () => {
  const { t } = useTranslation('register')
  const term = useTerm()
  const { draft, set } = useDesk()
  const pick = (channel: Channel) => set({ channel, ...(draft.receivedAt === '' && { received: formOf(channel).earlier ? 'earlier' : 'now' }) })
  return (
    <Section title={t('section.arrival')}>
      <div className='card-b'>
        <fieldset className='chans' aria-label={t('field.channel')}>
          {CHANNELS.map((channel) => <button key={channel} type='button' aria-pressed={draft.channel === channel} onClick={() => pick(channel)}>{term('channel', channel)}</button>)}
        </fieldset>
        <p className='chan-h'>{t([`channelHint.${draft.channel}`, 'channelHint.other'])}</p>
        <PresencePick />
        <div className='form-grid'><Received /><Unit /></div>
      </div>
    </Section>
  )
}

/** Which body passed it on. */
const BodyChoice = () => {
  const { t } = useTranslation('register')
  const { pack, error } = useDesk()
  const { reception, change } = useReception()
  return <SelectField label={t('reception.body')} clear search value={reception.body ?? null} error={faultOf(error, 'reception/body')} onChange={(body) => change({ body })} options={pack.bodies.map(({ code, label }) => ({ value: code, label: say(label) }))} />
}

/** 4W1H beyond the customer's words: when, where, how far it got; for a visitor the quiet room and the reading back. */
export const Circumstances = () => {
  const { t } = useTranslation('register')
  const { draft, set } = useDesk()
  const form = formOf(draft.channel)
  return (
    <Section title={t('section.circumstances')}>
      <div className='card-b'>
        <div className='form-grid'>
          <Line of='occurredAt' fault='occurredAt' type='datetime-local' />
          <Line of='place' fault='place' label={t([`place.${draft.channel}`, 'place.other'])} />
        </div>
        {(form.reference || form.writer) && (
          <div className='form-grid'>
            {form.reference && <><BodyChoice /><ReceptionLine of='reference' fault='reference' /><ReceptionLine of='answerBy' fault='answerBy' type='datetime-local' hint={t('reception.answerByHint')} /></>}
            {form.writer && <ReceptionLine of='writtenFrom' fault='writtenFrom' />}
          </div>
        )}
        <Visit />
        {form.circumstances && <Line of='soFar' fault='soFar' rows={2} hint={t('field.soFarHint')} />}
        <div className='form-grid'><ReceptionLine of='appointment' fault='appointment/text' hint={t('reception.appointmentHint')} /><ReceptionLine of='appointmentAt' fault='appointment/dueAt' type='datetime-local' /></div>
        <AboutStaff />
        <div className='ticks'>
          <Checkbox checked={draft.confidential} onChange={(event) => set({ confidential: event.target.checked })}>{t('field.confidential')}</Checkbox>
        </div>
      </div>
    </Section>
  )
}
