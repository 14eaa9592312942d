import { useTranslation } from 'react-i18next'
import type { ListItem } from '#contract/complaint.ts'
import { Go, useGo } from '../../app/Go.tsx'
import { links } from '../../links.ts'
import { InZone } from '../../ui/InZone.tsx'
import { Marked } from '../../ui/Marked.tsx'
import { CELLS, Due, Marks, placesOf } from './cells.tsx'
import type { Column } from './columns.ts'

interface Props { readonly items: readonly ListItem[]; readonly columns: readonly Column[]; readonly at: number; readonly onPoint: (index: number) => void }

/** A piece of the complaint that has what was searched for, where nothing else that is shown has it. */
const Snippet = ({ item }: { readonly item: ListItem }) => (item.found?.snippet ? <small className='snip'><Marked {...item.found.snippet} /></small> : null)

/** A merged one leads to where it goes on. */
const placeOf = (item: ListItem) => links.complaint(item.mergedInto ?? item.id)

const Complaint = ({ item, onPoint }: { readonly item: ListItem; readonly onPoint: () => void }) => (
  <div className='two'>
    <Go to={placeOf(item)} onFocus={onPoint}><Marks item={item} /><span><Marked text={item.firstWords} hits={item.found?.firstWords} /></span></Go>
    <small className='no'><Marked text={item.number} hits={item.found?.number} /></small>
    <Snippet item={item} />
  </div>
)

/** Pressing anywhere in a row opens it; the link inside is what the keyboard and screen readers use. */
const Row = ({ item, columns, on, index, onPoint }: { readonly item: ListItem; readonly columns: readonly Column[]; readonly on: boolean; readonly index: number; readonly onPoint: () => void }) => {
  const go = useGo()
  return (
    <tr className={on ? 'cur' : ''} data-row={index} onClick={(event) => { if (!event.defaultPrevented && getSelection()?.isCollapsed) go(placeOf(item)) }}>
      <InZone zone={item.timeZone}>{columns.map((column) => <td key={column} className={`c-${column}`}>{column === 'complaint' ? <Complaint item={item} onPoint={onPoint} /> : CELLS[column](item)}</td>)}</InZone>
    </tr>
  )
}

export const Table = ({ items, columns, at, onPoint }: Props) => {
  const { t } = useTranslation('list')
  return (
    <div className='scroll-x'>
      <table className='tbl lst'>
        <caption className='sr'>{t('title')}</caption>
        <thead><tr>{columns.map((column) => <th key={column} scope='col' className={`c-${column}`}>{t(`column.${column}`)}</th>)}</tr></thead>
        <tbody>{items.map((item, index) => <Row key={item.id} item={item} columns={columns} index={index} on={index === at} onPoint={() => onPoint(index)} />)}</tbody>
      </table>
    </div>
  )
}

/** The same list on a phone. */
export const Cards = ({ items }: { readonly items: readonly ListItem[] }) => {
  const { t } = useTranslation('list')
  return (
    <ul className='lst-m' aria-label={t('title')}>
      {items.map((item) => (
        <li key={item.id}>
          <Go to={placeOf(item)}>
            <span className='lm-t'><InZone zone={item.timeZone}><Due item={item} /></InZone><span><Marks item={item} /></span></span>
            <b><Marked text={item.firstWords} hits={item.found?.firstWords} /></b>
            <Snippet item={item} />
            <span className='lm-s'><span><Marked text={item.customerName} hits={item.found?.customerName} />{[item.ownerName, placesOf(item)].filter(Boolean).map((part) => ` · ${part}`)}</span></span>
            <span className='lm-s'><span className='no'><Marked text={item.number} hits={item.found?.number} /></span>{CELLS.stage(item)}</span>
          </Go>
        </li>
      ))}
    </ul>
  )
}
