import { CaretDownOutlined, CaretRightOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftCategory } from '#contract/categories.ts'
import { usePanel } from '../../../app/Go.tsx'
import { localeNow, say } from '../../../app/i18n.ts'
import { useRows } from '../../../app/rows.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { Section } from '../../../ui/Section.tsx'
import { type Row, rowsOf } from './rows.ts'

/** Up to so many the tree stands open to begin with. */
const OPEN_AT_ONCE = 60

interface LineProps { readonly row: Row; readonly index: number; readonly current: boolean; readonly onToggle: (code: string, open: boolean) => void }

const Marks = ({ item }: { readonly item: DraftCategory }) => {
  const { t } = useTranslation('settings')
  return (
    <span className='chips'>
      {item.retired && <Chip>{t('categories.retired')}</Chip>}
      {!item.ofPack && <Chip tone='primary'>{t('categories.own')}</Chip>}
      {!item.label[localeNow()] && <Chip tone='warn'>{t('categories.borrowed')}</Chip>}
      {item.uses.length > 0 && <Chip>{t('categories.used', { count: item.uses.length })}</Chip>}
    </span>
  )
}

const Line = ({ row: { item, depth, below, open }, index, current, onToggle }: LineProps) => {
  const { t } = useTranslation('settings')
  const panel = usePanel()
  const name = say(item.label)
  const arrows = (event: KeyboardEvent) => {
    if (below > 0 && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) onToggle(item.code, event.key === 'ArrowRight')
  }
  return (
    <li className={`cat-l${item.retired ? ' gone' : ''}${current ? ' at' : ''}`} data-row={index} style={{ paddingInlineStart: 8 + depth * 24 }}>
      {below > 0
        ? <button type='button' className='cat-o' aria-expanded={open} aria-label={t(open ? 'categories.close' : 'categories.open', { name })} onClick={() => onToggle(item.code, !open)}>{open ? <CaretDownOutlined aria-hidden='true' /> : <CaretRightOutlined aria-hidden='true' />}</button>
        : <span className='cat-o' />}
      <button type='button' className='unit-n' onKeyDown={arrows} onClick={() => panel.open('edit', item.code)}>{name}</button>
      {below > 0 && <span className='muted num'>{below}</span>}
      <Marks item={item} />
      <span className='unit-a'>
        {!item.retired && <Button size='small' aria-label={t('categories.addUnder', { name })} onClick={() => panel.open('new', item.code)}>{t('categories.addBelow')}</Button>}
        {!item.retired && <Button size='small' aria-label={t('categories.moveOf', { name })} onClick={() => panel.open('move', item.code)}>{t('categories.moveShort')}</Button>}
      </span>
    </li>
  )
}

/** The tree line by line: searched, opened and closed, walked through by keys. */
export const Branches = ({ items }: { readonly items: readonly DraftCategory[] }) => {
  const { t } = useTranslation('settings')
  const panel = usePanel()
  const [search, setSearch] = useState('')
  const [retired, setRetired] = useState(false)
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(items.length <= OPEN_AT_ONCE ? items.map(({ code }) => code) : []))
  const rows = rowsOf(items, open, search, retired)
  const { at } = useRows(rows.length, (index) => { const row = rows[index]; if (row) panel.open('edit', row.item.code) })
  const toggle = (code: string, next: boolean) => setOpen((before) => { const after = new Set(before); next ? after.add(code) : after.delete(code); return after })
  return (
    <Section title={t('categories.tree')} count={t('pack.entries', { count: items.filter((item) => !item.retired).length })}>
      <div className='set-find cat-f'>
        <Input type='search' className='psn-find' prefix={<SearchOutlined aria-hidden='true' />} value={search} onChange={(event) => setSearch(event.target.value)} placeholder={t('categories.find')} aria-label={t('categories.find')} />
        <Checkbox checked={retired} onChange={(event) => setRetired(event.target.checked)}>{t('categories.withRetired')}</Checkbox>
        <Button size='small' onClick={() => setOpen(new Set(items.map(({ code }) => code)))}>{t('categories.openAll')}</Button>
        <Button size='small' onClick={() => setOpen(new Set())}>{t('categories.closeAll')}</Button>
      </div>
      {rows.length === 0 ? <Empty title={t('categories.none')} /> : <ul className='cat-ls'>{rows.map((row, index) => <Line key={row.item.code} row={row} index={index} current={index === at} onToggle={toggle} />)}</ul>}
    </Section>
  )
}
