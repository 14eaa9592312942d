import { Button, Checkbox, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { people } from '#contract/identity.ts'
import { faultOf } from '../../app/fault.ts'
import { useAsk } from '../../app/query.ts'
import { useUrl } from '../../app/Go.tsx'
import { clockOf } from '../../modules/recording/moments.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useClearing } from '../../ui/clearing.tsx'
import { Field } from '../../ui/Field.tsx'
import { When } from '../../ui/When.tsx'
import { rightNow } from '../../ui/now.ts'
import { named } from '../../ui/named.ts'
import { formOf } from './channels.ts'
import { useDesk } from './desk-context.ts'
import { isStale, recordOf, talkedFor, turnTalk } from './reception.ts'
import { ReceptionLine, useReception } from './reception-line.tsx'

const SECOND = 1_000

const useTick = (on: boolean) => {
  const [now, setNow] = useState(() => rightNow().format())
  useEffect(() => {
    if (!on) return
    const timer = setInterval(() => setNow(rightNow().format()), SECOND)
    return () => clearInterval(timer)
  }, [on])
  return now
}

/** How long the customer has sat with us; broken off and ended are facts, too. */
const Timer = () => {
  const { t } = useTranslation('register')
  const { error } = useDesk()
  const { reception: { talk }, change } = useReception()
  const now = useTick(talk !== null && !talk.endedAt && !talk.pausedAt)
  const turn = (to: Parameters<typeof turnTalk>[1]) => change({ talk: turnTalk(talk, to, rightNow().format()) })
  const fault = faultOf(error, 'reception/talk/startedAt') ?? faultOf(error, 'reception/talk/endedAt')
  return (
    <div className='talk'>
      <span className='lab'>{t('visit.talk')}</span>
      <b className='num' role='timer'>{talk ? clockOf(talkedFor(talk, now) / SECOND) : '0:00'}</b>
      {!talk && <Button size='small' onClick={() => turn('start')}>{t('visit.start')}</Button>}
      {talk && !talk.endedAt && <Button size='small' onClick={() => turn(talk.pausedAt ? 'resume' : 'pause')}>{t(talk.pausedAt ? 'visit.resume' : 'visit.pause')}</Button>}
      {talk && !talk.endedAt && <Button size='small' onClick={() => turn('end')}>{t('visit.end')}</Button>}
      {talk?.endedAt && <><span className='muted'>{t('visit.ended')} <When at={talk.endedAt} /></span><Button size='small' type='text' onClick={() => turn('resume')}>{t('visit.goOn')}</Button></>}
      {fault && <p className='fault' role='alert'>{fault}</p>}
    </div>
  )
}

const Host = () => {
  const { t } = useTranslation('register')
  const { error } = useDesk()
  const clearing = useClearing()
  const { reception: { hostId }, change } = useReception()
  const all = useAsk(people, {}).data?.items ?? []
  return (
    <Field id='reg-host' label={t('visit.host')} hint={t('visit.hostHint')} error={faultOf(error, 'reception/hostId')}>
      <Select labelRender={named} id='reg-host' showSearch={{ optionFilterProp: 'label' }} allowClear={clearing} placeholder={t('visit.hostChoose')} value={hostId} onChange={(id: string | undefined) => change({ hostId: id ?? null })} options={all.filter((one) => !one.retired).map((one) => ({ value: one.id, label: one.name }))} />
    </Field>
  )
}

/** Whether the record was read to the customer, and whether it still says the same. */
const Confirmed = () => {
  const { t } = useTranslation('register')
  const { draft, set } = useDesk()
  const { change: patch } = useUrl()
  const { reception: { readBack }, change } = useReception()
  const record = recordOf(draft)
  return (
    <div className='read-back'>
      {readBack && <p className={isStale(draft) ? 'fault' : ''} role='status'>{isStale(draft) ? t('visit.stale') : t(readBack.signatureId ? 'visit.signed' : 'visit.confirmed')} <When at={readBack.at} /></p>}
      <p className='card-a'>
        <ActionButton label={t(readBack ? 'visit.readAgain' : 'visit.read')} whyNot={record === '' ? t('visit.nothing') : null} onPress={() => patch({ read: '1' })} />
        {readBack && <Button type='text' onClick={() => change({ readBack: null })}>{t('visit.forget')}</Button>}
      </p>
      {!readBack && <Checkbox checked={draft.readBack} onChange={(event) => set({ readBack: event.target.checked })}>{t('field.readBack')}</Checkbox>}
    </div>
  )
}

/** A4: the quiet room, who stays with the customer, how long it took, what they confirmed. */
export const Visit = () => {
  const { t } = useTranslation('register')
  const { draft, set } = useDesk()
  if (!formOf(draft.channel).room) return null
  return (
    <>
      <div className='ticks'><Checkbox checked={draft.privateRoom} onChange={(event) => set({ privateRoom: event.target.checked })}>{t('field.privateRoom')}</Checkbox></div>
      <div className='form-grid'><ReceptionLine of='seatedAt' fault='seatedAt' /><Host /></div>
      <Timer />
      <Confirmed />
    </>
  )
}
