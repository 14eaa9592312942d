import { DownloadOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { type Import, type ImportRow, rows } from '#contract/importing.ts'
import { Asked } from '../../../app/Asked.tsx'
import { useAsk } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { ScrollX } from '../../../ui/ScrollX.tsx'
import { Section } from '../../../ui/Section.tsx'

const MOST = 50

const Line = ({ row, fault }: { readonly row: ImportRow; readonly fault: ImportRow['faults'][number] }) => {
  const { t } = useTranslation('importing')
  return (
    <tr>
      <td className='num'>{row.no}</td><td>{fault.column}</td><td className='imp-v'>{fault.value}</td>
      <td>{fault.remark && <Chip tone='warn'>{t('remark')}</Chip>} {fault.words}</td>
    </tr>
  )
}

/** Row by row, what is wrong and what to do about it. */
export const Faults = ({ item }: { readonly item: Import }) => {
  const { t } = useTranslation('importing')
  const query = useAsk(rows, { id: item.id, remarked: '1', limit: MOST })
  if (item.counts.bad + item.counts.remarked === 0) return null
  return (
    <Section title={t('faults')} count={item.counts.bad + item.counts.remarked} extra={<a className='press plain' href={links.importFaults(item.id)} download><DownloadOutlined aria-hidden='true' /> {t('download')}</a>}>
      <Asked query={query}>{({ items }) => (
        <ScrollX label={t('faults')}><table className='tbl'>
          <caption className='sr'>{t('faults')}</caption>
          <thead><tr><th scope='col'>{t('row')}</th><th scope='col'>{t('column')}</th><th scope='col'>{t('value')}</th><th scope='col'>{t('whatToDo')}</th></tr></thead>
          <tbody>{items.flatMap((row) => row.faults.map((fault) => <Line key={`${row.no} ${fault.column} ${fault.code}`} row={row} fault={fault} />))}</tbody>
        </table></ScrollX>
      )}</Asked>
    </Section>
  )
}
