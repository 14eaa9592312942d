import { SafetyCertificateOutlined } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { entries, seals } from '#contract/audit.ts'
import { people, units } from '#contract/identity.ts'
import { Bones } from '../../../app/Asked.tsx'
import { call } from '../../../app/call.ts'
import { Go, useUrl } from '../../../app/Go.tsx'
import { useTerm } from '../../../app/i18n.ts'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { useZone } from '../../../ui/InZone.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { ScrollX } from '../../../ui/ScrollX.tsx'
import { Section } from '../../../ui/Section.tsx'
import { When } from '../../../ui/When.tsx'
import { askedBy, type AuditFilter } from './asked.ts'
import { askedWords } from './asked-words.ts'
import { Filter } from './Filter.tsx'

type Entry = z.infer<typeof entries.output>['items'][number]

const PAGE = 100
/** Of a list or search, the reason is what was asked. */
const LISTED = 'audit.personalDataListed'

const useEntries = (filter: AuditFilter) => {
  const asked = askedBy(filter, useZone().zone)
  return useInfiniteQuery({
    queryKey: [entries.route, asked, 'pages'], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => call(entries, { ...asked, limit: PAGE, ...(pageParam && { cursor: pageParam }) }),
    getNextPageParam: (page) => page.next,
  })
}

const Seals = () => {
  const { t } = useTranslation('settings')
  const { data } = useAsk(seals, {}, { refetchInterval: 15_000 })
  return (
    <Section title={<><SafetyCertificateOutlined aria-hidden='true' /> {t('audit.seal')}</>} className='seal'>
      <p className='card-p'>{t('audit.sealHint')}</p>
      <dl className='seal-n'>
        <div><dt>{t('audit.sealed')}</dt><dd className='num'>{data?.sealed ?? '…'}</dd></div>
        <div><dt>{t('audit.unsealed')}</dt><dd className='num'>{data?.unsealed ?? '…'}</dd></div>
      </dl>
      {data?.last && <p className='card-p muted'>{t('audit.last', { seq: data.last.seq })} <When at={data.last.at} /><br /><code className='root'>{data.last.root}</code></p>}
    </Section>
  )
}

const subjectLink = (entry: Entry) => {
  if (entry.subjectType === 'complaint') return links.complaint(entry.subjectId)
  return entry.subjectType === 'customer' ? links.customer(entry.subjectId) : null
}

/** Why something was done; of a list or search, what was asked, in words. */
const useReason = ({ name, command, reason }: Entry): string => {
  const { t, i18n } = useTranslation('settings', { keyPrefix: 'audit' })
  const term = useTerm()
  const places = useAsk(units, {}).data?.items ?? []
  const persons = useAsk(people, {}).data?.items ?? []
  if (!reason) return ''
  if (name !== LISTED) return t('reason', { reason })
  const nameOf = (id: string) => places.find((one) => one.id === id)?.name ?? persons.find((one) => one.id === id)?.name ?? null
  return t('asked', { reason: askedWords(command, reason, { t: (key, params) => t(`askedIn.${key}`, params ?? {}), has: (key) => i18n.exists(`settings:audit.askedIn.${key}`), term, nameOf }) })
}

const Row = ({ entry }: { readonly entry: Entry }) => {
  const { t } = useTranslation('settings')
  const reason = useReason(entry)
  const to = subjectLink(entry)
  return (
    <tr>
      <td className='nowrap'><When at={entry.at} /></td>
      <td className='nowrap'>{entry.actor?.name ?? t('audit.system')}</td>
      <td>{to ? <Go className='link' to={to}>{entry.words}</Go> : entry.words}{reason && <small className='muted'> {reason}</small>}</td>
      <td className='nowrap'>{entry.sealed ? <Chip tone='good'>{t('audit.isSealed')}</Chip> : <Chip>{t('audit.notSealed')}</Chip>}</td>
    </tr>
  )
}

/** Who changed or looked at what, when, why. Nobody can alter it, and whoever tries is found out. */
export const AuditPage = () => {
  const { t } = useTranslation('settings')
  const { params, change } = useUrl()
  const filter: AuditFilter = { subject: params['subject'], who: params['who'], what: params['what'], from: params['from'], until: params['until'] }
  const query = useEntries(filter)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHead title={t('place.audit.label')} sub={t('place.audit.hint')} />
      <Seals />
      <Filter filter={filter} onChange={(patch) => change({ ...patch }, 'replace')} />
      <div className={query.isPlaceholderData ? 'card aud found old' : 'card aud found'} aria-busy={query.isPlaceholderData}>
        {query.isPending && <Bones rows={10} />}
        {query.isError && <div className='asked-bad'><ProblemNote error={query.error} /></div>}
        {query.isSuccess && items.length === 0 && <Empty title={t('audit.none')} hint={t('audit.noneHint')} />}
        {items.length > 0 && (
          <ScrollX label={t('place.audit.label')}><table className='tbl'>
            <caption className='sr'>{t('place.audit.label')}</caption>
            <thead><tr><th scope='col'>{t('audit.at')}</th><th scope='col'>{t('audit.who')}</th><th scope='col'>{t('audit.what')}</th><th scope='col'>{t('audit.state')}</th></tr></thead>
            <tbody>{items.map((entry) => <Row key={entry.id} entry={entry} />)}</tbody>
          </table></ScrollX>
        )}
        {query.hasNextPage && <p className='cus-more'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('common:more')}</Button></p>}
      </div>
    </>
  )
}
