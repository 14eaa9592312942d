import { useTranslation } from 'react-i18next'
import { type Consistency, consistency } from '#contract/analytics.ts'
import { installed, type PackView } from '#contract/packs.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go, useUrl } from '../../app/Go.tsx'
import { say, useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { links } from '../../links.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Money } from '../../ui/Money.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { Section } from '../../ui/Section.tsx'
import { AlikeCases } from './AlikeCases.tsx'
import { ExceptionsFound } from './ExceptionsFound.tsx'
import { FiguresNav } from './FiguresNav.tsx'
import { Spread } from './Spread.tsx'
import { Stretch, useStretch } from './Stretch.tsx'
import './figures.css'

type Item = Consistency['items'][number]

/** A row is one category with one liability. */
const isChosen = (item: Item, category: string, liability: string) => item.categoryCode === category && (item.liability ?? '') === liability

const useName = (pack: PackView | undefined) => {
  const { t } = useTranslation('figures')
  const term = useTerm()
  return (item: Item): string => {
    const category = pack?.categories.find((one) => one.code === item.categoryCode)
    return t('alike.row', { category: category ? say(category.label) : item.categoryCode, liability: item.liability ? term('liability', item.liability) : t('alike.noLiability') })
  }
}

const Row = ({ item, name, to }: { readonly item: Item; readonly name: string; readonly to: string }) => {
  const { t } = useTranslation('figures')
  const { lowFen, medianFen, highFen } = item
  return (
    <tr>
      <th scope='row'><Go className='link' to={to}>{name}</Go></th>
      <td className='num'><Go to={to} aria-label={t('alike.cases', { name, count: item.count })}>{item.count}</Go></td>
      <td className='num'>{lowFen !== null && highFen !== null && <><Money fen={lowFen} /> – <Money fen={highFen} /></>}</td>
      <td className='num'>{medianFen !== null && <Money fen={medianFen} />}</td>
      <td><Spread percent={item.spreadPercent} /></td>
      <td className='num'>{t('percent', { percent: item.outsidePercent ?? 0 })}</td>
    </tr>
  )
}

const Overview = ({ data, nameOf, linkOf }: { readonly data: Consistency; readonly nameOf: (item: Item) => string; readonly linkOf: (item: Item) => string }) => {
  const { t } = useTranslation('figures')
  return (
    <Section title={t('alike.title')}>
      <div className='card-b'>
        <p className='muted fg-hint'>{t('alike.hint')}</p>
        {data.items.length === 0 ? <Empty title={t('alike.none', { needed: data.needed })} hint={t('alike.noneHint')} /> : (
          <ScrollX label={t('alike.title')}>
            <table className='fg fg-alike'>
              <thead><tr>{(['category', 'count', 'range', 'median', 'spread', 'outside'] as const).map((column) => <th key={column} scope='col' className={column === 'category' ? '' : 'num'}>{t(`alike.${column}`)}</th>)}</tr></thead>
              <tbody>{data.items.map((item) => <Row key={`${item.categoryCode} ${item.liability}`} item={item} name={nameOf(item)} to={linkOf(item)} />)}</tbody>
            </table>
          </ScrollX>
        )}
        {data.left > 0 && <p className='muted fg-left'>{t('alike.left', { count: data.left, needed: data.needed })}</p>}
      </div>
    </Section>
  )
}

/** F4: whether like cases are decided alike. */
export const ConsistencyPage = () => {
  const { t } = useTranslation('figures')
  const { params } = useUrl()
  const stretch = useStretch()
  const { from, to, unit } = stretch
  const asked = useAsk(consistency, { from, to, ...(unit && { unitId: unit }) })
  const pack = useAsk(installed, {}).data
  const nameOf = useName(pack)
  const category = params['category'] ?? ''
  const chosen = asked.data?.items.find((item) => isChosen(item, category, params['liability'] ?? ''))
  const linkOf = (item?: Item) => links.consistency({ ...stretch, category: item?.categoryCode, liability: item?.liability ?? undefined })
  return (
    <div className='page'>
      <PageHead title={t('consistency.title')} sub={t('consistency.sub')} {...(category && { up: { to: linkOf(), label: t('alike.title') } })} />
      <FiguresNav />
      <Stretch {...stretch} />
      {asked.error && asked.data && <ProblemNote error={asked.error} />}
      <Asked query={asked} rows={8}>{(data) => (chosen ? <AlikeCases item={chosen} name={nameOf(chosen)} asked={stretch} /> : <Overview data={data} nameOf={nameOf} linkOf={linkOf} />)}</Asked>
      {!chosen && <ExceptionsFound asked={stretch} pack={pack} />}
    </div>
  )
}
