import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PointView } from '#contract/complaint.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { categoryPath } from '../../modules/complaint/category-tree.ts'
import { Findings } from '../../modules/investigation/Findings.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Section } from '../../ui/Section.tsx'
import { useScene } from './scene.ts'

const Marks = ({ point }: { readonly point: PointView }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { pack } = useScene()
  const path = categoryPath(pack.categories, point.categoryCode, say, t('common:pathSeparator'))
  return (
    <p className='pt-m'>
      {path ? <span>{path}</span> : <span className='unset'>{t('points.noCategory')}</span>}
      {point.categoryThen && <span className='muted'>{t('points.then', { name: say(point.categoryThen) })}</span>}
      {point.signOff && (point.signOff.given ? <Chip tone='good'>{t('signOff.given', { name: point.signOff.given.by.name })}</Chip> : <Chip tone='warn'>{t('signOff.waits')}</Chip>)}
      {point.from && <Chip>{t('links:family.point', { number: point.from })}</Chip>}
      {point.severity && <Chip tone={point.severity === 'serious' ? 'danger' : 'plain'}>{term('severity', point.severity)}</Chip>}
      {point.serviceFault && <Chip>{term('serviceFault', point.serviceFault)}</Chip>}
    </p>
  )
}

const Point = ({ point }: { readonly point: PointView }) => {
  const { t } = useTranslation('case')
  const { it, pack, open } = useScene()
  const found = it.may['investigation.addFinding']
  const sorted = it.may['complaint.classify']
  return (
    <li>
      {point.reading && <b>{point.reading}</b>}
      <q className='pre'>{point.text}</q>
      {point.wants && <p className='pt-w'><span>{t('points.wants')}</span>{point.wants}</p>}
      <Marks point={point} />
      <Findings findings={it.findings.filter((finding) => finding.pointId === point.id)} complaintId={it.id} causes={pack.rootCauses} whyNotLink={it.may['complaint.link']} />
      {it.state === 'open' && (
        <div className='pt-a'>
          <Button size='small' disabled={Boolean(found)} onClick={() => open('finding', point.id)} aria-label={t('points.findingOf', { no: point.no })}>{t('points.finding')}</Button>
          <Button size='small' type='text' disabled={Boolean(sorted)} onClick={() => open('classify', point.id)} aria-label={t('points.classifyOf', { no: point.no })}>{t('points.classify')}</Button>
          <Button size='small' type='text' disabled={Boolean(it.may['inquiry.ask'])} onClick={() => open('askInquiry', point.id)} aria-label={t('points.inquireOf', { no: point.no })}>{t('points.inquire')}</Button>
          {point.signOff && !point.signOff.given && <Button size='small' type='text' onClick={() => open('signOff', point.id)} aria-label={t('signOff.of', { no: point.no })}>{t('signOff.do')}</Button>}
        </div>
      )}
    </li>
  )
}

/** A15: each point with the customer's own words, our reading, and what was found. */
export const PointsCard = () => {
  const { t } = useTranslation('case')
  const { it } = useScene()
  const whyNot = it.state === 'open' ? it.may['investigation.addFinding'] ?? it.may['complaint.classify'] : null
  return (
    <Section title={t('points.title')} count={t('points.count', { count: it.points.length })}>
      <ol className='pts'>{it.points.map((point) => <Point key={point.id} point={point} />)}</ol>
      {whyNot && <p className='why card-why'>{whyNot}</p>}
    </Section>
  )
}
