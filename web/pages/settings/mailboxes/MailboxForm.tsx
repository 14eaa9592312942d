import { Button, Checkbox } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { units } from '#contract/identity.ts'
import { changeMailbox, createMailbox, type Mailbox, Security, testMailbox, type Trouble } from '#contract/mailbox.ts'
import { faultOf } from '../../../app/fault.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { branches } from '../units/tree.ts'
import { ConsentFields } from './ConsentFields.tsx'
import { emptyServer, fieldsOf, missingIn, sendingServer, type Typed, type TypedServer, typedOf, withAddress } from './fields.ts'

interface ServerProps { readonly side: 'receiving' | 'sending'; readonly server: TypedServer; readonly isNew: boolean; readonly consented: boolean; readonly onChange: (server: TypedServer) => void; readonly faultAt: (field: string) => string | undefined }

const Server = ({ side, server, isNew, consented, onChange, faultAt }: ServerProps) => {
  const { t } = useTranslation('mailbox')
  const securities = Security.options.map((value) => ({ value, label: t(`security.${value}`) }))
  return (
    <>
      <TextField label={t(`${side}.host`)} required value={server.host} onChange={(host) => onChange({ ...server, host })} error={faultAt(`${side}/host`)} />
      <div className='mb-two'>
        <TextField label={t(`${side}.port`)} required inputMode='numeric' value={server.port} onChange={(port) => onChange({ ...server, port })} error={faultAt(`${side}/port`)} />
        <SelectField label={t(`${side}.security`)} value={server.security} onChange={(security) => onChange({ ...server, security: Security.catch('tls').parse(security) })} options={securities} {...(server.security === 'none' && { hint: t('securityHint') })} />
      </div>
      <TextField label={t(`${side}.user`)} required value={server.user} onChange={(user) => onChange({ ...server, user })} error={faultAt(`${side}/user`)} />
      {!consented && <TextField label={t(`${side}.password`)} type='password' required={isNew && side === 'receiving'} autoComplete='new-password' value={server.password} onChange={(password) => onChange({ ...server, password })} error={faultAt(`${side}/password`)}
        hint={isNew ? t(`${side}.passwordHint`) : t('keepPassword')} />}
    </>
  )
}

const TriedSide = ({ label, trouble, good }: { readonly label: string; readonly trouble: Trouble | null; readonly good: string }) => {
  const { t } = useTranslation('mailbox')
  return <p className={trouble ? 'mb-bad' : 'mb-good'}><b>{label}</b> {trouble ? t(`trouble.${trouble.code}`) : good}{trouble?.said && t('said', { said: trouble.said })}</p>
}

const Tried = ({ result }: { readonly result: { receiving: Trouble | null; sending: Trouble | null; waiting: number | null } | undefined }) => {
  const { t } = useTranslation('mailbox')
  return (
    <div className='mb-tried' role='status'>
      {result && <TriedSide label={t('tried.receiving')} trouble={result.receiving} good={t('tried.receives', { count: result.waiting ?? 0 })} />}
      {result && <TriedSide label={t('tried.sending')} trouble={result.sending} good={t('tried.sends')} />}
    </div>
  )
}

const useSaving = (mailbox: Mailbox | null, onDone: () => void) => {
  const creating = useDo(createMailbox, onDone)
  const changing = useDo(changeMailbox, onDone)
  const save = (typed: Typed) => { mailbox ? changing.mutate({ id: mailbox.id, ...fieldsOf(typed) }) : creating.mutate(fieldsOf(typed)) }
  return { save, error: creating.error ?? changing.error, pending: creating.isPending || changing.isPending }
}

/** Address, unit and servers of a mailbox; tried before it is kept. */
export const MailboxForm = ({ mailbox, redirectUri, onDone }: { readonly mailbox: Mailbox | null; readonly redirectUri: string; readonly onDone: () => void }) => {
  const { t } = useTranslation('mailbox')
  const [typed, setTyped] = useState(() => typedOf(mailbox))
  const [pressed, setPressed] = useState(false)
  const places = branches(useAsk(units, {}).data?.items ?? []).map(({ unit, depth }) => ({ value: unit.id, label: '　'.repeat(depth) + unit.name }))
  const testing = useDo(testMailbox)
  const { save, error, pending } = useSaving(mailbox, onDone)
  const isNew = mailbox === null
  const consented = typed.oauth !== null
  const missing = missingIn(typed, isNew)
  const faultAt = (field: string) => (pressed && missing.has(field) ? t('settings:missing') : faultOf(error ?? testing.error, field))
  const press = (go: () => void) => {
    setPressed(true)
    if (missing.size === 0) go()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    press(() => save(typed))
  }
  return (
    <form onSubmit={submit} noValidate className='mb-form'>
      <ProblemNote error={error ?? testing.error} fieldsBeside />
      <TextField label={t('address')} required type='email' inputMode='email' value={typed.address} onChange={(address) => setTyped(withAddress(typed, address))} error={faultAt('address')} hint={t('addressHint')} />
      <SelectField label={t('unit')} required search value={typed.unitId} onChange={(unitId) => setTyped({ ...typed, unitId })} options={places} hint={t('unitHint')} error={faultAt('unitId')} />
      <ConsentFields typed={typed} isNew={isNew} redirectUri={redirectUri} onChange={setTyped} faultAt={faultAt} />
      <h3>{t('receiving.title')}</h3>
      <Server side='receiving' server={typed.receiving} isNew={isNew} consented={consented} onChange={(receiving) => setTyped({ ...typed, receiving })} faultAt={faultAt} />
      <TextField label={t('folder')} required value={typed.folder} onChange={(folder) => setTyped({ ...typed, folder })} error={faultAt('folder')} hint={t('folderHint')} />
      <SelectField label={t('begin')} value={typed.begin} onChange={(begin) => setTyped({ ...typed, begin: begin === 'all' ? 'all' : 'new' })} options={[{ value: 'new', label: t('beginNew') }, { value: 'all', label: t('beginAll') }]} />
      <h3>{t('sending.title')}</h3>
      <p className='mb-house'><Checkbox checked={typed.sending === null} onChange={(event) => setTyped({ ...typed, sending: event.target.checked ? null : { ...emptyServer(465), ...sendingServer(typed) } })}>{t('sending.house')}</Checkbox></p>
      {typed.sending && <Server side='sending' server={typed.sending} isNew={isNew} consented={consented} onChange={(sending) => setTyped({ ...typed, sending })} faultAt={faultAt} />}
      <Tried result={testing.data} />
      <div className='form-end'>
        <ActionButton label={t('common:save')} kind='primary' submit whyNot={null} loading={pending} />
        <ActionButton label={t('test')} whyNot={consented && !mailbox?.oauth?.consentedAt ? t('consent.testLater') : null} loading={testing.isPending} onPress={() => press(() => testing.mutate({ mailboxId: mailbox?.id ?? null, ...fieldsOf(typed) }))} />
        <Button onClick={onDone}>{t('common:cancel')}</Button>
      </div>
    </form>
  )
}
