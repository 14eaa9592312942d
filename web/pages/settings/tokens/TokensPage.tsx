import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { createToken, revokeToken, TOKEN_RATE, tokens } from '#contract/identity.ts'
import { Asked } from '../../../app/Asked.tsx'
import { faultOf } from '../../../app/fault.ts'
import { usePanel } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { useForm } from '../../../ui/form.ts'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { When } from '../../../ui/When.tsx'
import { useAreas } from '../areas.ts'
import { Secret } from '../../../ui/Secret.tsx'

type Token = z.infer<typeof tokens.output>['items'][number]

/** What a token may do, from widest to narrowest; the server's permission names. */
const REACH: Readonly<Record<string, readonly string[]>> = {
  register: ['complaint.register', 'complaint.addCandidates', 'files.*', 'packs.read', 'identity.read'],
  handle: ['complaint.*', 'customer.*', 'files.*', 'promise.*', 'investigation.*', 'communication.*', 'casefile.*', 'clock.read', 'packs.read', 'identity.read'],
  calls: ['call-back.tell'],
  all: ['*'],
}

const NewToken = ({ onDone }: { readonly onDone: () => void }) => {
  const { t } = useTranslation('settings')
  const form = useForm({ name: '', reach: 'register', rate: String(TOKEN_RATE) }, ['name', 'rate'])
  const creating = useDo(createToken)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (form.ready()) creating.mutate({ name: form.values.name.trim(), scopes: [...(REACH[form.values.reach] ?? ['*'])], rateLimit: Number(form.values.rate) })
  }
  if (creating.data) return <Secret secret={creating.data.token} once={t('token.once')} kept={t('token.kept')} onDone={onDone} />
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={creating.error} fieldsBeside />
      <TextField label={t('token.name')} required value={form.values.name} onChange={form.set('name')} error={form.missing('name') ? t('missing') : faultOf(creating.error, 'name')} hint={t('token.nameHint')} />
      <SelectField label={t('token.reach')} value={form.values.reach} onChange={(value) => form.set('reach')(value ?? 'register')} options={Object.keys(REACH).map((reach) => ({ value: reach, label: t(`token.reachOf.${reach}`) }))} />
      <TextField label={t('token.rate')} required inputMode='numeric' value={form.values.rate} onChange={form.set('rate')} error={form.missing('rate') ? t('missing') : faultOf(creating.error, 'rateLimit')} hint={t('token.rateHint')} />
      <div className='form-end'><ActionButton label={t('token.create')} kind='primary' submit whyNot={null} loading={creating.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}

const Row = ({ token }: { readonly token: Token }) => {
  const { t } = useTranslation('settings')
  const areas = useAreas()
  const revoking = useDo(revokeToken)
  return (
    <li className='post'>
      <b>{token.name}</b>
      <span className='muted'>{token.scopes.includes('*') ? t('token.reachOf.all') : areas(token.scopes).join(t('common:listSeparator'))} · {t('token.rateIs', { rate: token.rateLimit })}</span>
      <span className='muted'>{t('token.created')} <When at={token.createdAt} /> · {token.lastUsedAt ? <>{t('token.used')} <When at={token.lastUsedAt} /></> : t('token.unused')}</span>
      <span className='unit-a'><Confirm label={t('token.revoke')} question={t('token.revokeSure', { name: token.name })} whyNot={null} size='small' loading={revoking.isPending} onConfirm={() => revoking.mutate({ id: token.id })} /></span>
    </li>
  )
}

/** Keys for other programs: a web shop that registers complaints, a report that reads them. */
export const TokensPage = () => {
  const { t } = useTranslation('settings')
  const { panel, open, close } = usePanel()
  const query = useAsk(tokens, {})
  return (
    <>
      <PageHead title={t('place.tokens.label')} sub={t('place.tokens.hint')} actions={<ActionButton label={t('token.new')} kind='primary' icon={<PlusOutlined aria-hidden='true' />} whyNot={null} onPress={() => open('new')} />} />
      <div className='card'>
        <Asked query={query}>{({ items }) => (items.length === 0 ? <Empty title={t('token.empty')} hint={t('token.emptyHint')} /> : <ul className='posts'>{items.map((token) => <Row key={token.id} token={token} />)}</ul>)}</Asked>
      </div>
      <SidePanel title={t('token.new')} open={panel === 'new'} onClose={close}><NewToken onDone={close} /></SidePanel>
    </>
  )
}
