import { CopyOutlined, DownloadOutlined, PhoneOutlined, PrinterOutlined, SendOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { beginCampaign, type Campaign, campaign as asked, endCampaign, type OpinionCall, pauseCampaign, people, releaseCall } from '#contract/campaign.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go, usePanel } from '../../app/Go.tsx'
import { localeNow, useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk, useDo } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { When } from '../../ui/When.tsx'
import '../feedback/feedback.css'
import { useWhyNot } from '../settings/allowed.ts'
import { CallPanel } from './CallPanel.tsx'
import { CampaignForm } from './CampaignForm.tsx'
import { TONES } from './CampaignsPage.tsx'
import { ChooseForm } from './ChooseForm.tsx'
import { Latest, Results } from './Results.tsx'
import { LinksSent, SendLinks } from './SendLinks.tsx'

const MINUTE = 60_000
type Props = { readonly campaign: Campaign }

/** Begins it, or lets it go on. */
const Begin = ({ campaign, nobody }: Props & { readonly nobody: boolean }) => {
  const { t } = useTranslation('campaign')
  const whyNot = useWhyNot()
  const beginning = useDo(beginCampaign)
  return (
    <>
      <ActionButton label={t(campaign.state === 'draft' ? 'begin' : 'goOn')} kind={nobody ? 'default' : 'primary'} whyNot={whyNot('campaign.begin')} loading={beginning.isPending} onPress={() => beginning.mutate({ id: campaign.id, version: campaign.version })} />
      <ProblemNote error={beginning.error} />
    </>
  )
}

/** Holds it up, or ends it for good. */
const Stop = ({ campaign }: Props) => {
  const { t } = useTranslation('campaign')
  const whyNot = useWhyNot()
  const pausing = useDo(pauseCampaign)
  const ending = useDo(endCampaign)
  const on = { id: campaign.id, version: campaign.version }
  return (
    <>
      {campaign.state === 'running' && <ActionButton label={t('pause')} whyNot={whyNot('campaign.pause')} loading={pausing.isPending} onPress={() => pausing.mutate(on)} />}
      <Confirm label={t('end')} question={t('endSure')} whyNot={whyNot('campaign.end')} loading={ending.isPending} onConfirm={() => ending.mutate(on)} />
      <ProblemNote error={pausing.error ?? ending.error} />
    </>
  )
}

/** What can be done with it as it stands. */
const Steps = ({ campaign }: Props) => {
  const { t } = useTranslation('campaign')
  const whyNot = useWhyNot()
  const { open } = usePanel()
  const { state, progress, toAnybody } = campaign
  const nobody = progress.people === 0 && !toAnybody
  return (
    <div className='ask-s'>
      {state === 'running' && <ActionButton label={t('call')} kind='primary' icon={<PhoneOutlined aria-hidden='true' />} whyNot={whyNot('campaign.take')} onPress={() => open('call')} />}
      {state === 'running' && progress.people > 0 && <ActionButton label={t('links.open')} icon={<SendOutlined aria-hidden='true' />} whyNot={whyNot('campaign.send')} onPress={() => open('links')} />}
      {state !== 'ended' && <ActionButton label={t('choose')} kind={nobody ? 'primary' : 'default'} whyNot={whyNot('campaign.choose')} onPress={() => open('choose')} />}
      {['draft', 'paused'].includes(state) && <Begin campaign={campaign} nobody={nobody} />}
      {state === 'draft' && <ActionButton label={t('common:edit')} whyNot={whyNot('campaign.change')} onPress={() => open('edit')} />}
      {['running', 'paused'].includes(state) && <Stop campaign={campaign} />}
      <Button icon={<DownloadOutlined aria-hidden='true' />} href={links.opinionTable(campaign.id)}>{t('export')}</Button>
    </div>
  )
}

const SHOWN = ['people', 'open', 'answered', 'declined', 'unreachable', 'tries', 'replies', 'byLink'] as const

const Progress = ({ campaign }: Props) => {
  const { t } = useTranslation('campaign')
  const { progress, leftOut } = campaign
  const anyLeftOut = Object.values(leftOut).some((count) => count > 0)
  return (
    <Section title={t('progress')}>
      <dl className='ask-p'>{SHOWN.map((name) => <div key={name}><dt>{t(`progressOf.${name}`)}</dt><dd className='num'>{progress[name]}</dd></div>)}</dl>
      {anyLeftOut && <p className='muted ask-n'>{t('leftOut', { ...leftOut })}</p>}
      {progress.aside > 0 && <p className='muted ask-n'>{t('asideNote', { count: progress.aside })}</p>}
    </Section>
  )
}

const Share = ({ campaign }: Props) => {
  const { t } = useTranslation('campaign')
  const [copied, setCopied] = useState(false)
  const { address } = campaign
  if (!address) return null
  return (
    <Section title={t('share')}>
      <div className='card-b'>
        <p className='hint'>{t('shareHint')}</p>
        <p className='ask-l'>{address}</p>
        <div className='fb-a'><Button icon={<CopyOutlined aria-hidden='true' />} onClick={() => { void navigator.clipboard?.writeText(address).then(() => setCopied(true)) }}>{copied ? t('common:copied') : t('copy')}</Button><Button icon={<PrinterOutlined aria-hidden='true' />} href={links.opinionCard(campaign.id, localeNow())} target='_blank'>{t('print')}</Button></div>
      </div>
    </Section>
  )
}

const Person = ({ one }: { readonly one: OpinionCall }) => {
  const { t } = useTranslation('campaign')
  const term = useTerm()
  const whyNot = useWhyNot()
  const { person } = useSession()
  const releasing = useDo(releaseCall)
  const mine = one.taken?.by.id === person.id
  return (
    <li className='fb'>
      <div className='fb-h'><Go className='link' to={links.customer(one.customer.id)}>{one.customer.name}</Go><Chip tone={one.state === 'done' ? 'plain' : 'primary'}>{one.result ? term('opinionResult', one.result) : t('person.open')}</Chip></div>
      <p className='muted fb-f'>{one.unitName}{one.complaint && ` · ${one.complaint.number}`}{one.tries > 0 && ` · ${t('person.tried', { count: one.tries })}`}{one.link && ` · ${t(`links.person.${one.link.way}`, { state: t(`links.of.${one.link.state === 'going' ? 'waiting' : one.link.state}`) })}`}{one.nextAt && <> · {t('person.next')} <When at={one.nextAt} /></>}{one.note && ` · ${one.note}`}</p>
      {one.taken && one.state === 'open' && <div className='fb-a'><span className='muted'>{t('person.takenBy', { name: one.taken.by.name })}</span><ActionButton label={t('person.release')} size='small' whyNot={mine ? null : whyNot('campaign.release')} loading={releasing.isPending} onPress={() => releasing.mutate({ id: one.id, version: one.version })} /></div>}
      <ProblemNote error={releasing.error} />
    </li>
  )
}

const People = ({ campaign }: Props) => {
  const { t } = useTranslation('campaign')
  const query = useAsk(people, { id: campaign.id, limit: 100 })
  const items = query.data?.items ?? []
  return (
    <Section title={t('people')} count={campaign.progress.people}>
      <ProblemNote error={query.error} />
      {query.isSuccess && items.length === 0 && <Empty title={t('person.none')} hint={t('chooseHint')} />}
      <ul className='posts' aria-label={t('people')}>{items.map((one) => <Person key={one.id} one={one} />)}</ul>
    </Section>
  )
}

const Shown = ({ campaign }: Props) => {
  const { t } = useTranslation('campaign')
  const { panel, close } = usePanel()
  return (
    <div className='page'>
      <PageHead title={campaign.name} up={{ to: links.campaigns(), label: t('voices:place.campaigns') }} sub={<><Chip tone={TONES[campaign.state]}>{t(`state.${campaign.state}`)}</Chip> {campaign.from} – {campaign.until} · {campaign.units.map((unit) => unit.name).join(t('common:listSeparator'))}</>} />
      <Steps campaign={campaign} />
      <div className='voices-s'><Progress campaign={campaign} /><LinksSent campaign={campaign} /><Share campaign={campaign} /><Results campaign={campaign} /><Latest campaign={campaign} /><People campaign={campaign} /></div>
      <SidePanel title={t('callTitle')} open={panel === 'call'} onClose={close}><CallPanel campaign={campaign} /></SidePanel>
      <SidePanel title={t('choose')} open={panel === 'choose'} onClose={close}><ChooseForm campaign={campaign} onDone={close} /></SidePanel>
      <SidePanel title={t('links.open')} open={panel === 'links'} onClose={close}><SendLinks campaign={campaign} onDone={close} /></SidePanel>
      <SidePanel title={t('edit')} open={panel === 'edit'} onClose={close}><CampaignForm key={campaign.version} campaign={campaign} onDone={close} onCancel={close} /></SidePanel>
    </div>
  )
}

/** One campaign: how far it is, what was answered, and the next call. */
export const CampaignPage = ({ id }: { readonly id: string }) => {
  const query = useAsk(asked, { id }, { refetchInterval: MINUTE })
  return <Asked query={query} rows={8}>{(campaign) => <Shown campaign={campaign} />}</Asked>
}
