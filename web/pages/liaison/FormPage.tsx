import { PrinterOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { form as askForm, type LiaisonForm, type LiaisonLine, type Stop, take } from '#contract/liaison.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go, usePanel } from '../../app/Go.tsx'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk, useDo } from '../../app/query.ts'
import { links } from '../../links.ts'
import { ChangeForm } from '../../modules/liaison/IssueForm.tsx'
import { StopLine } from '../../modules/liaison/StopLine.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { When } from '../../ui/When.tsx'
import { AnswerForm, AskForm, DecideForm, DisputeForm, ForwardForm, type OfStop, RecallForm, RejectForm, SendBackForm, SendForm, SettleForm, WithdrawForm } from './ActForms.tsx'
import { AdoptForm } from './AdoptForm.tsx'
import { LinkForm } from './LinkForm.tsx'
import { DropForm, ReplyForm, RevokeForm } from './OutsideForms.tsx'
import { AskPartyForm, ChangePartyForm } from './PartyForm.tsx'
import { Preview } from './Preview.tsx'
import { Head, Parts } from './Sheet.tsx'

type Open = (panel: string, on?: string) => void

const lineOf = (stop: Stop): LiaisonLine['stops'][number] => ({ id: stop.id, no: stop.no, kind: stop.kind, state: stop.state, unitName: stop.party?.name ?? stop.unit.name, takenBy: stop.taken?.by.name ?? null, signedBy: stop.signed?.name ?? null, dueAt: stop.dueAt })

/** What somebody can do at one stop: the next right thing first. */
const AT_STOP = ['forward', 'answer', 'decide', 'take', 'sendBack', 'dispute', 'reject', 'adopt', 'recall', 'drop'] as const
/** With an outsider: what they get, how they get it, and that they get it no more. */
const WITH_PARTY = ['link', 'preview', 'changeParty', 'revoke'] as const
const MAIN: readonly string[] = ['forward', 'answer', 'decide']

const StopActions = ({ stop, open }: { readonly stop: Stop; readonly open: Open }) => {
  const { t } = useTranslation('liaison')
  const taking = useDo(take)
  const name = stop.party?.name ?? stop.unit.name
  const outside = stop.party && stop.state === 'open' && stop.party.may['link'] === null
  const possible = AT_STOP.filter((does) => stop.may[does] === null && !(does === 'take' && stop.taken))
  if (possible.length === 0 && !outside) return null
  return (
    <div className='lia-a'>
      <p><b>{stop.no}. {name}</b></p>
      <ProblemNote error={taking.error} />
      {outside && WITH_PARTY.map((does) => <ActionButton key={does} kind={does === 'link' ? 'primary' : 'default'} label={t(`do.${does}`)} whyNot={does === 'revoke' && !stop.party?.links.some((link) => link.state === 'live') ? t('party.noLink') : null} onPress={() => open(does, stop.id)} />)}
      {possible.map((does) => <ActionButton key={does} kind={MAIN.includes(does) && !stop.party ? 'primary' : 'default'} label={t(does === 'answer' && stop.party ? 'do.answerFor' : `do.${does}`)} whyNot={null} loading={does === 'take' && taking.isPending} onPress={() => (does === 'take' ? taking.mutate({ id: stop.id }) : open(does, stop.id))} />)}
    </div>
  )
}

const Actions = ({ it, open }: { readonly it: LiaisonForm; readonly open: Open }) => {
  const { t } = useTranslation('liaison')
  const draft = it.state === 'draft'
  const own = it.complaint !== null && !it.ended
  return (
    <Section title={t('actions')}>
      {own && (
        <div className='lia-a'>
          {draft && <ActionButton kind='primary' label={t('do.send')} whyNot={it.may['send']} onPress={() => open('send')} />}
          {draft && <ActionButton label={t('do.change')} whyNot={it.may['change']} onPress={() => open('change')} />}
          {!draft && <ActionButton kind={it.may['settle'] ? 'default' : 'primary'} label={t('do.settle')} whyNot={it.may['settle']} onPress={() => open('settle')} />}
          {!draft && <ActionButton label={t('do.ask')} whyNot={it.may['ask']} onPress={() => open('ask')} />}
          <ActionButton label={t('do.withdraw')} whyNot={it.may['withdraw']} onPress={() => open('withdraw')} />
        </div>
      )}
      {it.may['askParty'] === null && <div className='lia-a'><ActionButton label={t('do.askParty')} whyNot={null} onPress={() => open('askParty')} /></div>}
      {it.stops.map((stop) => <StopActions key={stop.id} stop={stop} open={open} />)}
      {!own && it.may['askParty'] !== null && it.stops.every((stop) => AT_STOP.every((does) => stop.may[does] !== null)) && <div className='card-b'><p className='muted'>{t('nothingToDo')}</p></div>}
    </Section>
  )
}

const Deadlines = ({ it }: { readonly it: LiaisonForm }) => {
  const { t } = useTranslation('liaison')
  return (
    <Section title={t('way')}>
      <div className='card-b'>
        <StopLine stops={it.stops.filter((stop) => stop.state !== 'voided').map(lineOf)} />
        {it.replyDueAt && !it.ended && <p className='muted'>{t('replyBy')} <Countdown dueAt={it.replyDueAt} /></p>}
        {it.ended && <p className='muted'>{t(`formState.${it.state}`)} <When at={it.ended.at} />{it.ended.reason && <span className='block'>{it.ended.reason}</span>}</p>}
      </div>
    </Section>
  )
}

const atStop = (Form: (props: OfStop) => ReactNode) => (it: LiaisonForm, on: string | null, close: () => void) => {
  const stop = it.stops.find((each) => each.id === on)
  return stop && <Form key={stop.id} it={it} stop={stop} onDone={close} />
}

const PANELS: Readonly<Record<string, (it: LiaisonForm, on: string | null, close: () => void) => ReactNode>> = {
  send: (it, _, close) => <SendForm it={it} onDone={close} />, change: (it, _, close) => <ChangeForm it={it} onDone={close} />, settle: (it, _, close) => <SettleForm it={it} onDone={close} />, ask: (it, _, close) => <AskForm it={it} onDone={close} />, withdraw: (it, _, close) => <WithdrawForm it={it} onDone={close} />,
  forward: atStop(ForwardForm), answer: atStop(AnswerForm), decide: atStop(DecideForm), sendBack: atStop(SendBackForm), recall: atStop(RecallForm), reject: atStop(RejectForm), dispute: atStop(DisputeForm), adopt: atStop(AdoptForm),
  askParty: (it, _, close) => <AskPartyForm it={it} onDone={close} />, changeParty: atStop(ChangePartyForm), link: atStop(LinkForm), preview: atStop(Preview), revoke: atStop(RevokeForm), drop: atStop(DropForm), reply: (it, on, close) => <ReplyForm key={on} it={it} questionId={on ?? ''} onDone={close} />,
}

const Shown = ({ it }: { readonly it: LiaisonForm }) => {
  const { t } = useTranslation('liaison')
  const { panel, on, open, close } = usePanel()
  const body = panel && PANELS[panel]?.(it, on, close)
  return (
    <div className='page'>
      <PageHead title={it.number} up={it.complaint ? { to: links.complaint(it.complaint.id), label: it.complaint.number } : { to: links.liaison(), label: t('title') }} mark={<><Chip tone={it.ended ? 'plain' : 'primary'}>{t(`formState.${it.state}`)}</Chip>{it.round > 1 && <Chip>{t('round', { no: it.round })}</Chip>}</>}
        actions={<><Go className='press plain' to={links.liaison()}>{t('all')}</Go><a className='press plain' href={links.liaisonPaper(it.id)} target='_blank' rel='noreferrer'><PrinterOutlined aria-hidden='true' /> {t('print')}</a></>} />
      <div className='lia-g'>
        <article className='card lia-p'>
          <h2>{t('paper')}</h2>
          <p className='lia-no'>{it.number}</p>
          <Head it={it} />
          <Parts it={it} onReply={(id) => open('reply', id)} />
        </article>
        <aside className='right'><Deadlines it={it} /><Actions it={it} open={open} /></aside>
      </div>
      <SidePanel title={panel ? t(`do.${panel}`) : ''} open={Boolean(body)} onClose={close}>{body}</SidePanel>
    </div>
  )
}

/** E3: the form as it lies on the desk, what can be done with it, and where it goes. Others sign meanwhile: it is asked again every minute. */
export const FormPage = ({ id }: { readonly id: string }) => {
  const asked = useAsk(askForm, { id }, { refetchInterval: 60_000 })
  return <Asked query={asked} rows={12}>{(it) => <InZone zone={it.timeZone} told><Shown it={it} /></InZone>}</Asked>
}
