import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDevice, type MyNotices, removeDevice } from '#contract/channel.ts'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { When } from '../../../ui/When.tsx'
import { pushState, subscribe } from './browser.ts'

const AddHere = ({ pushKey }: { readonly pushKey: string }) => {
  const { t } = useTranslation('channel')
  const adding = useDo(addDevice)
  const [trouble, setTrouble] = useState<'refused' | 'failed' | null>(null)
  const [asking, setAsking] = useState(false)
  const state = pushState()
  const add = () => {
    setAsking(true)
    setTrouble(null)
    subscribe(pushKey).then((device) => (device ? adding.mutate(device) : setTrouble('refused')), () => setTrouble('failed')).finally(() => setAsking(false))
  }
  return (
    <>
      <ActionButton label={t('push.here')} whyNot={state === 'ready' ? null : t(`push.not.${state}`)} loading={asking || adding.isPending} onPress={add} />
      <ProblemNote error={adding.error} />
      <p role='status' className={trouble ? 'ch-bad' : 'done-s'}>{trouble ? t(`push.${trouble}`) : adding.isSuccess ? t('push.added') : ''}</p>
    </>
  )
}

/** Browsers that show notices while the page is closed. */
export const Devices = ({ mine }: { readonly mine: MyNotices }) => {
  const { t } = useTranslation('channel')
  const removing = useDo(removeDevice)
  return (
    <Section title={t('push.title')}>
      <div className='card-b'>
        <p className='muted ch-gap'>{t('push.hint')}</p>
        {mine.devices.length > 0 && <ul className='ch-devices'>{mine.devices.map((device) => (
          <li key={device.id}><b>{device.name}</b> <span className='muted'>{t('push.since')} <When at={device.madeAt} />{device.reachedAt && <> · {t('push.reached')} <When at={device.reachedAt} /></>}</span>
            <Confirm label={t('push.remove')} question={t('push.removeSure')} size='small' whyNot={null} loading={removing.isPending} onConfirm={() => removing.mutate({ id: device.id })} /></li>
        ))}</ul>}
        <ProblemNote error={removing.error} />
        <AddHere pushKey={mine.pushKey} />
      </div>
    </Section>
  )
}
