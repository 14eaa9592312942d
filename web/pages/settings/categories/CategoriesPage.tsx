import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Draft, discardDraft, draft } from '#contract/categories.ts'
import { Asked } from '../../../app/Asked.tsx'
import { usePanel } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'
import { Branches } from './Branches.tsx'
import { CategoryForm } from './CategoryForm.tsx'
import { History } from './History.tsx'
import { ImportForm } from './ImportForm.tsx'
import { MoveForm } from './MoveForm.tsx'
import { PublishForm } from './PublishForm.tsx'
import './categories.css'

/** What was changed and is not in force yet. */
const Pending = ({ shown }: { readonly shown: Draft }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const { open } = usePanel()
  const discarding = useDo(discardDraft)
  if (!shown.begun) return null
  return (
    <section className='card cat-p' aria-label={t('categories.pending')}>
      <p><b>{t('categories.changes', { count: shown.changes.length })}</b> <span className='muted'>{shown.begunBy && t('categories.begunBy', { name: shown.begunBy.name })} {shown.begunAt && <When at={shown.begunAt} />}</span></p>
      <ProblemNote error={discarding.error} />
      <span className='unit-a'>
        <ActionButton kind='primary' label={t('categories.publish')} whyNot={whyNot('packs.publishCategories') ?? (shown.changes.length ? null : t('categories.nothing'))} onPress={() => open('publish')} />
        <Confirm label={t('categories.discard')} question={t('categories.discardSure')} whyNot={whyNot('packs.discardDraft')} loading={discarding.isPending} onConfirm={() => discarding.mutate({})} />
      </span>
    </section>
  )
}

const Panels = ({ shown }: { readonly shown: Draft }) => {
  const { t } = useTranslation('settings')
  const { panel, on, close } = usePanel()
  const item = shown.items.find(({ code }) => code === on) ?? null
  return (
    <>
      <SidePanel title={t('categories.new')} open={panel === 'new'} onClose={close}><CategoryForm key={`new ${on}`} items={shown.items} item={null} parent={on} onDone={close} /></SidePanel>
      <SidePanel title={t('categories.edit')} open={panel === 'edit' && item !== null} onClose={close}>{item && <CategoryForm key={item.code} items={shown.items} item={item} parent={item.parent} onDone={close} />}</SidePanel>
      <SidePanel title={t('categories.move')} open={panel === 'move' && item !== null} onClose={close}>{item && <MoveForm key={item.code} items={shown.items} item={item} onDone={close} />}</SidePanel>
      <SidePanel title={t('categories.import')} open={panel === 'import'} onClose={close}><ImportForm items={shown.items} onDone={close} /></SidePanel>
      <SidePanel title={t('categories.publish')} open={panel === 'publish' && shown.begun} onClose={close}><PublishForm shown={shown} onDone={close} /></SidePanel>
      <SidePanel title={t('categories.history')} open={panel === 'history'} onClose={close}><History items={shown.items} /></SidePanel>
    </>
  )
}

/** The organisation's own tree of categories: worked on as a draft, published as a version. */
export const CategoriesPage = () => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const { open } = usePanel()
  const query = useAsk(draft, {})
  return (
    <>
      <PageHead
        title={t('categories.title')} sub={t('categories.sub')} up={{ to: links.pack(), label: t('place.pack.label') }}
        actions={<ActionButton kind='primary' label={t('categories.new')} icon={<PlusOutlined aria-hidden='true' />} whyNot={whyNot('packs.addCategory')} onPress={() => open('new')} />}
      />
      <Asked query={query} rows={12}>
        {(shown) => (
          <div className='stack'>
            <Pending shown={shown} />
            <p className='cat-go'><Button onClick={() => open('import')}>{t('categories.import')}</Button><Button href={links.categoriesExport()} download>{t('categories.export')}</Button><Button onClick={() => open('history')}>{t('categories.history')}</Button></p>
            <Branches items={shown.items} />
            <Panels shown={shown} />
          </div>
        )}
      </Asked>
    </>
  )
}
