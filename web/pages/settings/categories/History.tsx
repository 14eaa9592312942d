import { useTranslation } from 'react-i18next'
import { type DraftCategory, type Tree, cancelTree, trees } from '#contract/categories.ts'
import { Asked } from '../../../app/Asked.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'
import { Changes } from './Changes.tsx'

const TONES = { scheduled: 'warn', inForce: 'good', past: 'plain', cancelled: 'plain' } as const

const Published = ({ tree, items }: { readonly tree: Tree; readonly items: readonly DraftCategory[] }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const cancelling = useDo(cancelTree)
  return (
    <li className='cat-h'>
      <p><b>{t('categories.no', { no: tree.no })}</b> <Chip tone={TONES[tree.state]}>{t(`categories.state.${tree.state}`)}</Chip></p>
      <p className='muted'>{tree.publishedBy?.name} <When at={tree.publishedAt} />{tree.state === 'scheduled' && <> · {t('categories.from')} <When at={tree.effectiveAt} /></>}</p>
      {tree.note && <p>{tree.note}</p>}
      <details><summary>{t('categories.changes', { count: tree.changes.length })}</summary><Changes changes={tree.changes} items={items} /></details>
      <ProblemNote error={cancelling.error} />
      {tree.state === 'scheduled' && <Confirm size='small' label={t('categories.cancel')} question={t('categories.cancelSure')} whyNot={whyNot('packs.cancelCategories')} loading={cancelling.isPending} onConfirm={() => cancelling.mutate({ id: tree.id })} />}
    </li>
  )
}

/** Who published what, from when on. */
export const History = ({ items }: { readonly items: readonly DraftCategory[] }) => {
  const { t } = useTranslation('settings')
  return <Asked query={useAsk(trees, {})}>{(all) => (all.items.length === 0 ? <Empty title={t('categories.noHistory')} /> : <ul>{all.items.map((tree) => <Published key={tree.id} tree={tree} items={items} />)}</ul>)}</Asked>
}
