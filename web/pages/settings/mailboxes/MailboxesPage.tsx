import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { beginConsent, type Mailbox, mailboxes, pauseMailbox, removeMailbox, resumeMailbox } from '#contract/mailbox.ts'
import { Asked } from '../../../app/Asked.tsx'
import { Go, usePanel } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { When } from '../../../ui/When.tsx'
import { MailboxForm } from './MailboxForm.tsx'
import './mailboxes.css'

const ASKED_EVERY_MS = 5_000

const State = ({ mailbox }: { readonly mailbox: Mailbox }) => {
  const { t } = useTranslation('mailbox')
  if (mailbox.oauth && !mailbox.oauth.consentedAt) return <Chip tone='warn'>{t('state.consent')}</Chip>
  if (mailbox.pausedAt) return <Chip tone='warn'>{t('state.paused')}</Chip>
  if (mailbox.trouble) return <Chip tone='alert'>{t('state.stuck')}</Chip>
  return <Chip tone={mailbox.seenAt ? 'good' : 'plain'}>{mailbox.seenAt ? t('state.watched') : t('state.waiting')}</Chip>
}

const TroubleNote = ({ mailbox }: { readonly mailbox: Mailbox }) => {
  const { t } = useTranslation('mailbox')
  if (!mailbox.trouble || (mailbox.pausedAt && mailbox.trouble.code !== 'consent')) return null
  return (
    <p className='mb-bad'>
      {t(`trouble.${mailbox.trouble.code}`)}{mailbox.trouble.said && t('said', { said: mailbox.trouble.said })} {mailbox.troubleSince && <span className='muted'>{t('since')} <When at={mailbox.troubleSince} /></span>}
    </p>
  )
}

const Row = ({ mailbox, onEdit }: { readonly mailbox: Mailbox; readonly onEdit: () => void }) => {
  const { t } = useTranslation('mailbox')
  const pausing = useDo(pauseMailbox)
  const resuming = useDo(resumeMailbox)
  const removing = useDo(removeMailbox)
  const consenting = useDo(beginConsent, ({ url }) => location.assign(url))
  const of = { id: mailbox.id }
  return (
    <li className='mb'>
      <div className='mb-t'><b className='mb-u'>{mailbox.address}</b> <State mailbox={mailbox} /> <span className='muted'>{mailbox.unitName}</span></div>
      <div className='mb-t muted'>
        <span>{mailbox.receiving.host} · {mailbox.folder}</span>
        {mailbox.seenAt && <span>{t('seen')} <When at={mailbox.seenAt} /></span>}
        {mailbox.lastMailAt && <span>{t('lastMail')} <When at={mailbox.lastMailAt} /></span>}
        {mailbox.held > 0 && <Go className='link' to={links.mails()}>{t('heldCount', { count: mailbox.held })}</Go>}
      </div>
      {mailbox.oauth?.consentedAt && <p className='muted'>{t('consent.given', { provider: t(`consent.provider.${mailbox.oauth.provider}`), name: mailbox.oauth.consentedBy?.name })} <When at={mailbox.oauth.consentedAt} /></p>}
      <TroubleNote mailbox={mailbox} />
      <div className='mb-t'>
        {mailbox.oauth && <ActionButton label={t(mailbox.oauth.consentedAt ? 'consent.again' : 'consent.begin')} size='small' {...(!mailbox.oauth.consentedAt && { kind: 'primary' })} whyNot={null} loading={consenting.isPending} onPress={() => consenting.mutate(of)} />}
        <ActionButton label={t('edit')} size='small' whyNot={null} onPress={onEdit} />
        {mailbox.oauth && !mailbox.oauth.consentedAt ? null : mailbox.pausedAt
          ? <ActionButton label={t('resume')} size='small' whyNot={null} loading={resuming.isPending} onPress={() => resuming.mutate(of)} />
          : <Confirm label={t('pause')} question={t('pauseSure')} size='small' whyNot={null} loading={pausing.isPending} onConfirm={() => pausing.mutate(of)} />}
        <Confirm label={t('remove')} question={t('removeSure')} size='small' whyNot={null} loading={removing.isPending} onConfirm={() => removing.mutate(of)} />
      </div>
      <ProblemNote error={consenting.error ?? pausing.error ?? resuming.error ?? removing.error} />
    </li>
  )
}

/** The addresses customers write to. */
export const MailboxesPage = () => {
  const { t } = useTranslation('mailbox')
  const { panel, on, open, close } = usePanel()
  const query = useAsk(mailboxes, {}, { refetchInterval: ASKED_EVERY_MS })
  const mailbox = query.data?.items.find((one) => one.id === on) ?? null
  return (
    <>
      <PageHead title={t('settings:place.mailboxes.label')} sub={t('settings:place.mailboxes.hint')} actions={<ActionButton label={t('new')} kind='primary' icon={<PlusOutlined aria-hidden='true' />} whyNot={null} onPress={() => open('new')} />} />
      <div className='card'>
        <Asked query={query}>{({ items }) => (items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : <ul className='posts'>{items.map((one) => <Row key={one.id} mailbox={one} onEdit={() => open('edit', one.id)} />)}</ul>)}</Asked>
      </div>
      <SidePanel title={t('new')} open={panel === 'new'} onClose={close}><MailboxForm mailbox={null} redirectUri={query.data?.redirectUri ?? ''} onDone={close} /></SidePanel>
      <SidePanel title={mailbox && t('editOf', { address: mailbox.address })} open={panel === 'edit' && mailbox !== null} onClose={close}>{mailbox && <MailboxForm key={mailbox.id} mailbox={mailbox} redirectUri={query.data?.redirectUri ?? ''} onDone={close} />}</SidePanel>
    </>
  )
}
