import { Checkbox, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useTerm } from '../../app/i18n.ts'
import { faultOf } from '../../app/fault.ts'
import { Field } from '../../ui/Field.tsx'
import { When } from '../../ui/When.tsx'
import { Section } from '../../ui/Section.tsx'
import { AboutStaff } from './AboutStaff.tsx'
import { CHANNELS, formOf } from './channels.ts'
import { useDesk } from './desk-context.ts'
import type { Channel } from './draft.ts'
import { Line } from './inputs.tsx'
import { PresencePick } from './Presence.tsx'

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
        {form.circumstances && <Line of='soFar' fault='soFar' rows={2} hint={t('field.soFarHint')} />}
        <AboutStaff />
        <div className='ticks'>
          {form.room && <Checkbox checked={draft.privateRoom} onChange={(event) => set({ privateRoom: event.target.checked })}>{t('field.privateRoom')}</Checkbox>}
          {form.room && <Checkbox checked={draft.readBack} onChange={(event) => set({ readBack: event.target.checked })}>{t('field.readBack')}</Checkbox>}
          <Checkbox checked={draft.confidential} onChange={(event) => set({ confidential: event.target.checked })}>{t('field.confidential')}</Checkbox>
        </div>
      </div>
    </Section>
  )
}
