import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { type Campaign, campaigns } from '#contract/campaign.ts'
import { Bones } from '../../app/Asked.tsx'
import { Go, useGo, usePanel } from '../../app/Go.tsx'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import '../feedback/feedback.css'
import { VoicesNav } from '../feedback/VoicesNav.tsx'
import { useWhyNot } from '../settings/allowed.ts'
import { CampaignForm } from './CampaignForm.tsx'

export const TONES = { draft: 'warn', running: 'good', paused: 'warn', ended: 'plain' } as const

const Row = ({ one }: { readonly one: Campaign }) => {
  const { t } = useTranslation('campaign')
  const { progress } = one
  return (
    <li className='fb'>
      <div className='fb-h'><Chip tone={TONES[one.state]}>{t(`state.${one.state}`)}</Chip><Go className='link' to={links.campaign(one.id)}>{one.name}</Go></div>
      <p className='muted fb-f'>{one.from} – {one.until} · {one.units.map((unit) => unit.name).join(t('common:listSeparator'))}</p>
      <p className='fb-f'>{(['people', 'open', 'replies'] as const).map((name) => `${t(`progressOf.${name}`)} ${progress[name]}`).join(' · ')}</p>
    </li>
  )
}

/** Customers are asked for their opinion, by telephone or by a link. */
export const CampaignsPage = () => {
  const { t } = useTranslation('campaign')
  const whyNot = useWhyNot()
  const go = useGo()
  const { panel, open, close } = usePanel()
  const query = useAsk(campaigns, { limit: 100 })
  const items = query.data?.items ?? []
  return (
    <div className='page'>
      <PageHead title={t('voices:place.campaigns')} sub={t('sub')} actions={<ActionButton label={t('new')} kind='primary' icon={<PlusOutlined aria-hidden='true' />} whyNot={whyNot('campaign.make')} onPress={() => open('new')} />} />
      <VoicesNav />
      <div className='card'>
        {query.isPending && <Bones rows={4} />}
        <ProblemNote error={query.error} />
        {query.isSuccess && items.length === 0 && <Empty title={t('none')} hint={t('noneHint')} />}
        <ul className='posts' aria-label={t('voices:place.campaigns')}>{items.map((one) => <Row key={one.id} one={one} />)}</ul>
      </div>
      <SidePanel title={t('new')} open={panel === 'new'} onClose={close}><CampaignForm campaign={null} onDone={(id) => go(links.campaign(id), 'replace')} onCancel={close} /></SidePanel>
    </div>
  )
}
