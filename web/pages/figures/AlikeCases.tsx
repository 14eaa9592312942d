import { useTranslation } from 'react-i18next'
import { type Apart, type Consistency, consistencyCases } from '#contract/analytics.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { links } from '../../links.ts'
import { Money } from '../../ui/Money.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import { Spread } from './Spread.tsx'
import type { Asked as Stretch } from './Stretch.tsx'

type Item = Consistency['items'][number]
interface Line extends Apart { readonly key: string; readonly label: string; readonly to?: string }

const Lines = ({ caption, corner, lines }: { readonly caption: string; readonly corner: string; readonly lines: readonly Line[] }) => {
  const { t } = useTranslation('figures')
  return (
    <ScrollX label={caption}>
      <table className='fg fg-alike'>
        <caption>{caption}</caption>
        <thead><tr><th scope='col'>{corner}</th>{(['count', 'median', 'spread', 'outside'] as const).map((column) => <th key={column} scope='col' className='num'>{t(`alike.${column}`)}</th>)}</tr></thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope='row'>{line.to ? <Go className='link' to={line.to}>{line.label}</Go> : line.label}</th>
              <td className='num'>{line.count}</td>
              <td className='num'>{line.medianFen !== null && <Money fen={line.medianFen} />}</td>
              <td><Spread percent={line.spreadPercent} /></td>
              <td className='num'>{line.outsidePercent !== null && t('percent', { percent: line.outsidePercent })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  )
}

const Cases = ({ item, asked: { from, to, unit } }: { readonly item: Item; readonly asked: Stretch }) => {
  const { t } = useTranslation('figures')
  const term = useTerm()
  const asked = useAsk(consistencyCases, { from, to, ...(unit && { unitId: unit }), category: item.categoryCode, liability: item.liability ?? '' })
  return (
    <Section title={t('alike.list')} count={item.count}>
      <div className='card-b'>
        <Asked query={asked} rows={6}>{({ items, more }) => (
          <>
            <ul className='fg-cases'>
              {items.map((one) => (
                <li key={one.complaintId}>
                  <p><Go className='link no' to={links.complaint(one.complaintId)}>{one.number}</Go><span className='sp' /><Money fen={one.givenFen} /></p>
                  <p className='muted'>{[one.unitName, one.kinds.map((kind) => term('remedyKind', kind)).join(t('common:listSeparator')), one.outside ? t('alike.isOutside') : ''].filter(Boolean).join('　')}　<When at={one.closedAt} /></p>
                </li>
              ))}
            </ul>
            {more && <p className='muted'>{t('alike.more', { count: items.length })}</p>}
          </>
        )}</Asked>
      </div>
    </Section>
  )
}

/** One kind of case: over time, between units, and the cases themselves. */
export const AlikeCases = ({ item, name, asked }: { readonly item: Item; readonly name: string; readonly asked: Stretch }) => {
  const { t } = useTranslation('figures')
  const linkTo = (unit: string) => links.consistency({ ...asked, unit, category: item.categoryCode, liability: item.liability ?? undefined })
  return (
    <div className='fg-cards'>
      <Section title={name}>
        <div className='card-b fg-two'>
          <Lines caption={t('alike.byQuarter')} corner={t('alike.quarter')} lines={item.quarters.filter((one) => one.count > 0).map((one) => ({ ...one, key: one.quarter, label: one.quarter }))} />
          <Lines caption={t('byUnitAlike')} corner={t('unit')} lines={item.units.map((one) => ({ ...one, key: one.unitId, label: one.name, to: linkTo(one.unitId) }))} />
        </div>
      </Section>
      <Cases item={item} asked={asked} />
    </div>
  )
}
