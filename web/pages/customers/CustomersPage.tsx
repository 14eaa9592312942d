import { SearchOutlined } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { customers } from '#contract/customer.ts'
import { Bones } from '../../app/Asked.tsx'
import { call } from '../../app/call.ts'
import { Go, useGo, useUrl } from '../../app/Go.tsx'
import { PageHead } from '../../app/PageHead.tsx'
import { useRows } from '../../app/rows.ts'
import { links } from '../../links.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Marked } from '../../ui/Marked.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { useClassNames } from './class-names.ts'
import './customers.css'

type Item = z.infer<typeof customers.output>['items'][number]

const PAGE = 50
const WAIT = 250

const useCustomers = (q: string) => useInfiniteQuery({
  queryKey: [customers.route, q, 'pages'], initialPageParam: '', placeholderData: keepPreviousData,
  queryFn: ({ pageParam }) => call(customers, { limit: PAGE, ...(q && { q }), ...(pageParam && { cursor: pageParam }) }),
  getNextPageParam: (page) => page.next,
})

const Find = () => {
  const { t } = useTranslation('customer')
  const { params, change } = useUrl()
  const [text, setText] = useState(params['q'] ?? '')
  useEffect(() => {
    const timer = setTimeout(() => { if (text.trim() !== (params['q'] ?? '')) change({ q: text.trim() }, 'replace') }, WAIT)
    return () => clearTimeout(timer)
  }, [text, params, change])
  return <Input type='search' className='cus-find' prefix={<SearchOutlined aria-hidden='true' />} value={text} onChange={(event) => setText(event.target.value)} placeholder={t('find')} aria-label={t('find')} />
}

const Row = ({ item, on, index }: { readonly item: Item; readonly on: boolean; readonly index: number }) => {
  const { t } = useTranslation('customer')
  const className = useClassNames()(item.classCode)
  return (
    <li>
      <Go to={links.customer(item.id)} className={on ? 'cus-r on' : 'cus-r'} data-row={index}>
        <b><Marked text={item.name} hits={item.found?.name} /></b>
        <span className='num'>{item.phone ? <Marked text={item.phone} hits={item.found?.phone} /> : <span className='muted'>{t('noPhone')}</span>}{item.email && item.found && item.found.email.length > 0 && <small className='cus-e'><Marked text={item.email} hits={item.found.email} /></small>}</span>
        <span>{className && <Chip>{className}</Chip>}</span>
        <span className='muted'>{item.memberNumber && <Marked text={item.memberNumber} hits={item.found?.memberNumber} />}</span>
        <span className='muted cus-n'>{t('complaintCount', { count: item.complaints })}</span>
      </Go>
    </li>
  )
}

/** Everybody who ever complained, once each. */
export const CustomersPage = () => {
  const { t } = useTranslation('customer')
  const { params } = useUrl()
  const go = useGo()
  const query = useCustomers(params['q'] ?? '')
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const rows = useRows(items.length, (index) => {
    const item = items[index]
    if (item) go(links.customer(item.id))
  })
  return (
    <div className='page'>
      <PageHead title={t('title')} sub={t('sub')} />
      <Find />
      <div className='card'>
        {query.isPending && <Bones rows={10} />}
        {query.isError && <div className='asked-bad'><ProblemNote error={query.error} /></div>}
        {query.isSuccess && items.length === 0 && <Empty title={params['q'] ? t('notFound', { q: params['q'] }) : t('empty')} hint={t('emptyHint')} />}
        <ul className={query.isPlaceholderData ? 'cus old' : 'cus'} aria-label={t('title')}>{items.map((item, index) => <Row key={item.id} item={item} index={index} on={index === rows.at} />)}</ul>
        {query.hasNextPage && <p className='cus-more'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('common:more')}</Button></p>}
      </div>
    </div>
  )
}
