import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PaperClipOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Select } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CauseNode, type Diagram, Standing } from '#contract/cause.ts'
import { below } from '#contract/cause-tree.ts'
import type { FileRef } from '#contract/common.ts'
import { useTerm } from '../../app/i18n.ts'
import { uploadFile } from '../../app/upload.ts'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { added, addedBeside, besides, changed, mayGoDeeper, moved, numberOf, removed } from './editing.ts'

export interface Editing {
  readonly it: Diagram
  readonly nodes: readonly CauseNode[]
  /** Files that came just now and are stored with the drawing. */
  readonly uploads: readonly FileRef[]
  /** The cause that was just made or pointed at: the cursor goes there. */
  readonly fresh: string | null
  readonly onNodes: (nodes: readonly CauseNode[], fresh?: string) => void
  readonly onUploads: (files: readonly FileRef[]) => void
}
interface RowProps extends Editing { readonly node: CauseNode }

const Backing = ({ it, nodes, node, uploads, onNodes, onUploads }: RowProps) => {
  const { t } = useTranslation('cause')
  const set = (part: Partial<CauseNode>) => onNodes(changed(nodes, node.id, part))
  const files = [...it.files, ...uploads.filter((file) => !it.files.some((known) => known.id === file.id))]
  return (
    <div className='cz-e'>
      <Field id={`cz-f-${node.id}`} label={t('findings')}>
        <Select mode='multiple' id={`cz-f-${node.id}`} value={node.findingIds} onChange={(findingIds: string[]) => set({ findingIds })} optionFilterProp='label' notFoundContent={t('noFindings')} options={it.findings.filter((finding) => !finding.superseded || node.findingIds.includes(finding.id)).map((finding) => ({ value: finding.id, label: t('findingOf', { no: finding.no, text: finding.text }) }))} />
      </Field>
      <Field id={`cz-d-${node.id}`} label={t('files')}>
        <Select mode='multiple' id={`cz-d-${node.id}`} value={node.fileIds} onChange={(fileIds: string[]) => set({ fileIds })} optionFilterProp='label' notFoundContent={t('noFiles')} options={files.map((file) => ({ value: file.id, label: file.name }))} />
      </Field>
      <FileDrop label={t('newFile')} files={[]} upload={uploadFile} onChange={(came) => { onUploads(came); set({ fileIds: [...new Set([...node.fileIds, ...came.map((file) => file.id)])] }) }} />
    </div>
  )
}

/** Enter: another answer to the same question; with Ctrl or ⌘: one question further. A new line takes Shift. */
const useKeys = ({ it, nodes, node, onNodes }: RowProps) => (event: KeyboardEvent) => {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
  const deeper = event.ctrlKey || event.metaKey
  event.preventDefault()
  if (node.text.trim() === '' || (deeper && !mayGoDeeper(it.kind, nodes, node.id))) return
  const id = crypto.randomUUID()
  onNodes(deeper ? added(nodes, id, node.id, null) : addedBeside(nodes, id, node), id)
}

const Tools = (props: RowProps & { readonly no: string; readonly shown: boolean; readonly onShow: () => void }) => {
  const { t } = useTranslation('cause')
  const term = useTerm()
  const { it, nodes, node, no, onNodes, shown, onShow } = props
  const row = besides(nodes, node)
  const at = row.findIndex((one) => one.id === node.id)
  const deeper = () => { const id = crypto.randomUUID(); onNodes(added(nodes, id, node.id, null), id) }
  const count = node.findingIds.length + node.fileIds.length
  const small = { size: 'small', type: 'text' } as const
  return (
    <div className='cz-a'>
      <Select size='small' aria-label={t('standingOf', { no })} value={node.standing} popupMatchSelectWidth={false} onChange={(standing: Standing) => onNodes(changed(nodes, node.id, { standing }))} options={Standing.options.map((value) => ({ value, label: term('causeStanding', value) }))} />
      <Checkbox checked={node.root} disabled={node.standing === 'refuted'} aria-label={t('rootOf', { no })} onChange={(event) => onNodes(changed(nodes, node.id, { root: event.target.checked }))}>{t('root')}</Checkbox>
      <Button size='small' icon={<PlusOutlined aria-hidden='true' />} disabled={!mayGoDeeper(it.kind, nodes, node.id)} aria-label={t(`deeperOf.${it.kind}`, { no })} onClick={deeper}>{t(`deeper.${it.kind}`)}</Button>
      <Button {...small} icon={<PaperClipOutlined aria-hidden='true' />} aria-expanded={shown} aria-label={t('backingOf', { no, count })} onClick={onShow}>{t('backing', { count })}</Button>
      <span className='cz-m'>
        {row.length > 1 && <>
          <Button {...small} icon={<ArrowUpOutlined aria-hidden='true' />} disabled={at <= 0} aria-label={t('upOf', { no })} onClick={() => onNodes(moved(nodes, node, -1))} />
          <Button {...small} icon={<ArrowDownOutlined aria-hidden='true' />} disabled={at === row.length - 1} aria-label={t('downOf', { no })} onClick={() => onNodes(moved(nodes, node, 1))} />
        </>}
        <Button {...small} icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('removeOf', { no })} onClick={() => onNodes(removed(nodes, node.id))} />
      </span>
    </div>
  )
}

/** One cause with its tools, and below it what is behind it. */
export const CauseRow = (props: RowProps) => {
  const { t } = useTranslation('cause')
  const { nodes, node, fresh, onNodes } = props
  const [shown, setShown] = useState(false)
  const keys = useKeys(props)
  const no = numberOf(nodes, node)
  const deeper = below(nodes, node.id)
  return (
    <li>
      <div className='cz-n'>
        <div className='cz-t'>
          <span className='no' aria-hidden='true'>{no}</span>
          <Input.TextArea key={fresh === node.id ? 'fresh' : 'known'} id={`cz-${node.id}`} autoFocus={fresh === node.id} aria-label={t('textOf', { no })} autoSize={{ minRows: 1, maxRows: 6 }} value={node.text} onKeyDown={keys} onChange={(event) => onNodes(changed(nodes, node.id, { text: event.target.value }))} />
          <Tools {...props} no={no} shown={shown} onShow={() => setShown(!shown)} />
          {shown && <Backing {...props} />}
        </div>
      </div>
      {deeper.length > 0 && <ol>{deeper.map((one) => <CauseRow key={one.id} {...props} node={one} />)}</ol>}
    </li>
  )
}
