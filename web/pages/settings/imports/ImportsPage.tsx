import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Import, imports, prepare, Source, Target } from '#contract/importing.ts'
import { Asked } from '../../../app/Asked.tsx'
import { uploadFile } from '../../../app/upload.ts'
import { Go, useGo, usePanel } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { type DroppedFile, FileDrop } from '../../../ui/FileDrop.tsx'
import { SelectField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { When } from '../../../ui/When.tsx'
import './imports.css'

const Begin = ({ first, onCancel }: { readonly first: Target; readonly onCancel: () => void }) => {
  const { t } = useTranslation('importing')
  const go = useGo()
  const [files, setFiles] = useState<readonly DroppedFile[]>([])
  const [target, setTarget] = useState<Target>(first)
  const [source, setSource] = useState<Source>('otherSystem')
  const preparing = useDo(prepare, ({ id }) => go(links.import(id), 'replace'))
  const file = files.at(-1)
  const calls = target === 'missedCalls'
  const plain = calls || target === 'orders'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (file) preparing.mutate({ fileId: file.id, target, source: calls ? 'telephone' : plain ? 'otherSystem' : source })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={preparing.error} />
      <SelectField label={t('target.label')} value={target} hint={t(`target.hint.${target}`)} options={Target.options.map((value) => ({ value, label: t(`target.${value}`) }))} onChange={(value) => setTarget(Target.catch('complaints').parse(value))} />
      {!plain && <SelectField label={t('source.label')} value={source} options={Source.options.filter((one) => one !== 'telephone').map((value) => ({ value, label: t(`source.${value}`) }))} onChange={(value) => setSource(Source.catch('otherSystem').parse(value))} />}
      <p className='hint'>{t('fileHint')}</p>
      <FileDrop label={t('file')} files={files} onChange={(next) => setFiles(next.slice(-1))} upload={uploadFile} />
      <div className='form-end'><ActionButton label={t('begin')} kind='primary' submit whyNot={file ? null : t('fileFirst')} loading={preparing.isPending} /><Button onClick={onCancel}>{t('common:cancel')}</Button></div>
    </form>
  )
}

const TONES = { failed: 'danger', imported: 'good', undone: 'plain', choosing: 'warn', checked: 'warn', checking: 'primary', importing: 'primary', undoing: 'primary' } as const

const Row = ({ item }: { readonly item: Import }) => {
  const { t } = useTranslation('importing')
  const { done, rows } = item.counts
  return (
    <li className='imp-r'>
      <Go className='link' to={links.import(item.id)}>{item.fileName}</Go>
      <span className='muted'>{t(`source.${item.source}`)}{rows > 0 && ` · ${t('rowsDone', { done, rows })}`}</span>
      <span className='muted'>{item.createdBy.name} · <When at={item.createdAt} /></span>
      <Chip tone={TONES[item.state]}>{t(`state.${item.state}`)}</Chip>
    </li>
  )
}

/** Tables that were brought, and a way to bring another. */
export const ImportsPage = () => {
  const { t } = useTranslation('importing')
  const { panel, on, open, close } = usePanel()
  const query = useAsk(imports, {})
  return (
    <>
      <PageHead title={t('settings:place.imports.label')} sub={t('settings:place.imports.hint')} actions={<ActionButton label={t('new')} kind='primary' whyNot={null} onPress={() => open('new')} />} />
      <div className='card'>
        <Asked query={query}>{({ items }) => (items.length === 0 ? <Empty title={t('empty')} hint={t('emptyHint')} /> : <ul className='posts'>{items.map((item) => <Row key={item.id} item={item} />)}</ul>)}</Asked>
      </div>
      <SidePanel title={t('new')} open={panel === 'new'} onClose={close}><Begin first={Target.catch('complaints').parse(on)} onCancel={close} /></SidePanel>
    </>
  )
}
