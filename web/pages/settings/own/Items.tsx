import { ArrowDownOutlined, ArrowUpOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NAMED_VALUES, OWN_PAPERS, PAPER_PLACES, type OwnItem, type OwnList, orderFields, packOrder } from '#contract/own.ts'
import { usePanel } from '../../../app/Go.tsx'
import { say, useTerm } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useWhyNot } from '../allowed.ts'
import { allTexts, groupOf, missingIn } from './content.ts'
import { asField, findsOf, isLaw, nameOf, wordingOf } from './parts.ts'
import { PaperExamples } from './PaperExamples.tsx'
import { useSummary } from './use-summary.ts'

interface LineProps { readonly list: OwnList; readonly item: OwnItem; /** Moves it before or behind its neighbour; undefined where it cannot go. */ readonly up?: (() => void) | undefined; readonly down?: (() => void) | undefined; readonly moves: boolean }

const Marks = ({ list, item }: Pick<LineProps, 'list' | 'item'>) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  // On paper the original stands where a language was left empty.
  const missing = item.own && list !== 'papers' ? missingIn(allTexts(list, item.own)) : []
  return (
    <span className='chips'>
      {item.retired && <Chip>{t('mark.retired')}</Chip>}
      {list === 'fields' && asField(item.now).required && <Chip tone='primary'>{t('common:field.must')}</Chip>}
      {list === 'wording' && <Chip tone={wordingOf(item.now)?.level === 'stop' ? 'warn' : 'plain'}>{t(`level.${wordingOf(item.now)?.level ?? 'warn'}`)}</Chip>}
      {isLaw(list, item.pack) && <Chip title={t('lawHint')}>{t('mark.law')}</Chip>}
      {!item.pack && <Chip tone='primary'>{t('mark.own')}</Chip>}
      {item.pack && item.own && <Chip tone='primary'>{t('mark.changed')}</Chip>}
      {item.packSince && <Chip tone='warn' title={t('packSince')}>{t('mark.packSince')}</Chip>}
      {missing.map((locale) => <Chip key={locale} tone='warn'>{t('mark.missing', { language: term('locale', locale) })}</Chip>)}
    </span>
  )
}

const Line = ({ list, item, up, down, moves }: LineProps) => {
  const { t } = useTranslation('own')
  const { open } = usePanel()
  const summary = useSummary(list)
  const name = nameOf(list, item.now, say, t('common:listSeparator'))
  return (
    <li className={item.retired ? 'own-l gone' : 'own-l'}>
      <div className='own-n'>
        <button type='button' className='unit-n' onClick={() => open('edit', item.code)}>{name}</button>
        <Marks list={list} item={item} />
        <small className='muted'>{summary(item.now)}</small>
      </div>
      {moves && !item.retired && (
        <span className='unit-a'>
          <Button size='small' icon={<ArrowUpOutlined aria-hidden='true' />} aria-label={t('moveUp', { name })} disabled={!up} onClick={up} />
          <Button size='small' icon={<ArrowDownOutlined aria-hidden='true' />} aria-label={t('moveDown', { name })} disabled={!down} onClick={down} />
        </span>
      )}
    </li>
  )
}

/** One step up or down among the fields that are asked. */
const useOrder = (list: OwnList, items: readonly OwnItem[]) => {
  const ordering = useDo(orderFields)
  const asked = items.filter(({ retired }) => !retired).map(({ code }) => code)
  const swap = (code: string, step: 1 | -1) => {
    const at = asked.indexOf(code)
    const other = asked[at + step]
    if (list !== 'fields' || at < 0 || other === undefined || ordering.isPending) return undefined
    return () => ordering.mutate({ codes: asked.map((one) => (one === code ? other : one === other ? code : one)) })
  }
  return { swap, error: ordering.error }
}

const matches = (list: OwnList, item: OwnItem, search: string) => {
  const wanted = search.trim().toLowerCase()
  return wanted === '' || [...allTexts(list, item.now).flatMap((words) => Object.values(words)), ...findsOf(item.now)].some((text) => text.toLowerCase().includes(wanted))
}

const PackOrder = () => {
  const { t } = useTranslation('own')
  const whyNot = useWhyNot()
  const doing = useDo(packOrder)
  return <><ProblemNote error={doing.error} /><Confirm size='small' label={t('packOrder')} question={t('packOrderSure')} whyNot={whyNot('packs.packOrder')} loading={doing.isPending} onConfirm={() => doing.mutate({})} /></>
}

const GROUPS: Readonly<Partial<Record<OwnList, readonly string[]>>> = { words: NAMED_VALUES, papers: PAPER_PLACES }

/** Values of one kind, words of one paper stand under their heading. */
const groupsOf = (list: OwnList, items: readonly OwnItem[]): readonly (readonly [string, readonly OwnItem[]])[] =>
  GROUPS[list]?.map((group) => [group, items.filter(({ code }) => groupOf(list, code) === group)] as const) ?? [['', items]]

export const Items = ({ list, items }: { readonly list: OwnList; readonly items: readonly OwnItem[] }) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  const can = useCan()
  const [search, setSearch] = useState('')
  const [onlyOwn, setOnlyOwn] = useState(false)
  const { swap, error } = useOrder(list, items)
  const found = items.filter((item) => (!onlyOwn || item.revision > 0) && matches(list, item, search))
  const moves = list === 'fields' && can('packs.orderFields') && found.length === items.length
  return (
    <div className='stack'>
      <div className='set-find'>
        <Input type='search' className='psn-find' prefix={<SearchOutlined aria-hidden='true' />} value={search} onChange={(event) => setSearch(event.target.value)} placeholder={t('find-in')} aria-label={t('find-in')} />
        <Checkbox checked={onlyOwn} onChange={(event) => setOnlyOwn(event.target.checked)}>{t('onlyOwn')}</Checkbox>
        {list === 'fields' && <PackOrder />}
      </div>
      <ProblemNote error={error} />
      {found.length === 0 && <Empty title={t('none')} />}
      {groupsOf(list, found).map(([group, here]) => here.length > 0 && (
        <Section key={group} title={group ? t(`kindOf.${group}`) : term('ownList', list)} count={t('settings:pack.entries', { count: here.filter(({ retired }) => !retired).length })}>
          {list === 'papers' && OWN_PAPERS.filter((paper) => paper === group).map((paper) => <PaperExamples key={paper} paper={paper} />)}
          <ul className='own-ls'>{here.map((item) => <Line key={item.code} list={list} item={item} moves={moves} up={swap(item.code, -1)} down={swap(item.code, 1)} />)}</ul>
        </Section>
      ))}
    </div>
  )
}
