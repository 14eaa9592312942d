import { useTranslation } from 'react-i18next'
import { type Classified, classified } from '#contract/analytics.ts'
import { installed } from '#contract/packs.ts'
import { Asked } from '../../app/Asked.tsx'
import { say } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { causesIn, DIMENSIONS } from './dimensions.ts'
import { Grid, type Line } from './Grid.tsx'
import { FiguresNav } from './FiguresNav.tsx'
import { Stretch, useStretch } from './Stretch.tsx'
import './figures.css'

const Tables = ({ data, unit }: { readonly data: Classified; readonly unit: string }) => {
  const { t } = useTranslation('figures')
  const { data: pack } = useAsk(installed, {})
  const received = { view: 'all', receivedSince: data.since, receivedUntil: data.until, ...(unit && { unit }) } as const
  const sums: Line = { key: 'sum', label: t('sum'), cases: data.totals, filter: received }
  const places: readonly Line[] = data.units.map((one) => ({ key: one.unitId, label: one.name, cases: one.cases, filter: { ...received, unit: one.unitId } }))
  const months: readonly Line[] = data.months.map((one) => ({ key: one.month, label: one.month, cases: one.cases, filter: { ...received, receivedSince: one.since, receivedUntil: one.until } }))
  if (Object.keys(data.totals).length === 0) return <Empty title={t('none')} hint={t('noneHint')} />
  const causes = causesIn(data.totals, (code) => { const cause = pack?.rootCauses.find((one) => one.code === code); return cause ? say(cause.label) : code })
  return [...DIMENSIONS, ...(causes.values.length > 0 ? [causes] : [])].map((dimension) => (
    <Section key={dimension.key} title={t(`of.${dimension.key}`)}>
      <div className='card-b fg-two'>
        <Grid caption={t('byMonth')} corner={t('month')} dimension={dimension} lines={months} sums={sums} />
        {!unit && <Grid caption={t('byUnit')} corner={t('unit')} dimension={dimension} lines={places} sums={sums} />}
      </div>
    </Section>
  ))
}

/** C7, C8: how grave the harm was, at which stage of the service, by which fault. */
export const FiguresPage = () => {
  const { t } = useTranslation('figures')
  const stretch = useStretch()
  const { from, to, unit } = stretch
  const asked = useAsk(classified, { from, to, ...(unit && { unitId: unit }) })
  return (
    <div className='page'>
      <PageHead title={t('title')} sub={t('sub')} />
      <FiguresNav />
      <Stretch {...stretch} />
      {asked.error && asked.data && <ProblemNote error={asked.error} />}
      <Asked query={asked} rows={12}>{(data) => <Tables data={data} unit={unit} />}</Asked>
    </div>
  )
}
