import { PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { units } from '#contract/identity.ts'
import { pauseWebhook, removeWebhook, resumeWebhook, rotateSecret, type Webhook, webhooks } from '#contract/integration.ts'
import { Asked } from '../../../app/Asked.tsx'
import { usePanel } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { When } from '../../../ui/When.tsx'
import { Secret } from '../../../ui/Secret.tsx'
import { Deliveries } from './Deliveries.tsx'
import { WebhookForm } from './WebhookForm.tsx'
import './webhooks.css'

const hostOf = (webhook: Webhook) => new URL(webhook.url).host

const State = ({ webhook }: { readonly webhook: Webhook }) => {
  const { t } = useTranslation('settings')
  return (
    <>
      <Chip tone={webhook.paused ? 'warn' : 'good'}>{webhook.paused ? t(`webhook.pausedWhy.${webhook.paused.why}`) : t('webhook.active')}</Chip>
      {webhook.waiting > 0 && <Chip>{t('webhook.waiting', { count: webhook.waiting })}</Chip>}
      {webhook.dead > 0 && <Chip tone='alert'>{t('webhook.dead', { count: webhook.dead })}</Chip>}
      {webhook.failingSince && !webhook.paused && <span className='muted'>{t('webhook.failing')} <When at={webhook.failingSince} /></span>}
      {webhook.secretBeforeUntil && <span className='muted'>{t('webhook.both')} <When at={webhook.secretBeforeUntil} /></span>}
    </>
  )
}

interface RowProps { readonly webhook: Webhook; readonly unitName: string; readonly onOpen: (panel: string, on: string) => void; readonly onSecret: (secret: string) => void }

const Row = ({ webhook, unitName, onOpen, onSecret }: RowProps) => {
  const { t } = useTranslation('settings')
  const pausing = useDo(pauseWebhook)
  const resuming = useDo(resumeWebhook)
  const rotating = useDo(rotateSecret, ({ secret }) => onSecret(secret))
  const removing = useDo(removeWebhook)
  const of = { id: webhook.id }
  return (
    <li className='hook'>
      <b className='hook-u'>{webhook.url}</b>
      <div className='hook-t'><State webhook={webhook} /><span className='muted'>{unitName}</span></div>
      <div className='hook-a'>
        <ActionButton label={t('webhook.log')} size='small' whyNot={null} onPress={() => onOpen('log', webhook.id)} />
        <ActionButton label={t('webhook.edit')} size='small' whyNot={null} onPress={() => onOpen('edit', webhook.id)} />
        {webhook.paused
          ? <ActionButton label={t('webhook.resume')} size='small' whyNot={null} loading={resuming.isPending} onPress={() => resuming.mutate(of)} />
          : <Confirm label={t('webhook.pause')} question={t('webhook.pauseSure')} size='small' whyNot={null} loading={pausing.isPending} onConfirm={() => pausing.mutate(of)} />}
        <Confirm label={t('webhook.rotate')} question={t('webhook.rotateSure')} size='small' whyNot={null} loading={rotating.isPending} onConfirm={() => rotating.mutate(of)} />
        <Confirm label={t('webhook.remove')} question={t('webhook.removeSure')} size='small' whyNot={null} loading={removing.isPending} onConfirm={() => removing.mutate(of)} />
      </div>
      <ProblemNote error={pausing.error ?? resuming.error ?? rotating.error ?? removing.error} />
    </li>
  )
}

const Panels = ({ all }: { readonly all: readonly Webhook[] }) => {
  const { t } = useTranslation('settings')
  const { panel, on, close } = usePanel()
  const webhook = all.find((one) => one.id === on) ?? null
  return (
    <>
      <SidePanel title={t('webhook.new')} open={panel === 'new'} onClose={close}><WebhookForm webhook={null} onDone={close} /></SidePanel>
      <SidePanel title={webhook && t('webhook.editOf', { host: hostOf(webhook) })} open={panel === 'edit' && webhook !== null} onClose={close}>{webhook && <WebhookForm key={webhook.id} webhook={webhook} onDone={close} />}</SidePanel>
      <SidePanel title={webhook && t('webhook.logOf', { host: hostOf(webhook) })} open={panel === 'log' && webhook !== null} onClose={close}>{webhook && <Deliveries webhook={webhook} />}</SidePanel>
    </>
  )
}

/** Other systems that are told at once what happens to complaints. */
export const WebhooksPage = () => {
  const { t } = useTranslation('settings')
  const { open } = usePanel()
  const [secret, setSecret] = useState<string | null>(null)
  const query = useAsk(webhooks, {})
  const places = useAsk(units, { retired: '1' }).data?.items ?? []
  const unitName = (id: string | null) => (id ? places.find((one) => one.id === id)?.name ?? '' : t('webhook.everyUnit'))
  return (
    <>
      <PageHead title={t('place.webhooks.label')} sub={t('place.webhooks.hint')} actions={<ActionButton label={t('webhook.new')} kind='primary' icon={<PlusOutlined aria-hidden='true' />} whyNot={null} onPress={() => open('new')} />} />
      <div className='card'>
        <Asked query={query}>{({ items }) => (items.length === 0 ? <Empty title={t('webhook.empty')} hint={t('webhook.emptyHint')} /> : <ul className='posts'>{items.map((webhook) => <Row key={webhook.id} webhook={webhook} unitName={unitName(webhook.unitId)} onOpen={open} onSecret={setSecret} />)}</ul>)}</Asked>
      </div>
      <Panels all={query.data?.items ?? []} />
      <SidePanel title={t('webhook.rotate')} open={secret !== null} onClose={() => setSecret(null)}>{secret && <Secret secret={secret} once={t('webhook.once')} kept={t('token.kept')} onDone={() => setSecret(null)}><p className='muted'>{t('webhook.rotated')}</p></Secret>}</SidePanel>
    </>
  )
}
