import { useTranslation } from 'react-i18next'
import type { DraftCategory, TreeChange } from '#contract/categories.ts'
import { say, useTerm } from '../../../app/i18n.ts'
import { categoryPath } from '../../../modules/complaint/category-tree.ts'

const MOST = 200

interface Props { readonly changes: readonly TreeChange[]; readonly items: readonly DraftCategory[] }

/** What a tree changes, one line each. */
export const Changes = ({ changes, items }: Props) => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  const value = (change: TreeChange, side: string | null) => (side === null ? t(change.what === 'moved' ? 'categories.top' : 'categories.nothingHere') : change.what === 'matter' ? term('matter', side) : side)
  return (
    <>
      <ul className='dots'>
        {changes.slice(0, MOST).map((change) => (
          <li key={`${change.code} ${change.what}`}><b>{categoryPath(items, change.code, say, t('common:pathSeparator')) || change.after || change.code}</b> {t(`categories.change.${change.what}`, { before: value(change, change.before), after: value(change, change.after) })}</li>
        ))}
      </ul>
      {changes.length > MOST && <p className='muted'>{t('categories.more', { count: changes.length - MOST })}</p>}
    </>
  )
}
