import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Fishbone } from '#contract/packs.ts'
import { below, MOST_NODES } from '#contract/cause-tree.ts'
import { say } from '../../app/i18n.ts'
import { CauseRow, type Editing } from './CauseRow.tsx'
import { added } from './editing.ts'

const Rows = (props: Editing & { readonly bone: Fishbone['bones'][number] | null }) => {
  const { t } = useTranslation('cause')
  const { it, nodes, onNodes, bone } = props
  const here = below(nodes, null).filter((node) => node.bone === (bone?.code ?? null))
  const add = () => { const id = crypto.randomUUID(); onNodes(added(nodes, id, null, bone?.code ?? null), id) }
  const label = bone ? t('addTo', { bone: say(bone.label) }) : t('add.whys')
  return (
    <>
      {here.length > 0 && <ol className='cz-l'>{here.map((node) => <CauseRow key={node.id} {...props} node={node} />)}</ol>}
      <Button size='small' icon={<PlusOutlined aria-hidden='true' />} disabled={nodes.length >= MOST_NODES} aria-label={label} onClick={add}>{t(`add.${it.kind}`)}</Button>
    </>
  )
}

/** The drawing as a list: every why below the one before, or every bone with what hangs on it. */
export const CauseList = (props: Editing) => {
  const { it } = props
  if (!it.scheme) return <Rows {...props} bone={null} />
  return (
    <>
      {it.scheme.bones.map((bone) => (
        <section key={bone.code} className='cz-bone'>
          <h3>{say(bone.label)}<small>{say(bone.hint)}</small></h3>
          <Rows {...props} bone={bone} />
        </section>
      ))}
    </>
  )
}
