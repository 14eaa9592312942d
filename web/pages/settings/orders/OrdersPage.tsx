import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { removeSource, sources } from '#contract/order-book.ts'
import { Asked } from '../../../app/Asked.tsx'
import { Go } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { links } from '../../../links.ts'
import { Confirm } from '../../../ui/Confirm.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { When } from '../../../ui/When.tsx'
import { SourceForm } from './SourceForm.tsx'
import '../../../modules/order-book/order-book.css'

type Sources = z.output<typeof sources.output>

const Table = ({ table }: Pick<Sources, 'table'>) => {
  const { t } = useTranslation('orders')
  const can = useCan()
  return (
    <Section title={t('table.title')}>
      <div className='ord-p'>
        <p>{table.since ? <>{t('table.holds', { count: table.orders })} <span className='muted'><When at={table.since} /></span></> : t('table.none')}</p>
        <p className='hint'>{t('table.hint')}</p>
        {can('complaint.prepareImport') && can('routing.takeOver') && <p><Go className='link' to={links.imports('new', 'orders')}>{t('table.bring')}</Go></p>}
      </div>
    </Section>
  )
}

const System = ({ http }: Pick<Sources, 'http'>) => {
  const { t } = useTranslation('orders')
  const can = useCan()
  const removing = useDo(removeSource)
  return (
    <Section title={t('system.title')}>
      <div className='ord-p'>
        <p className='hint'>{t('system.hint')}</p>
        {http && <p>{t('system.asks', { host: http.host, by: http.by.map((one) => t(`of.${one}`)).join(t('common:listSeparator')) })}</p>}
        {can('integration.setOrderSource') ? <SourceForm key={http?.settings?.changedAt ?? ''} kept={http?.settings ?? null} /> : <p className='muted'>{t('system.notYours')}</p>}
        <ProblemNote error={removing.error} />
        {http && can('integration.removeOrderSource') && <div><Confirm label={t('system.remove')} question={t('system.removeSure')} whyNot={null} loading={removing.isPending} onConfirm={() => removing.mutate({})} /></div>}
      </div>
    </Section>
  )
}

/** E2: where orders are looked up when a complaint is verified. */
export const OrdersPage = () => {
  const { t } = useTranslation('settings')
  const query = useAsk(sources, {})
  return (
    <>
      <PageHead title={t('place.orders.label')} sub={t('place.orders.hint')} />
      <Asked query={query}>{({ table, http }) => <div className='stack'><Table table={table} /><System http={http} /></div>}</Asked>
    </>
  )
}
