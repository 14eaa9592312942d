import { useTranslation } from 'react-i18next'
import { type DraftCategory, restoreCategory, retireCategory } from '#contract/categories.ts'
import { useTerm } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'

const Uses = ({ item }: { readonly item: DraftCategory }) => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  if (item.uses.length === 0) return null
  return (
    <>
      <p>{t('categories.usedWhere')}</p>
      <ul className='dots'>{item.uses.map((use) => <li key={`${use.what} ${use.name} ${use.rule}`}>{t(`categories.use.${use.what}`, { name: use.what === 'table' ? term('table', use.name) : use.name, rule: use.rule })}</li>)}</ul>
    </>
  )
}

/** Retired it is no longer chosen; cases that have it keep it. Where it is named is shown first. */
export const Retiring = ({ item, onDone }: { readonly item: DraftCategory; readonly onDone: () => void }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const retiring = useDo(retireCategory, onDone)
  const restoring = useDo(restoreCategory, onDone)
  const of = { code: item.code, version: item.version }
  if (item.retired) return <div className='retire'><ProblemNote error={restoring.error} /><ActionButton label={t('categories.restore')} whyNot={whyNot('packs.restoreCategory')} loading={restoring.isPending} onPress={() => restoring.mutate(of)} /></div>
  const blocked = retiring.error !== null || item.uses.length > 0
  return (
    <div className='retire'>
      <Uses item={item} />
      <ProblemNote error={retiring.error} />
      <p className='muted'>{t('categories.retireHint')}</p>
      <Confirm label={t(blocked ? 'categories.retireStill' : 'categories.retire')} question={t('categories.retireSure')} whyNot={whyNot('packs.retireCategory')} loading={retiring.isPending} onConfirm={() => retiring.mutate({ ...of, despiteUse: blocked })} />
    </div>
  )
}
