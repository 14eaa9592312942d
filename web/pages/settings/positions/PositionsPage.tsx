import { PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createPosition, type Position, positions, restorePosition, retirePosition, type Unit, units } from '#contract/identity.ts'
import { installed, type PackView } from '#contract/packs.ts'
import { Asked } from '../../../app/Asked.tsx'
import { faultOf } from '../../../app/fault.ts'
import { usePanel } from '../../../app/Go.tsx'
import { say, useTerm } from '../../../app/i18n.ts'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { useForm } from '../../../ui/form.ts'
import { SelectField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useWhyNot } from '../allowed.ts'
import { Restore } from '../Restore.tsx'
import { branches } from '../units/tree.ts'

const NewPosition = ({ places, pack, onDone }: { readonly places: readonly Unit[]; readonly pack: PackView | undefined; readonly onDone: () => void }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const form = useForm({ unitId: '', code: '' }, ['unitId', 'code'])
  const creating = useDo(createPosition, onDone)
  const fault = (name: 'unitId' | 'code') => (form.missing(name) ? t('missing') : faultOf(creating.error, name))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (form.ready()) creating.mutate(form.values)
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={creating.error} fieldsBeside />
      <SelectField label={t('person.unit')} required search value={form.values.unitId || null} onChange={(value) => form.set('unitId')(value ?? '')} options={places.map((one) => ({ value: one.id, label: one.name }))} error={fault('unitId')} />
      <SelectField label={t('position.post')} required value={form.values.code || null} onChange={(value) => form.set('code')(value ?? '')} options={(pack?.positions ?? []).map((one) => ({ value: one.code, label: say(one.label) }))} error={fault('code')} hint={t('position.postHint')} />
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot('identity.createPosition')} loading={creating.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}

/** A post that nobody holds can go, and come back. */
const Change = ({ post, unit }: { readonly post: Position; readonly unit: Unit }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const retiring = useDo(retirePosition)
  if (post.retired) return <><Chip>{t('position.gone')}</Chip>{!unit.retired && <Restore to={restorePosition} input={{ id: post.id }} permission='identity.restorePosition' of={post.name} />}</>
  if (post.holders.length > 0 || whyNot('identity.retirePosition')) return null
  return (
    <>
      <Confirm size='small' label={<>{t('position.retire')}<span className='sr'>{post.name}</span></>} question={t('position.retireSure', { post: post.name, unit: unit.name })} whyNot={null} loading={retiring.isPending} onConfirm={() => retiring.mutate({ id: post.id })} />
      <ProblemNote error={retiring.error} />
    </>
  )
}

const Post = ({ post, unit, pack }: { readonly post: Position; readonly unit: Unit; readonly pack: PackView | undefined }) => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  const role = pack?.roles.find((one) => one.code === post.role)
  const rank = pack?.positions.find((one) => one.code === post.code)?.rank ?? 0
  return (
    <li className={post.retired ? 'post gone' : 'post'}>
      <b>{post.name}</b>
      <span className='muted'>{role ? t('position.role', { role: say(role.label), sees: term('sees', role.sees) }) : post.role}{rank > 0 && ` · ${t('position.rank', { rank })}`}</span>
      <span>{post.holders.length === 0 ? <span className='muted'>{t('position.vacant')}</span> : post.holders.map((one) => one.name).join(t('common:listSeparator'))}</span>
      <span className='unit-a'><Change post={post} unit={unit} /></span>
    </li>
  )
}

/** Posts in each unit and who holds them; a post carries the role and the limit of authority. */
export const PositionsPage = () => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const { panel, open, close } = usePanel()
  const [gone, setGone] = useState(false)
  const asked = gone ? { retired: '1' as const } : {}
  const query = useAsk(positions, asked)
  const places = useAsk(units, asked).data?.items ?? []
  const pack = useAsk(installed, {}).data
  return (
    <>
      <PageHead title={t('place.positions.label')} sub={t('place.positions.hint')} actions={<ActionButton label={t('position.new')} kind='primary' icon={<PlusOutlined aria-hidden='true' />} whyNot={whyNot('identity.createPosition')} onPress={() => open('new')} />} />
      <div className='set-find'><Checkbox checked={gone} onChange={(event) => setGone(event.target.checked)}>{t('position.withGone')}</Checkbox></div>
      <Asked query={query}>
        {({ items }) => (
          <div className='stack'>
            {branches(places).map(({ unit }) => ({ unit, posts: items.filter((post) => post.unitId === unit.id) })).filter((group) => group.posts.length > 0).map(({ unit, posts }) => (
              <Section key={unit.id} title={unit.name}><ul className='posts'>{posts.map((post) => <Post key={post.id} post={post} unit={unit} pack={pack} />)}</ul></Section>
            ))}
          </div>
        )}
      </Asked>
      <SidePanel title={t('position.new')} open={panel === 'new'} onClose={close}><NewPosition places={places.filter((unit) => !unit.retired)} pack={pack} onDone={close} /></SidePanel>
    </>
  )
}
