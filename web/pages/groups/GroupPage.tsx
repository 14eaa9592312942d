import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addMembers, BLANKS, endGroup, type Group, group as askGroup, type Member, suggestions } from '#contract/grouping.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go, useGo, usePanel } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { useMembers } from './use-members.ts'
import { AnswerForm } from './AnswerForm.tsx'
import { GroupForm } from './GroupForm.tsx'
import { AddForm, RemoveForm } from './MemberForms.tsx'
import '../../modules/complaint/complaint.css'
import './groups.css'

const TONES = { sent: 'good', excepted: 'plain', refused: 'warn', waiting: 'plain' } as const
const WHY: Readonly<Record<string, string>> = { merged: 'merged', closed: 'closed', removed: 'removed', unseen: 'unseen', failed: 'failed' }

const Became = ({ member }: { readonly member: Member }) => {
  const { t } = useTranslation('groups')
  const said = member.answered
  if (!said) return <span className='muted'>{t('notYet')}</span>
  const why = said.outcome === 'refused' ? t(WHY[said.reason ?? ''] ?? 'closed') : said.reason
  return <span className='grp-b'><Chip tone={TONES[said.outcome]}>{t(`outcome.${said.outcome}`)}</Chip><When at={said.at} />{said.ownWords && <span className='muted'>{t('ownWords')}</span>}{why && <span className='muted'>{why}</span>}</span>
}

const Members = ({ it, listed, onMore, onRemove }: { readonly it: Group; readonly listed: readonly Member[]; readonly onMore: (() => void) | null; readonly onRemove: (id: string) => void }) => {
  const { t } = useTranslation('groups')
  const term = useTerm()
  if (listed.length === 0) return <p className='muted'>{t('membersNone')}</p>
  return (
    <>
    <ul className='grp-m'>
      {listed.map((member) => (
        <li key={member.id}>
          <p><Go className='link no' to={links.complaint(member.id)}>{member.number}</Go>　{member.customerName}　<span className='muted'>{[member.unitName, term('stage', member.stage)].join('　')}</span></p>
          <p className='grp-w'>{member.firstWords}</p>
          <div className='grp-e'><Became member={member} />{it.may['grouping.remove'] == null && <Button size='small' type='text' onClick={() => onRemove(member.id)}>{t('remove')}<span className='sr'>{member.number}</span></Button>}</div>
        </li>
      ))}
    </ul>
    {onMore && <Button onClick={onMore}>{t('more')}</Button>}
    </>
  )
}

/** Further cases that the lot or the order speaks for. */
const Suggested = ({ it }: { readonly it: Group }) => {
  const { t } = useTranslation('groups')
  const { data } = useAsk(suggestions, { id: it.id }, { enabled: it.may['grouping.add'] == null })
  const adding = useDo(addMembers)
  const items = it.may['grouping.add'] == null ? data?.items ?? [] : []
  const lot = it.lot
  if (items.length === 0) return null
  return (
    <Section title={t('suggested')} count={items.length} extra={lot && <button type='button' className='link' disabled={adding.isPending} onClick={() => adding.mutate({ id: it.id, lot })}>{t('addLot', { lot })}</button>}>
      <div className='card-b'>
        <ProblemNote error={adding.error} />
        <ul className='grp-m'>
          {items.map((item) => (
            <li key={item.id}>
              <p><Go className='link no' to={links.complaint(item.id)}>{item.number}</Go>　{item.customerName}　<span className='muted'>{[item.unitName, item.lot].filter(Boolean).join('　')}</span></p>
              <p className='grp-w'>{item.firstWords}</p>
              <Button size='small' disabled={adding.isPending} onClick={() => adding.mutate({ id: it.id, complaintIds: [item.id] })}>{t('addOne')}<span className='sr'>{item.number}</span></Button>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  )
}

const Answers = ({ it }: { readonly it: Group }) => {
  const { t } = useTranslation('groups')
  // What is filled in for each stands there by its name.
  const shown = (text: string) => BLANKS.reduce((said, blank) => said.replaceAll(`{${blank}}`, t('compose.shown', { blank: t(`compose.blank.${blank}`) })), text)
  return (
    <Section title={t('answers')} count={it.answers.length || undefined}>
      <div className='card-b'>
        {it.answers.length === 0 && <p className='muted'>{t('answersNone')}</p>}
        <ul className='grp-m'>{it.answers.map((answer) => <li key={answer.id}><p className='pre'>{shown(answer.text)}</p><p className='muted'>{answer.by?.name}　<When at={answer.at} />　{t('counts', { sent: answer.sent, excepted: answer.excepted, refused: answer.refused })}</p></li>)}</ul>
      </div>
    </Section>
  )
}

const Shown = ({ it }: { readonly it: Group }) => {
  const { t } = useTranslation('groups')
  const term = useTerm()
  const go = useGo()
  const { panel, on, open, close } = usePanel()
  const ending = useDo(endGroup, () => go(links.groups(true)))
  const { listed, onMore } = useMembers(it)
  const { answered, members: count } = it.counts
  const waiting = it.answers.reduce((sum, answer) => sum + answer.waiting, 0)
  const titles: Readonly<Record<string, string>> = { edit: t('edit'), add: t('addTitle'), remove: t('removeTitle'), answer: t('write') }
  const bodies: Readonly<Record<string, () => ReactNode>> = {
    edit: () => <GroupForm group={it} onDone={close} />, add: () => <AddForm it={it} onDone={close} />, answer: () => <AnswerForm it={it} listed={listed} onDone={close} />,
    remove: () => on && <RemoveForm it={it} complaintId={on} onDone={close} />,
  }
  return (
    <div className='page'>
      <PageHead title={it.name} up={{ to: links.groups(), label: t('up') }} sub={it.causeWords} mark={it.endedAt && <Chip>{t('ended')}</Chip>}
        actions={<><ActionButton kind='primary' label={t('write')} whyNot={it.may['grouping.answer']} onPress={() => open('answer')} />{it.may['grouping.change'] == null && <Button onClick={() => open('edit')}>{t('edit')}</Button>}{it.may['grouping.end'] == null && <Confirm label={t('end')} question={t('endSure')} whyNot={null} loading={ending.isPending} onConfirm={() => ending.mutate({ id: it.id, version: it.version })} />}</>} />
      <ProblemNote error={ending.error} />
      <p className='grp-l grp-h'><Chip>{term('groupCause', it.cause)}</Chip>{it.lot && <span>{t('lot', { lot: it.lot })}</span>}{it.lead && <span>{t('lead', { name: it.lead.name })}</span>}<progress max={Math.max(1, count)} value={answered} aria-label={t('answeredOf', { answered, count })} /><span>{t('answeredOf', { answered, count })}</span></p>
      {waiting > 0 && <p role='status' className='grp-h'>{t('underWay', { count: waiting })}</p>}
      <div className='grp-g'>
        <Section title={t('members')} count={count} extra={it.may['grouping.add'] == null && <button type='button' className='link' onClick={() => open('add')}>{t('add')}</button>}><div className='card-b'><Members it={it} listed={listed} onMore={onMore} onRemove={(id) => open('remove', id)} /></div></Section>
        <div className='grp-r'><Suggested it={it} /><Answers it={it} /></div>
      </div>
      <SidePanel title={titles[panel ?? ''] ?? ''} open={panel !== null && panel in bodies} onClose={close}>{panel && bodies[panel]?.()}</SidePanel>
    </div>
  )
}

/** One group: its cases, what became of the answer in each, and those that may belong, too. */
export const GroupPage = ({ id }: { readonly id: string }) => {
  // While an answer goes out the page hears of it by asking.
  const [watching, setWatching] = useState(false)
  const asked = useAsk(askGroup, { id }, watching ? { refetchInterval: 2_000 } : {})
  const underWay = asked.data?.answers.some((answer) => answer.waiting > 0) ?? false
  useEffect(() => setWatching(underWay), [underWay])
  return <Asked query={asked} rows={10}>{(it) => <Shown it={it} />}</Asked>
}
