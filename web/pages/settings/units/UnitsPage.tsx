import { PlusOutlined, QrcodeOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { restoreUnit, type Unit, units } from '#contract/identity.ts'
import { Asked } from '../../../app/Asked.tsx'
import { usePanel } from '../../../app/Go.tsx'
import { useTerm } from '../../../app/i18n.ts'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useWhyNot } from '../allowed.ts'
import { Restore } from '../Restore.tsx'
import { CodeSheet } from './CodeSheet.tsx'
import { branches } from './tree.ts'
import { UnitForm } from './UnitForm.tsx'

const Gone = ({ unit, depth }: { readonly unit: Unit; readonly depth: number }) => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  return (
    <li className='unit gone' style={{ paddingInlineStart: 16 + depth * 24 }}>
      <span className='unit-n'>{unit.name}</span>
      <span className='muted'>{term('unitKind', unit.kind)}</span>
      <span className='muted num'>{unit.code}</span>
      <span className='unit-a'><Chip>{t('unit.gone')}</Chip><Restore to={restoreUnit} input={{ id: unit.id }} permission='identity.restoreUnit' of={unit.name} /></span>
    </li>
  )
}

const Row = ({ unit, depth }: { readonly unit: Unit; readonly depth: number }) => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  const { open } = usePanel()
  return (
    <li className='unit' style={{ paddingInlineStart: 16 + depth * 24 }}>
      <button type='button' className='unit-n' onClick={() => open('edit', unit.id)}>{unit.name}</button>
      <span className='muted'>{term('unitKind', unit.kind)}</span>
      <span className='muted num'>{unit.code}</span>
      <span className='unit-a'>
        <Button type='text' icon={<QrcodeOutlined aria-hidden='true' />} aria-label={t('qr.open', { name: unit.name })} title={t('qr.open', { name: unit.name })} onClick={() => open('code', unit.id)} />
        <Button type='text' icon={<PlusOutlined aria-hidden='true' />} aria-label={t('unit.addBelow', { name: unit.name })} title={t('unit.addBelow', { name: unit.name })} onClick={() => open('new', unit.id)} />
      </span>
    </li>
  )
}

const Panels = ({ items }: { readonly items: readonly Unit[] }) => {
  const { t } = useTranslation('settings')
  const { panel, on, close } = usePanel()
  const unit = items.find((one) => one.id === on) ?? null
  return (
    <>
      <SidePanel title={t('unit.new')} open={panel === 'new'} onClose={close}><UnitForm unit={null} parentId={on} units={items} onDone={close} /></SidePanel>
      <SidePanel title={t('unit.edit')} open={panel === 'edit' && unit !== null} onClose={close}>{unit && <UnitForm key={unit.id} unit={unit} parentId={null} units={items} onDone={close} />}</SidePanel>
      <SidePanel title={t('qr.panel')} open={panel === 'code' && unit !== null} onClose={close}>{unit && <CodeSheet unit={unit} />}</SidePanel>
    </>
  )
}

/** The organisation's tree: who belongs under whom decides who sees which complaints. */
export const UnitsPage = () => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const { open } = usePanel()
  const [gone, setGone] = useState(false)
  const query = useAsk(units, gone ? { retired: '1' } : {})
  return (
    <>
      <PageHead title={t('place.units.label')} sub={t('place.units.hint')} actions={<ActionButton label={t('unit.new')} kind='primary' icon={<PlusOutlined aria-hidden='true' />} whyNot={whyNot('identity.createUnit')} onPress={() => open('new')} />} />
      <div className='set-find'><Checkbox checked={gone} onChange={(event) => setGone(event.target.checked)}>{t('unit.withGone')}</Checkbox></div>
      <div className='card'>
        <Asked query={query}>
          {({ items }) => (items.length === 0 ? <Empty title={t('unit.empty')} hint={t('unit.emptyHint')} /> : <ul className='units'>{branches(items).map(({ unit, depth }) => (unit.retired ? <Gone key={unit.id} unit={unit} depth={depth} /> : <Row key={unit.id} unit={unit} depth={depth} />))}</ul>)}
        </Asked>
      </div>
      <Panels items={query.data?.items.filter((unit) => !unit.retired) ?? []} />
    </>
  )
}
