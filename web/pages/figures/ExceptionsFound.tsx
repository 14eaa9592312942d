import { useTranslation } from 'react-i18next'
import { type ExceptionFigures, exceptionFigures } from '#contract/analytics.ts'
import type { PackView } from '#contract/packs.ts'
import { Go } from '../../app/Go.tsx'
import { say } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { links } from '../../links.ts'
import { Money } from '../../ui/Money.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import type { Asked } from './Stretch.tsx'

interface Line { readonly key: string; readonly name: string; readonly count: number; readonly totalFen: number; readonly of: number }

const Table = ({ corner, lines }: { readonly corner: string; readonly lines: readonly Line[] }) => {
  const { t } = useTranslation('figures')
  return (
    <ScrollX label={corner}>
      <table className='fg'>
        <thead><tr><th scope='col'>{corner}</th>{(['count', 'of', 'sum'] as const).map((column) => <th key={column} scope='col' className='num'>{t(`excepted.${column}`)}</th>)}</tr></thead>
        <tbody>{lines.map((one) => <tr key={one.key}><th scope='row'>{one.name}</th><td className='num'>{one.count}</td><td className='num'>{one.of}</td><td className='num'><Money fen={one.totalFen} /></td></tr>)}</tbody>
      </table>
    </ScrollX>
  )
}

const categoryName = (pack: PackView | undefined, code: string) => { const found = pack?.categories.find((one) => one.code === code); return found ? say(found.label) : code }

const Cases = ({ data, pack }: { readonly data: ExceptionFigures; readonly pack: PackView | undefined }) => {
  const { t } = useTranslation('figures')
  return (
    <details className='f-old'>
      <summary>{t('excepted.cases', { count: data.cases.length })}</summary>
      <ul>{data.cases.map((one) => { const principle = pack?.principles.find(({ code }) => code === one.principle); return <li key={one.remedyId}><Go className='link num' to={links.complaint(one.complaintId)}>{one.number}</Go>　{one.unitName}　{categoryName(pack, one.categoryCode)}　{principle ? say(principle.label) : one.principle}　<Money fen={one.totalFen} />　<When at={one.proposedAt} /></li> })}</ul>
      {data.more && <p className='muted'>{t('excepted.more', { count: data.cases.length })}</p>}
    </details>
  )
}

/** F11: where remedies were given by exception, by unit and category. Nothing stands there where none was. */
export const ExceptionsFound = ({ asked: { from, to, unit }, pack }: { readonly asked: Asked; readonly pack: PackView | undefined }) => {
  const { t } = useTranslation('figures')
  const { data } = useAsk(exceptionFigures, { from, to, ...(unit && { unitId: unit }) })
  if (!data || data.count === 0) return null
  return (
    <Section title={t('excepted.title')} count={data.count}>
      <div className='card-b'>
        <p className='muted fg-hint'>{t('excepted.hint')}</p>
        <div className='fg-two'>
          {!unit && <Table corner={t('unit')} lines={data.units.map((one) => ({ ...one, key: one.unitId }))} />}
          <Table corner={t('excepted.category')} lines={data.categories.map((one) => ({ ...one, key: one.categoryCode, name: one.categoryCode ? categoryName(pack, one.categoryCode) : t('excepted.unclassified') }))} />
        </div>
        <Cases data={data} pack={pack} />
      </div>
    </Section>
  )
}
