import { CopyOutlined, EllipsisOutlined, LogoutOutlined, PhoneOutlined, PrinterOutlined, SwapOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Case } from '#contract/casefile.ts'
import type { ClockView } from '#contract/complaint.ts'
import { isTransferred } from '#contract/transferred.ts'
import { Go } from '../../app/Go.tsx'
import { say, useTerm } from '../../app/i18n.ts'
import { useCan } from '../../app/session.tsx'
import { useClockLabel } from '../../modules/clock/clock-label.ts'
import { ClockChips } from '../../modules/clock/ClockChips.tsx'
import { categoryPath } from '../../modules/complaint/category-tree.ts'
import { Steps } from '../../modules/complaint/Steps.tsx'
import { UrgencyTag } from '../../modules/complaint/UrgencyTag.tsx'
import { PromiseChip } from '../../modules/promise/PromiseChip.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { ZoneNote } from '../../ui/InZone.tsx'
import { useNow } from '../../ui/now.ts'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { endClockOf, extendableOf, openPause, pausable } from './clocks.ts'
import { headline } from './gist.ts'
import { type Panel, useScene } from './scene.ts'
import { stageDates } from './stages.ts'

const PAPERS = ['receipt', 'agreement', 'notice', 'transfer', 'file'] as const

const Print = () => {
  const { t } = useTranslation('case')
  const { it } = useScene()
  const missing = { receipt: false, agreement: !it.agreement, notice: !it.notice, transfer: !isTransferred(it), file: false } as const
  const items: MenuProps['items'] = PAPERS.map((paper) => ({
    key: paper, disabled: missing[paper],
    label: missing[paper] ? <span>{t(`papers.${paper}`)}<small className='menu-why'>{t(`papers.not.${paper}`)}</small></span> : <a href={links.paper(it.id, paper)} target='_blank' rel='noreferrer'>{t(`papers.${paper}`)}</a>,
  }))
  return <Dropdown trigger={['click']} placement='bottomRight' menu={{ items }}><Button size='small' icon={<PrinterOutlined aria-hidden='true' />}>{t('header.print')}</Button></Dropdown>
}

const MORE: readonly (readonly [Panel, string])[] = [['handOver', 'routing.handOver'], ['link', 'complaint.link'], ['merge', 'merging.merge'], ['meet', 'meeting.book'], ['representative', 'complaint.nameRepresentative'], ['accuse', 'complaint.accuse'], ['identity', 'complaint.changeIdentity'], ['pause', 'clock.pause'], ['extend', 'clock.askExtension'], ['agreeEnd', 'clock.agreeEnd'], ['askInquiry', 'inquiry.ask'], ['sendQuestionnaire', 'questionnaire.send'], ['takeEvidence', 'evidence.take'], ['takeGoods', 'custody.take'], ['askHigher', 'routing.askHigher'], ['urge', 'routing.urge'], ['supervise', 'routing.supervise'], ['flagOffence', 'offence.flag'], ['depart', 'complaint.depart'], ['urgency', 'complaint.changeUrgency'], ['restate', 'complaint.restate'], ['verify', 'investigation.verify'], ['takeOver', 'routing.takeOver'], ['close', 'complaint.close'], ['reopen', 'complaint.reopen']]

/** Done by a button of its own, or only while it makes sense. */
const isElsewhere = (it: Case, panel: Panel, command: string) => (panel === 'handOver' && !it.may[command]) || (panel === 'identity' && it.identity === 'anonymous') || (panel === 'depart' && !isHere(it)) || (panel === 'pause' && openPause(it) !== undefined)

const More = () => {
  const { t } = useTranslation('case')
  const { it, pack, open } = useScene()
  const now = useNow()
  const shown = MORE.filter(([panel, command]) => (panel === 'reopen' ? it.state === 'closed' : panel === 'link' || it.state === 'open') && !isElsewhere(it, panel, command))
  const none = { pause: pausable(it, pack, now).length === 0 ? t('pause.nothing') : null, extend: extendableOf(it, pack).length === 0 ? t('extend.none') : null, agreeEnd: endClockOf(it, pack) ? null : t('promises:end.none') } as const
  const items: MenuProps['items'] = shown.map(([panel, command]) => {
    const whyNot = panel === 'close' ? null : it.may[command] ?? none[panel as keyof typeof none]
    return { key: panel, disabled: Boolean(whyNot), label: <span>{t(`header.more.${panel}`)}{whyNot && <small className='menu-why'>{whyNot}</small>}</span>, onClick: () => open(panel) }
  })
  return <Dropdown trigger={['click']} placement='bottomRight' menu={{ items }}><Button size='small' icon={<EllipsisOutlined aria-hidden='true' />} aria-label={t('header.moreLabel')} /></Dropdown>
}

const Crumb = () => {
  const { t } = useTranslation('case')
  const { it, open } = useScene()
  const can = useCan()
  const [copied, setCopied] = useState(false)
  const copy = () => { void navigator.clipboard?.writeText(it.number).then(() => setCopied(true)) }
  return (
    <div className='case-crumb'>
      <p className='crumb'><Go to={links.complaints()}>{t('header.all')}</Go><span aria-hidden='true'>{t('common:pathSeparator')}</span><span className='no'>{it.number}</span>
        <button type='button' className='icon-b' onClick={copy} aria-label={t('header.copy')}>{copied ? t('common:copied') : <CopyOutlined aria-hidden='true' />}</button></p>
      <div className='case-acts'>
        {it.state !== 'merged' && can('telling.read') && <Button size='small' icon={<PhoneOutlined aria-hidden='true' />} onClick={() => open('inquire')}>{t('panel.inquire')}</Button>}
        {it.state === 'open' && !it.may['routing.handOver'] && <Button size='small' icon={<SwapOutlined aria-hidden='true' />} onClick={() => open('handOver')}>{t('header.handOver')}</Button>}
        <Print /><More />
      </div>
    </div>
  )
}

/** The same matter again: the time before is one click away, or it is said whom to ask. */
const Again = () => {
  const { t } = useTranslation('links')
  const { it } = useScene()
  const before = it.links.find((link) => link.way === 'from' && link.kind !== 'related' && link.other)?.other
  return <><Chip tone='warn'>{t('family.again')}</Chip>{before && <Go className='link again' to={links.complaint(before.id)}>{t('family.againGo')}</Go>}</>
}

/** How often nobody took it on, how often somebody from above asked, and what may be an offence. */
const Pressed = () => {
  const { t } = useTranslation('attention')
  const { it } = useScene()
  const bounces = it.handovers.filter((handover) => handover.state === 'declined').length
  return (
    <>
      {it.offences.some((one) => !one.lifted) && <Chip tone='danger'>{t('offence:chip')}</Chip>}
      {bounces > 0 && <Chip tone={bounces > 1 ? 'alert' : 'warn'}>{t('bounced', { count: bounces })}</Chip>}
      {it.urgings.length > 0 && <Chip tone={it.urgings.some((one) => one.answer === null) ? 'alert' : 'plain'}>{t('pressed', { count: it.urgings.length })}</Chip>}
    </>
  )
}

const Marks = () => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { it } = useScene()
  return (
    <>
      <UrgencyTag urgency={it.urgency} why={it.urgencyWhy} />
      {it.sameMatter ? <Again /> : it.recurring && <Chip tone='warn'>{t('header.recurring')}</Chip>}
      <Pressed />
      {it.reopened > 0 && <Chip tone='warn'>{t('header.reopened', { count: it.reopened })}</Chip>}
      {it.identity !== 'open' && <Chip>{term('identity', it.identity)}</Chip>}
      {it.about && <Chip>{t('kept:about.chip')}</Chip>}
      {it.confidential && <Chip>{t('header.confidential')}</Chip>}
      {it.state === 'merged' && <Chip>{term('state', 'merged')}</Chip>}
      {it.state === 'closed' && <Chip tone='good'>{it.outcome ? term('outcome', it.outcome) : term('state', 'closed')}</Chip>}
    </>
  )
}

/** The customer is still with us. */
const isHere = (it: Case) => it.state === 'open' && it.presence !== null && it.presence !== 'left'

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => <div><dt>{label}</dt><dd>{children}</dd></div>

/** Where the customer is, and the button for the moment they leave: the clock for a solution runs from then. */
const Here = () => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { it, open } = useScene()
  if (it.state !== 'open' || it.presence === null) return null
  return (
    <Fact label={t('header.presence')}>
      <span>{term('presence', it.presence)}{it.departedAt && <>　<When at={it.departedAt} /></>}</span>
      {isHere(it) && <Button size='small' icon={<LogoutOutlined aria-hidden='true' />} disabled={Boolean(it.may['complaint.depart'])} onClick={() => open('depart')}>{t('depart.open')}</Button>}
    </Fact>
  )
}

const FactRow = () => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { it, pack, open } = useScene()
  const customerClass = pack.classes.find((each) => each.code === it.customer.classCode)
  const category = categoryPath(pack.categories, it.points[0]?.categoryCode ?? null, say, t('common:pathSeparator'))
  return (
    <dl className='facts'>
      <Fact label={t('header.customer')}>{it.identity === 'open' ? <Go className='link' to={links.customer(it.customer.id)}><b>{it.customer.name}</b></Go> : <b>{it.customer.name}</b>}<span>{customerClass && `${say(customerClass.label)}　`}{it.identity === 'open' && t('header.nth', { count: it.earlierCases.length + 1 })}</span></Fact>
      <Fact label={t('header.category')}>{category || t('header.noCategory')}</Fact>
      <Fact label={t('header.unit')}>{it.unitName}</Fact>
      <Fact label={t('header.owner')}>{it.owner.name}{it.timeline.some((event) => event.name === 'routing.chosen' && event.detail['ownerId'] === it.owner.id) && <Button size='small' onClick={() => open('whyOwner')}>{t('assigning:whyHandler')}</Button>}</Fact>
      <Fact label={t('header.received')}><When at={it.receivedAt} />　{term('channel', it.channel)}</Fact>
      <Here />
    </dl>
  )
}

/** Beside the explanation of a time: how to get another, or to stop the clock while we wait. */
const ClockActions = ({ clock, shut }: { readonly clock: ClockView; readonly shut: () => void }) => {
  const { t } = useTranslation('case')
  const { it, pack, open } = useScene()
  const now = useNow()
  if (it.state !== 'open') return null
  const waits = it.extensions.some((extension) => extension.clockId === clock.id && extension.state === 'pending')
  const more = waits || extendableOf(it, pack).some((each) => each.id === clock.id)
  const stops = !it.may['clock.pause'] && pausable(it, pack, now).some((each) => each.id === clock.id)
  if (!more && !stops) return null
  const go = (panel: Panel, on?: string) => { shut(); open(panel, on) }
  return (
    <div className='why-a'>
      {more && <ActionButton size='small' label={t('extend.open')} whyNot={it.may['clock.askExtension'] ?? (waits ? t('extension.waits') : null)} onPress={() => go('extend', clock.id)} />}
      {stops && <Button size='small' onClick={() => go('pause')}>{t('pause.open')}</Button>}
    </div>
  )
}

/** Who, what, how urgent, by when, and how far: the case in ten seconds. */
export const CaseHeader = () => {
  const { t } = useTranslation('case')
  const { it, pack, open } = useScene()
  const labelOf = useClockLabel(pack)
  return (
    <header className='case-h'>
      <Crumb />
      <div className='tt'><span className='marks'><Marks /></span><h1>{headline(t, it)}</h1></div>
      <FactRow />
      <ZoneNote />
      <ClockChips clocks={it.clocks} labelOf={labelOf} pausedAt={openPause(it)?.from ?? null} extensions={it.extensions} actions={(clock, shut) => <ClockActions clock={clock} shut={shut} />}>
        {it.promises.filter((promise) => promise.state === 'open').map((promise) => <PromiseChip key={promise.id} promise={promise} onSettle={() => open('promise', promise.id)} />)}
      </ClockChips>
      {it.state !== 'merged' && <Steps stage={it.stage} doneAt={stageDates(it)} nowWords={t(`steps.now.${it.stage}`)} />}
    </header>
  )
}
