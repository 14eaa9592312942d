import { PlusOutlined } from '@ant-design/icons'
import { Button, TreeSelect } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALES } from '#contract/common.ts'
import { addCause, changeCause, type OwnCause, ownCauses, type PackView, type RootCause } from '#contract/packs.ts'
import { faultOf } from '../../../app/fault.ts'
import { usePanel } from '../../../app/Go.tsx'
import { say } from '../../../app/i18n.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Field } from '../../../ui/Field.tsx'
import { useForm } from '../../../ui/form.ts'
import { TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { treeOf } from '../../../ui/tree.ts'
import { useWhyNot } from '../allowed.ts'

interface Props { readonly pack: PackView }

const PANEL = 'cause'
const NEW = 'new'

/** A cause of the firm's own: its name in three languages, and where it stands. */
const CauseForm = ({ causes, own, onDone }: { readonly causes: readonly RootCause[]; readonly own: OwnCause | undefined; readonly onDone: () => void }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const form = useForm({ parent: own?.parent ?? null as string | null, 'zh-CN': own?.label['zh-CN'] ?? '', 'zh-Hant': own?.label['zh-Hant'] ?? '', en: own?.label.en ?? '' })
  const adding = useDo(addCause, onDone)
  const changing = useDo(changeCause, onDone)
  const error = own ? changing.error : adding.error
  const put = (retired: boolean) => {
    const { parent, ...label } = form.values
    if (own) changing.mutate({ code: own.code, version: own.version, label, retired })
    else adding.mutate({ parent, label })
  }
  const submit = (event: FormEvent) => { event.preventDefault(); put(own?.retired ?? false) }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={error} />
      {!own && (
        <Field id='cause-parent' label={t('pack.causeParent')} error={faultOf(error, 'parent')}>
          <TreeSelect<string | null> id='cause-parent' allowClear showSearch={{ treeNodeFilterProp: 'title' }} treeDefaultExpandAll placeholder={t('pack.causeTop')} value={form.values.parent} onChange={(parent) => form.set('parent')(parent ?? null)} treeData={treeOf(causes.filter((one) => !one.retired), (one) => say(one.label))} />
        </Field>
      )}
      {LOCALES.map((locale) => <TextField key={locale} label={t(`categories.name.${locale}`)} value={form.values[locale]} onChange={form.set(locale)} error={locale === 'zh-CN' ? faultOf(error, 'label') : undefined} hint={locale === 'en' && t('pack.causeNameHint')} />)}
      <div className='form-end'>
        <ActionButton kind='primary' submit label={t('common:save')} whyNot={whyNot(own ? 'packs.changeCause' : 'packs.addCause')} loading={adding.isPending || changing.isPending} />
        {own && <ActionButton label={t(own.retired ? 'pack.causeRestore' : 'pack.causeRetire')} whyNot={whyNot('packs.changeCause')} loading={changing.isPending} onPress={() => put(!own.retired)} />}
      </div>
    </form>
  )
}

interface BranchProps { readonly causes: readonly RootCause[]; readonly own: readonly OwnCause[]; readonly parent: string | null; readonly onOpen: (code: string) => void }

const Branch = ({ causes, own, parent, onOpen }: BranchProps) => {
  const { t } = useTranslation('settings')
  const here = causes.filter((one) => one.parent === parent)
  if (here.length === 0) return null
  return (
    <ul className='cat-t'>
      {here.map((one) => (
        <li key={one.code}>
          {own.some((each) => each.code === one.code) ? <button type='button' className='link' onClick={() => onOpen(one.code)}>{say(one.label)}</button> : <span className='cat-n'>{say(one.label)}</span>}
          {own.some((each) => each.code === one.code) && <> <Chip>{t('pack.causeOwn')}</Chip></>}{one.retired && <> <Chip tone='warn'>{t('pack.causeRetired')}</Chip></>}
          <Branch causes={causes} own={own} parent={one.code} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  )
}

/** E7: the causes of the pack in their groups, and what the firm added. */
export const Causes = ({ pack }: Props) => {
  const { t } = useTranslation('settings')
  const can = useCan()
  const { panel, on, open, close } = usePanel()
  const own = useAsk(ownCauses, {}).data?.items ?? []
  const causes = pack.rootCauses
  return (
    <Section title={t('pack.causes')} count={t('pack.entries', { count: causes.filter((one) => !one.retired).length })} extra={can('packs.addCause') && <Button size='small' icon={<PlusOutlined aria-hidden='true' />} onClick={() => open(PANEL, NEW)}>{t('pack.causeAdd')}</Button>}>
      <div className='card-b'><Branch causes={causes} own={own} parent={null} onOpen={(code) => open(PANEL, code)} /></div>
      <SidePanel title={t(on === NEW ? 'pack.causeAdd' : 'pack.causeChange')} open={panel === PANEL} onClose={close}>{panel === PANEL && <CauseForm key={on} causes={causes} own={own.find((one) => one.code === on)} onDone={close} />}</SidePanel>
    </Section>
  )
}
