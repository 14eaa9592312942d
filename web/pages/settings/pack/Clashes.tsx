import { useTranslation } from 'react-i18next'
import { OwnList } from '#contract/own.ts'
import type { PackUpgrade } from '#contract/packs.ts'
import { say, useTerm } from '../../../app/i18n.ts'
import { allTexts } from '../own/content.ts'
import { findsOf, type Item, nameOf } from '../own/parts.ts'

/** What is said, in the reader's language, beside what the other does not say. */
const wordsOf = (list: OwnList, item: Item, other: Item, separator: string): string => {
  const told = (one: Item) => [...findsOf(one), ...allTexts(list, one).map(say)].filter(Boolean)
  const theirs = told(other)
  const differing = told(item).filter((text) => !theirs.includes(text))
  return (differing.length ? differing : told(item)).join(separator)
}

/** Where the firm and the newer pack each changed the same. */
export const Clashes = ({ clashes }: Pick<PackUpgrade, 'clashes'>) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  if (clashes.length === 0) return null
  return (
    <div className='unfit'>
      <b>{t('clashes')}</b>
      <p className='hint'>{t('clashHint')}</p>
      <dl className='clash'>
        {clashes.map(({ list: named, code, own, pack }) => {
          const list = OwnList.parse(named)
          const separator = t('common:listSeparator')
          return (
            <div key={`${list} ${code}`}>
              <dt>{t('common:withRemark', { words: nameOf(list, own, say, separator), remark: term('ownList', list) })}</dt>
              <dd><small className='muted'>{t('clashOurs')}</small> {wordsOf(list, own, pack, separator)}</dd>
              <dd><small className='muted'>{t('clashPack')}</small> {wordsOf(list, pack, own, separator)}</dd>
            </div>
          )
        })}
      </dl>
    </div>
  )
}
