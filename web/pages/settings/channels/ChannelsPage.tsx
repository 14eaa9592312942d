import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { type Built, type Channel, channels, FIELDS, pauseChannel, removeChannel, resumeChannel, testChannel } from '#contract/channel.ts'
import { Asked } from '../../../app/Asked.tsx'
import { usePanel } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { When } from '../../../ui/When.tsx'
import { ChannelForm } from './ChannelForm.tsx'
import { Sent } from './Sent.tsx'
import './channels.css'

const ASKED_EVERY_MS = 5_000

const Counts = ({ waiting, dead }: { readonly waiting: number; readonly dead: number }) => {
  const { t } = useTranslation('channel')
  return <>{waiting > 0 && <Chip>{t('count.waiting', { count: waiting })}</Chip>}{dead > 0 && <Chip tone='alert'>{t('count.dead', { count: dead })}</Chip>}</>
}

const State = ({ channel }: { readonly channel: Channel }) => {
  const { t } = useTranslation('channel')
  if (channel.pausedAt) return <Chip tone='warn'>{t('standing.paused')}</Chip>
  if (channel.failingSince) return <Chip tone='alert'>{t('standing.failing')}</Chip>
  return <Chip tone={channel.triedAt ? 'good' : 'plain'}>{channel.triedAt ? t('standing.good') : t('standing.untried')}</Chip>
}

const About = ({ channel }: { readonly channel: Channel }) => {
  const { t } = useTranslation('channel')
  const { medium } = FIELDS[channel.kind]
  return (
    <div className='ch-t muted'>
      {medium === 'robot' && <span>{channel.unitName ?? t('everyUnit')} · {channel.news.map((one) => t(`newsOf.${one}`)).join(t('common:listSeparator'))}{channel.summaryAt && ` ${channel.summaryAt}`}</span>}
      {medium === 'sms' && <span>{channel.templates.length === 0 ? t('template.none') : t('template.count', { count: channel.templates.length })}</span>}
      {channel.triedAt && <span>{t('last')} <When at={channel.triedAt} /></span>}
    </div>
  )
}

const Row = ({ channel, onOpen }: { readonly channel: Channel; readonly onOpen: (panel: string) => void }) => {
  const { t } = useTranslation('channel')
  const testing = useDo(testChannel, () => onOpen('sent'))
  const pausing = useDo(pauseChannel)
  const resuming = useDo(resumeChannel)
  const removing = useDo(removeChannel)
  const of = { id: channel.id }
  return (
    <li className='ch'>
      <div className='ch-t'><b>{channel.name}</b> <span className='muted'>{t(`kinds.${channel.kind}`)}</span> <State channel={channel} /><Counts {...channel} /></div>
      <About channel={channel} />
      {channel.problem && !channel.pausedAt && <p className='ch-bad'>{t(`problem.${channel.problem}`)}{channel.said && <small className='muted'> {channel.said}</small>}</p>}
      <div className='ch-t'>
        <ActionButton label={t('test')} size='small' whyNot={channel.pausedAt ? t('standing.paused') : null} loading={testing.isPending} onPress={() => testing.mutate(of)} />
        <ActionButton label={t('sent.title')} size='small' whyNot={null} onPress={() => onOpen('sent')} />
        <ActionButton label={t('edit')} size='small' whyNot={null} onPress={() => onOpen('edit')} />
        {channel.pausedAt
          ? <ActionButton label={t('resume')} size='small' whyNot={null} loading={resuming.isPending} onPress={() => resuming.mutate(of)} />
          : <Confirm label={t('pause')} question={t('pauseSure')} size='small' whyNot={null} loading={pausing.isPending} onConfirm={() => pausing.mutate(of)} />}
        <Confirm label={t('remove')} question={t('removeSure')} size='small' whyNot={null} loading={removing.isPending} onConfirm={() => removing.mutate(of)} />
      </div>
      <ProblemNote error={testing.error ?? pausing.error ?? resuming.error ?? removing.error} />
    </li>
  )
}

/** What needs no provider: mail by the installation's server, and browsers. */
const BuiltIn = ({ built, onOpen }: { readonly built: readonly Built[]; readonly onOpen: (lane: string) => void }) => {
  const { t } = useTranslation('channel')
  return (
    <Section title={t('built.title')}>
      <ul className='posts'>{built.map(({ lane, ready, waiting, dead }) => (
        <li className='ch' key={lane}>
          <div className='ch-t'><b>{t(`medium.${lane}`)}</b> <Chip tone={ready ? 'good' : 'plain'}>{t(ready ? 'built.ready' : 'built.notSet')}</Chip><Counts waiting={waiting} dead={dead} /><ActionButton label={t('sent.title')} size='small' whyNot={null} onPress={() => onOpen(lane)} /></div>
          <p className='muted'>{t(`built.${lane}${ready ? '' : 'NotSet'}`)}</p>
        </li>
      ))}</ul>
    </Section>
  )
}

/** The ways by which notices leave the house. */
export const ChannelsPage = () => {
  const { t } = useTranslation('channel')
  const { panel, on, open, close } = usePanel()
  const query = useAsk(channels, {}, { refetchInterval: ASKED_EVERY_MS })
  const channel = query.data?.items.find((one) => one.id === on) ?? null
  const lane = channel ?? query.data?.built.find((one) => one.lane === on)
  const laneName = channel?.name ?? (on === 'mail' || on === 'push' ? t(`medium.${on}`) : '')
  return (
    <>
      <PageHead title={t('settings:place.channels.label')} sub={t('settings:place.channels.hint')} actions={<ActionButton label={t('new')} kind='primary' icon={<PlusOutlined aria-hidden='true' />} whyNot={null} onPress={() => open('new')} />} />
      <div className='stack'>
        <div className='card'><Asked query={query}>{({ items }) => (items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : <ul className='posts'>{items.map((one) => <Row key={one.id} channel={one} onOpen={(which) => open(which, one.id)} />)}</ul>)}</Asked></div>
        {query.data && <BuiltIn built={query.data.built} onOpen={(which) => open('sent', which)} />}
      </div>
      <SidePanel title={t('new')} open={panel === 'new'} onClose={close}><ChannelForm channel={null} onDone={close} /></SidePanel>
      <SidePanel title={channel && t('editOf', { name: channel.name })} open={panel === 'edit' && channel !== null} onClose={close}>{channel && <ChannelForm key={channel.id} channel={channel} onDone={close} />}</SidePanel>
      <SidePanel title={t('sent.of', { name: laneName })} open={panel === 'sent' && lane !== undefined} onClose={close}>{lane && on && <Sent key={on} lane={on} dead={lane.dead} />}</SidePanel>
    </>
  )
}
