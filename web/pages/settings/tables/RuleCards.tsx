import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rule } from '#contract/table-shape.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { Press } from '../../../ui/Press.tsx'
import { cellOf, type Column } from './columns.ts'
import type { Writing } from './cell-text.ts'
import { useColumnName } from './names.ts'
import { wordsOf } from './words.ts'

const PAGE = 50

interface Props { readonly rules: readonly Rule[]; readonly columns: readonly Column[]; readonly writing: Writing; readonly faulty: ReadonlyMap<string, boolean>; readonly onOpen: (rule: Rule) => void }

/** Rules on a phone, each as a few lines; one opens as a form. */
export const RuleCards = ({ rules, columns, writing, faulty, onOpen }: Props) => {
  const { t } = useTranslation('tables')
  const nameOf = useColumnName()
  const [count, setCount] = useState(PAGE)
  const said = (rule: Rule, given: boolean) => columns.filter((column) => column.given === given && column.kind.kind !== 'words').flatMap((column) => { const words = wordsOf(writing, column, cellOf(rule, column)); return words ? [t('settings:pack.factIs', { fact: nameOf(column), value: words })] : [] })
  return (
    <>
      <ol className='tb-cards'>
        {rules.slice(0, count).map((rule, i) => {
          const when = said(rule, false)
          return (
            <li key={rule.id}>
              <button type='button' onClick={() => onOpen(rule)}>
                <b>{t('ruleNo', { no: i + 1 })} {faulty.has(rule.id) && <Chip tone={faulty.get(rule.id) ? 'alert' : 'plain'}>{t(faulty.get(rule.id) ? 'faulty' : 'noted')}</Chip>}</b>
                <span>{when.length ? when.join(t('settings:pack.factSep')) : t('always')}</span>
                <span className='then'>{said(rule, true).join(t('settings:pack.factSep')) || t('missing')}</span>
              </button>
            </li>
          )
        })}
      </ol>
      {rules.length > count && <p className='tb-more'><Press onClick={() => setCount(count + PAGE)}>{t('moreRules', { count: rules.length - count })}</Press></p>}
    </>
  )
}
