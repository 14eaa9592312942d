import { DownloadOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { units } from '#contract/identity.ts'
import { type Gift, gifts, giftSums, withdraw } from '#contract/thanks.ts'
import { Bones } from '../../app/Asked.tsx'
import { usePanel, useUrl } from '../../app/Go.tsx'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk, useDo } from '../../app/query.ts'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { Money } from '../../ui/Money.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { useSettled } from '../../ui/settled.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import '../feedback/feedback.css'
import { VoicesNav } from '../feedback/VoicesNav.tsx'
import { useWhyNot } from '../settings/allowed.ts'
import { GiveForm } from './GiveForm.tsx'

const Row = ({ gift, onWithdraw }: { readonly gift: Gift; readonly onWithdraw: () => void }) => {
  const { t } = useTranslation('voices')
  const whyNot = useWhyNot()
  return (
    <li className={gift.withdrawn ? 'fb gone' : 'fb'}>
      <div className='fb-h'><b>{gift.what}</b><Money fen={gift.worthFen} /><span>{t('gift.to', { name: gift.givenTo })}</span>{gift.withdrawn && <Chip>{t('gift.withdrawn')}</Chip>}</div>
      <p className='fb-f'>{gift.feedbackWords}</p>
      <p className='muted fb-f'>{gift.givenOn} · {gift.unitName} · {gift.givenBy.name}{gift.receipt && ` · ${t('gift.signed', { name: gift.receipt })}`}{gift.hasPhoto && <> · <a className='link' href={links.giftPhoto(gift.id)} target='_blank' rel='noreferrer'>{t('gift.photo')}</a></>}{gift.withdrawn && ` · ${gift.withdrawn.why}`}</p>
      {!gift.withdrawn && <div className='fb-a'><ActionButton label={t('gift.withdraw')} size='small' whyNot={whyNot('thanks.withdraw')} onPress={onWithdraw} /></div>}
    </li>
  )
}

const Withdraw = ({ id, onDone }: { readonly id: string; readonly onDone: () => void }) => {
  const { t } = useTranslation('voices')
  const [why, setWhy] = useState('')
  const doing = useDo(withdraw, onDone)
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); if (why.trim()) doing.mutate({ id, why: why.trim() }) }}>
      <ProblemNote error={doing.error} />
      <TextField label={t('gift.why')} required value={why} onChange={setWhy} />
      <div className='form-end'><ActionButton label={t('gift.withdraw')} kind='danger' submit whyNot={why.trim() ? null : t('gift.whyFirst')} loading={doing.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}

const Sums = () => {
  const { t } = useTranslation('voices')
  const items = useAsk(giftSums, {}).data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section title={t('gift.sums')}>
      <ul className='posts'>{items.slice(0, 24).map((one) => <li key={`${one.unitId} ${one.month}`} className='sum-r'><span className='num'>{one.month}</span><span>{one.unitName}</span><span className='num'>{t('gift.count', { count: one.count })}</span><Money fen={one.worthFen} /></li>)}</ul>
    </Section>
  )
}

/** Thank-you gifts for feedback that was of use: to whom, what, worth how much, and who signed. */
export const ThanksPage = () => {
  const { t } = useTranslation('voices')
  const whyNot = useWhyNot()
  const { panel, on, open, close } = usePanel()
  const { params, change } = useUrl()
  const [q, setQ] = useState('')
  const asked = useSettled(q.trim())
  const filter = { ...(asked && { q: asked }), ...(params['unit'] && { unitId: params['unit'] }) }
  const query = useAsk(gifts, { limit: 100, ...filter })
  const places = useAsk(units, {}).data?.items ?? []
  const items = query.data?.items ?? []
  return (
    <div className='page'>
      <PageHead title={t('place.thanks')} sub={t('gift.sub')} actions={<><Button icon={<DownloadOutlined aria-hidden='true' />} href={links.giftTable(filter)}>{t('gift.export')}</Button><ActionButton label={t('gift.give')} kind='primary' icon={<PlusOutlined aria-hidden='true' />} whyNot={whyNot('thanks.give')} onPress={() => open('give')} /></>} />
      <VoicesNav />
      <search className='fb-find'>
        <Input type='search' prefix={<SearchOutlined aria-hidden='true' />} value={q} onChange={(event) => setQ(event.target.value)} placeholder={t('gift.find')} aria-label={t('gift.find')} />
        <SelectField label={<span className='sr'>{t('meet.unit')}</span>} clear search value={params['unit'] ?? null} placeholder={t('gift.everyUnit')} onChange={(unit) => change({ unit: unit ?? undefined }, 'replace')} options={places.map((one) => ({ value: one.id, label: one.name }))} />
      </search>
      <div className='voices-s'>
        <div className='card'>
          {query.isPending && <Bones rows={4} />}
          <ProblemNote error={query.error} />
          {query.isSuccess && items.length === 0 && <Empty title={t('gift.none')} hint={t('gift.noneHint')} />}
          <ul className='posts' aria-label={t('place.thanks')}>{items.map((gift) => <Row key={gift.id} gift={gift} onWithdraw={() => open('withdraw', gift.id)} />)}</ul>
        </div>
        <Sums />
      </div>
      <SidePanel title={t('gift.give')} open={panel === 'give'} onClose={close}><GiveForm key={on ?? ''} feedbackId={on} onDone={close} /></SidePanel>
      <SidePanel title={t('gift.withdraw')} open={panel === 'withdraw' && on !== null} onClose={close}>{on && <Withdraw key={on} id={on} onDone={close} />}</SidePanel>
    </div>
  )
}
