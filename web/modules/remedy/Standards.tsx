import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { PointView } from '#contract/complaint.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { money } from '../../ui/money.ts'
import { type Advice, type Line, lineOf, pointNo } from './proposal.ts'

type Standard = Advice['standards'][number]
type Item = Standard['items'][number]

const amountWords = (t: TFunction, item: Item) => {
  if (item.amountFen !== null) return item.amountFen > 0 ? money(item.amountFen) : ''
  if (item.leastFen !== null && item.mostFen !== null) return `${money(item.leastFen)}–${money(item.mostFen)}`
  return item.mostFen === null ? '' : t('case:propose.upTo', { amount: money(item.mostFen) })
}

const taken = (item: Item, pointId: string, note: string) => lineOf(item.kind, pointId, item.amountFen ?? item.leastFen, note)

const One = ({ standard, no, onTake }: { readonly standard: Standard; readonly no: number; readonly onTake: (lines: readonly Line[]) => void }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const take = (item: Item) => taken(item, standard.pointId, '')
  return (
    <li>
      <p><b>{t('propose.point', { no })}</b>　{say(standard.text)}</p>
      <p className='muted'>{t('propose.basis', { basis: say(standard.basis) })}</p>
      <div className='std-b'>
        {standard.items.map((item) => (
          <Button key={item.kind} size='small' icon={<PlusOutlined aria-hidden='true' />} onClick={() => onTake([take(item)])}>{term('remedyKind', item.kind)} {amountWords(t, item)}</Button>
        ))}
        {standard.items.length > 1 && <Button size='small' onClick={() => onTake(standard.items.map(take))}>{t('propose.takeAll')}</Button>}
      </div>
    </li>
  )
}

/** F2: what the compensation standard gives for each point, the rule that says so, and one press to take it. */
export const Standards = ({ standards, points, onTake }: { readonly standards: readonly Standard[]; readonly points: readonly PointView[]; readonly onTake: (lines: readonly Line[]) => void }) => {
  const { t } = useTranslation('case')
  if (standards.length === 0) return <p className='muted std-0'>{t('propose.noStandard')}</p>
  return (
    <section className='stds' aria-label={t('propose.standards')}>
      <h3>{t('propose.standards')}</h3>
      <ul>{standards.map((standard) => <One key={standard.pointId + standard.rule} standard={standard} no={pointNo(points, standard.pointId)} onTake={onTake} />)}</ul>
    </section>
  )
}
