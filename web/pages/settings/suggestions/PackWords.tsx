import { useTranslation } from 'react-i18next'
import type { PackView } from '#contract/packs.ts'
import { say } from '../../../app/i18n.ts'
import { categoryPath } from '../../../modules/complaint/category-tree.ts'
import { Section } from '../../../ui/Section.tsx'

/** What came with the industry, by category; a search narrows to the words that hold it. */
export const PackWords = ({ categories, q }: { readonly categories: PackView['categories']; readonly q: string }) => {
  const { t } = useTranslation('settings')
  const wanted = q.toLowerCase()
  const groups = categories.map((category) => ({ category, words: category.keywords.filter((word) => word.toLowerCase().includes(wanted)) })).filter(({ words }) => words.length > 0)
  return (
    <Section title={t('wording.ofPack')} count={t('wording.count', { count: groups.reduce((sum, { words }) => sum + words.length, 0) })}>
      <ul className='word-g'>
        {groups.map(({ category, words }) => (
          <li key={category.code}>
            <details open={q !== ''}>
              <summary>{categoryPath(categories, category.code, say, t('common:pathSeparator'))} <span className='muted'>{t('wording.count', { count: words.length })}</span></summary>
              <p className='muted'>{words.join(t('common:listSeparator'))}</p>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  )
}
