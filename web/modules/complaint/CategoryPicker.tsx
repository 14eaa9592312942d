import { DownOutlined } from '@ant-design/icons'
import { TreeSelect } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SuggestedCategory } from '#contract/classification.ts'
import { localeNow, say } from '../../app/i18n.ts'
import { useClearing } from '../../ui/clearing.tsx'
import { type Category, categoryPath, categoryTree } from './category-tree.ts'
import './complaint.css'


interface Props {
  readonly id: string
  readonly categories: readonly Category[]
  readonly value: string | null
  readonly onChange: (code: string | null) => void
  readonly suggested?: readonly SuggestedCategory[] | undefined
}

/** The pack's category tree, searchable; above it what the text suggests and the words that made the suggestion. Never chosen silently. */
export const CategoryPicker = ({ id, categories, value, onChange, suggested = [] }: Props) => {
  const { t } = useTranslation('register')
  const clearing = useClearing()
  const locale = localeNow()
  // What is retired is chosen no more; where it is what was chosen, it stays to be seen.
  const tree = useMemo(() => categoryTree(categories.filter((one) => !one.retired || one.code === value), (words) => words[locale] || words['zh-CN'] || words['zh-Hant'] || words.en), [categories, locale, value])
  const known = suggested.filter((each) => each.code !== value && categories.some((category) => category.code === each.code)).slice(0, 3)
  return (
    <div className='cat-pick'>
      <TreeSelect
        id={id} className='cat-tree' treeData={tree} value={value} onChange={(code: string | null | undefined) => onChange(code ?? null)} showSearch={{ treeNodeFilterProp: 'title' }} allowClear={clearing} suffixIcon={<DownOutlined aria-hidden='true' />}
        placeholder={t('category.choose')} treeDefaultExpandAll={categories.length < 40} notFoundContent={t('category.none')} styles={{ popup: { root: { maxHeight: 360 } } }}
      />
      {known.length > 0 && (
        <ul className='cat-sug' aria-label={t('category.suggested')}>
          {known.map((each) => (
            <li key={each.code}>
              <button type='button' onClick={() => onChange(each.code)}>{categoryPath(categories, each.code, say, t('common:pathSeparator'))}</button>
              <span className='muted'>{each.by === 'model' && <b className='cat-sure'>{t('category.sure', { percent: Math.min(99, Math.round(each.confidence * 100)) })}</b>}{each.words.length > 0 && t('category.because', { words: each.words.map((word) => t('settings:pack.quote', { word })).join(t('common:listSeparator')) })}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
