import { CopyOutlined, EllipsisOutlined, PrinterOutlined, SwapOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Go } from '../../app/Go.tsx'
import { say, useTerm } from '../../app/i18n.ts'
import { ClockChips } from '../../modules/clock/ClockChips.tsx'
import { categoryPath } from '../../modules/complaint/category-tree.ts'
import { Steps } from '../../modules/complaint/Steps.tsx'
import { UrgencyTag } from '../../modules/complaint/UrgencyTag.tsx'
import { PromiseChip } from '../../modules/promise/PromiseChip.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { ZoneNote } from '../../ui/InZone.tsx'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { headline } from './gist.ts'
import { type Panel, useScene } from './scene.ts'
import { stageDates } from './stages.ts'

const PAPERS = ['receipt', 'agreement', 'notice', 'file'] as const

const Print = () => {
  const { t } = useTranslation('case')
  const { it } = useScene()
  const missing = { receipt: false, agreement: !it.agreement, notice: !it.notice, file: false } as const
  const items: MenuProps['items'] = PAPERS.map((paper) => ({
    key: paper, disabled: missing[paper],
    label: missing[paper] ? <span>{t(`papers.${paper}`)}<small className='menu-why'>{t(`papers.not.${paper}`)}</small></span> : <a href={links.paper(it.id, paper)} target='_blank' rel='noreferrer'>{t(`papers.${paper}`)}</a>,
  }))
  return <Dropdown trigger={['click']} placement='bottomRight' menu={{ items }}><Button size='small' icon={<PrinterOutlined aria-hidden='true' />}>{t('header.print')}</Button></Dropdown>
}

const MORE: readonly (readonly [Panel, string])[] = [['handOver', 'routing.handOver'], ['urgency', 'complaint.changeUrgency'], ['restate', 'complaint.restate'], ['verify', 'investigation.verify'], ['takeOver', 'routing.takeOver'], ['close', 'complaint.close'], ['reopen', 'complaint.reopen']]

const More = () => {
  const { t } = useTranslation('case')
  const { it, open } = useScene()
  const shown = MORE.filter(([panel, command]) => (panel === 'reopen') === (it.state === 'closed') && (panel !== 'handOver' || it.may[command]))
  const items: MenuProps['items'] = shown.map(([panel, command]) => {
    const whyNot = panel === 'close' ? null : it.may[command]
    return { key: panel, disabled: Boolean(whyNot), label: <span>{t(`header.more.${panel}`)}{whyNot && <small className='menu-why'>{whyNot}</small>}</span>, onClick: () => open(panel) }
  })
  return <Dropdown trigger={['click']} placement='bottomRight' menu={{ items }}><Button size='small' icon={<EllipsisOutlined aria-hidden='true' />} aria-label={t('header.moreLabel')} /></Dropdown>
}

const Crumb = () => {
  const { t } = useTranslation('case')
  const { it, open } = useScene()
  const [copied, setCopied] = useState(false)
  const copy = () => { void navigator.clipboard?.writeText(it.number).then(() => setCopied(true)) }
  return (
    <div className='case-crumb'>
      <p className='crumb'><Go to={links.complaints()}>{t('header.all')}</Go><span aria-hidden='true'>{t('common:pathSeparator')}</span><span className='no'>{it.number}</span>
        <button type='button' className='icon-b' onClick={copy} aria-label={t('header.copy')}>{copied ? t('common:copied') : <CopyOutlined aria-hidden='true' />}</button></p>
      <div className='case-acts'>
        {it.state === 'open' && !it.may['routing.handOver'] && <Button size='small' icon={<SwapOutlined aria-hidden='true' />} onClick={() => open('handOver')}>{t('header.handOver')}</Button>}
        <Print /><More />
      </div>
    </div>
  )
}

const Marks = () => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { it } = useScene()
  return (
    <>
      <UrgencyTag urgency={it.urgency} why={it.urgencyWhy} />
      {it.recurring && <Chip tone='warn'>{t('header.recurring')}</Chip>}
      {it.reopened > 0 && <Chip tone='warn'>{t('header.reopened', { count: it.reopened })}</Chip>}
      {it.confidential && <Chip>{t('header.confidential')}</Chip>}
      {it.state === 'closed' && <Chip tone='good'>{it.outcome ? term('outcome', it.outcome) : term('state', 'closed')}</Chip>}
    </>
  )
}

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => <div><dt>{label}</dt><dd>{children}</dd></div>

const FactRow = () => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { it, pack } = useScene()
  const customerClass = pack.classes.find((each) => each.code === it.customer.classCode)
  const category = categoryPath(pack.categories, it.points[0]?.categoryCode ?? null, say, t('common:pathSeparator'))
  return (
    <dl className='facts'>
      <Fact label={t('header.customer')}><Go className='link' to={links.customer(it.customer.id)}><b>{it.customer.name}</b></Go><span>{customerClass && `${say(customerClass.label)}　`}{t('header.nth', { count: it.earlierCases.length + 1 })}</span></Fact>
      <Fact label={t('header.category')}>{category || t('header.noCategory')}</Fact>
      <Fact label={t('header.unit')}>{it.unitName}</Fact>
      <Fact label={t('header.owner')}>{it.owner.name}</Fact>
      <Fact label={t('header.received')}><When at={it.receivedAt} />　{term('channel', it.channel)}</Fact>
    </dl>
  )
}

/** Who, what, how urgent, by when, and how far: the case in ten seconds. */
export const CaseHeader = () => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { it, pack, open } = useScene()
  const labelOf = (kind: string) => {
    const rule = pack.clocks.find((clock) => clock.kind === kind)
    return rule ? say(rule.label) : term('clock', kind)
  }
  return (
    <header className='case-h'>
      <Crumb />
      <div className='tt'><span className='marks'><Marks /></span><h1>{headline(t, it)}</h1></div>
      <FactRow />
      <ZoneNote />
      <ClockChips clocks={it.clocks} labelOf={labelOf}>
        {it.promises.filter((promise) => promise.state === 'open').map((promise) => <PromiseChip key={promise.id} promise={promise} onSettle={() => open('promise', promise.id)} />)}
      </ClockChips>
      <Steps stage={it.stage} doneAt={stageDates(it)} nowWords={t(`steps.now.${it.stage}`)} />
    </header>
  )
}
