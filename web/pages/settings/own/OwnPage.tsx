import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { GROWING, OWN_LISTS, type OwnItem, type OwnList, ownItems } from '#contract/own.ts'
import { installed } from '#contract/packs.ts'
import { Asked } from '../../../app/Asked.tsx'
import { Go, usePanel } from '../../../app/Go.tsx'
import { say, useTerm } from '../../../app/i18n.ts'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useWhyNot } from '../allowed.ts'
import { FieldForm } from './FieldForm.tsx'
import { Items } from './Items.tsx'
import { nameOf } from './parts.ts'
import { Preview } from './Preview.tsx'
import { TakeFile } from './TakeFile.tsx'
import { TextForm } from './TextForm.tsx'
import '../pack/pack.css'
import './own.css'

const Lists = ({ list }: { readonly list: OwnList }) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  return (
    <nav className='views' aria-label={t('lists')}>
      {OWN_LISTS.map((one) => <Go key={one} to={links.own(one)} {...(one === list ? { className: 'on', 'aria-current': 'page' as const } : {})}>{term('ownList', one)}</Go>)}
    </nav>
  )
}

const Form = ({ list, item, onDone }: { readonly list: OwnList; readonly item: OwnItem | null; readonly onDone: () => void }) => {
  const pack = useAsk(installed, {})
  if (list !== 'fields') return <TextForm list={list} item={item} onDone={onDone} />
  return <Asked query={pack}>{(shown) => <FieldForm item={item} pack={shown} onDone={onDone} />}</Asked>
}

const Panels = ({ list, items }: { readonly list: OwnList; readonly items: readonly OwnItem[] }) => {
  const { t } = useTranslation('own')
  const { panel, on, close } = usePanel()
  const item = items.find(({ code }) => code === on) ?? null
  return (
    <>
      <SidePanel title={t(`new.${list}`, { defaultValue: t('edit') })} open={panel === 'new' && GROWING.includes(list)} onClose={close}>{panel === 'new' && <Form key={`new ${list}`} list={list} item={null} onDone={close} />}</SidePanel>
      <SidePanel title={item ? nameOf(list, item.now, say, t('common:listSeparator')).slice(0, 40) : t('edit')} open={panel === 'edit' && item !== null} onClose={close}>{item && panel === 'edit' && <Form key={`${list} ${item.code}`} list={list} item={item} onDone={close} />}</SidePanel>
      <SidePanel title={t('file.take')} open={panel === 'file'} onClose={close}>{panel === 'file' && <TakeFile onDone={close} />}</SidePanel>
      <SidePanel title={t('preview')} open={panel === 'preview'} onClose={close}>{panel === 'preview' && <Preview />}</SidePanel>
    </>
  )
}

/** What the pack brought, said the firm's own way. */
export const OwnPage = ({ name }: { readonly name: string }) => {
  const { t } = useTranslation('own')
  const whyNot = useWhyNot()
  const { open } = usePanel()
  const list = OWN_LISTS.find((one) => one === name) ?? 'fields'
  return (
    <>
      <PageHead
        title={t(list === 'fields' ? 'titleFields' : 'title')} sub={t(`sub.${list}`)} up={{ to: links.pack(list === 'fields' ? 'fields' : 'guidance'), label: t('settings:place.pack.label') }}
        actions={<>{list === 'fields' && <ActionButton label={t('preview')} whyNot={null} onPress={() => open('preview')} />}{GROWING.includes(list) && <ActionButton kind='primary' label={t(`new.${list}`)} icon={<PlusOutlined aria-hidden='true' />} whyNot={whyNot('packs.addOwn')} onPress={() => open('new')} />}</>}
      />
      <p className='own-go'><Button href={links.ownFile()} download>{t('file.save')}</Button><ActionButton label={t('file.take')} whyNot={whyNot('packs.takeOwnFile')} onPress={() => open('file')} /></p>
      <Lists list={list} />
      <Asked query={useAsk(ownItems, { list })} rows={10}>{({ items }) => <><Items key={list} list={list} items={items} /><Panels list={list} items={items} /></>}</Asked>
    </>
  )
}
