import { Checkbox } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { ANSWER_PARTS, By, type ShownSource, setSource, testSource } from '#contract/order-book.ts'
import { faultOf } from '../../../app/fault.ts'
import { useDo } from '../../../app/query.ts'
import { Said } from '../../../modules/order-book/Said.tsx'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'

type Settings = z.input<typeof setSource.input>
interface Typed { readonly url: string; readonly method: 'GET' | 'POST'; readonly by: readonly By[]; readonly headerName: string; readonly secret: string; readonly listPath: string; readonly paths: Readonly<Record<string, string>>; readonly amountIn: 'yuan' | 'fen'; readonly timeoutMs: number }

const NEW: Typed = { url: '', method: 'GET', by: ['order'], headerName: '', secret: '', listPath: '', paths: {}, amountIn: 'yuan', timeoutMs: 5_000 }
const METHODS = ['GET', 'POST']
/** What the other system reads and writes: no words of ours, which each trade says in its own way. */
const URL_EXAMPLE = 'https://erp.example.com/orders?by={by}&q={value}'
const ASKED_SAMPLE = '{"by":"order","value":"…"}'
const ANSWER_SAMPLE = '{"orders":[{"number":"…","product":"…"}]}'
const PATIENCE = [2_000, 5_000, 10_000, 20_000]

const typedOf = (kept: ShownSource | null): Typed => (kept ? { ...kept, headerName: kept.headerName ?? '', secret: '', paths: { ...kept.paths } } : NEW)

const settingsOf = (typed: Typed): Settings => ({
  url: typed.url.trim(), method: typed.method, by: [...typed.by], header: typed.headerName.trim() ? { name: typed.headerName.trim(), secret: typed.secret } : null, listPath: typed.listPath.trim(),
  paths: Object.fromEntries(Object.entries(typed.paths).map(([part, path]) => [part, path.trim()]).filter(([, path]) => path !== '')), amountIn: typed.amountIn, timeoutMs: typed.timeoutMs,
})

interface PartProps { readonly typed: Typed; readonly set: (part: Partial<Typed>) => void; readonly error: Error | null }

const Answer = ({ typed, set }: Omit<PartProps, 'error'>) => {
  const { t } = useTranslation('orders')
  return (
    <details>
      <summary>{t('system.answer')}</summary>
      <p className='hint'>{t('system.answerHint', { sample: ANSWER_SAMPLE })}</p>
      <div className='form-grid'>
        <TextField label={t('system.listPath')} value={typed.listPath} onChange={(listPath) => set({ listPath })} hint={t('system.listPathHint')} />
        <SelectField label={t('system.amountIn')} value={typed.amountIn} options={[{ value: 'yuan', label: t('system.yuan') }, { value: 'fen', label: t('system.fen') }]} onChange={(value) => set({ amountIn: value === 'fen' ? 'fen' : 'yuan' })} />
        {ANSWER_PARTS.map((part) => <TextField key={part} label={t('system.pathOf', { part: t(`answer.${part}`) })} value={typed.paths[part] ?? ''} placeholder={part} onChange={(path) => set({ paths: { ...typed.paths, [part]: path } })} />)}
      </div>
    </details>
  )
}

const Asking = ({ typed, set, error, kept }: PartProps & { readonly kept: ShownSource | null }) => {
  const { t } = useTranslation('orders')
  return (
    <>
      <TextField label={t('system.url')} required value={typed.url} onChange={(url) => set({ url })} error={faultOf(error, 'url') ?? faultOf(error, 'settings/url')} hint={t('system.urlHint', { ways: By.options.join(', ') })} placeholder={URL_EXAMPLE} />
      <div className='form-grid'>
        <SelectField label={t('system.method')} value={typed.method} options={METHODS.map((value) => ({ value, label: value }))} onChange={(value) => set({ method: value === 'POST' ? 'POST' : 'GET' })} hint={t('system.methodHint', { sample: ASKED_SAMPLE })} />
        <SelectField label={t('system.timeout')} value={String(typed.timeoutMs)} options={[...new Set([...PATIENCE, typed.timeoutMs])].sort((a, b) => a - b).map((ms) => ({ value: String(ms), label: t('system.seconds', { count: ms / 1_000 }) }))} onChange={(value) => set({ timeoutMs: Number(value ?? NEW.timeoutMs) })} />
        <TextField label={t('system.header')} value={typed.headerName} onChange={(headerName) => set({ headerName })} error={faultOf(error, 'header/name') ?? faultOf(error, 'settings/header/name')} hint={t('system.headerHint')} placeholder={t('system.headerExample')} />
        <TextField label={t('system.secret')} value={typed.secret} onChange={(secret) => set({ secret })} type='password' autoComplete='new-password' error={faultOf(error, 'header/secret') ?? faultOf(error, 'settings/header/secret')} hint={t(kept?.headerName ? 'system.secretKept' : 'system.secretHint')} />
      </div>
      <Field label={t('system.by')} required error={typed.by.length ? null : t('system.byFirst')}>
        <Checkbox.Group value={[...typed.by]} options={By.options.map((one) => ({ value: one, label: t(`of.${one}`) }))} onChange={(by) => set({ by: By.array().parse(by) })} />
      </Field>
    </>
  )
}

const Try = ({ settings, whyNot }: { readonly settings: Settings; readonly whyNot: string | null }) => {
  const { t } = useTranslation('orders')
  const [ask, setAsk] = useState<By>('order')
  const [value, setValue] = useState('')
  const testing = useDo(testSource)
  const said = testing.data
  return (
    <div className='ord'>
      <div className='ord-q'>
        <SelectField label={t('by')} value={ask} options={By.options.map((one) => ({ value: one, label: t(`of.${one}`) }))} onChange={(next) => setAsk(By.catch('order').parse(next))} />
        <TextField label={t('system.tryValue')} value={value} onChange={setValue} />
        <ActionButton label={t('system.try')} whyNot={whyNot ?? (value.trim() ? null : t('valueFirst'))} loading={testing.isPending} onPress={() => testing.mutate({ settings, ask, value: value.trim() })} />
      </div>
      <ProblemNote error={testing.error} />
      <div role='status'>
        {said?.asked.outcome === 'notFound' && <p>{t('system.triedNone')}</p>}
        {said?.asked.outcome === 'down' && <p className='fault'>{t('down', { why: t(`trouble.${said.asked.trouble ?? 'connection'}`, { status: said.asked.status }) })}</p>}
        {said && said.found.length > 0 && <p>{t('system.triedFound', { count: said.found.length })}</p>}
      </div>
      {said?.answer && <pre className='muted'>{said.answer}</pre>}
      {said && said.found.length > 0 && <ul className='ord-l'>{said.found.map((order) => <li key={`${order.number} ${order.product} ${order.serial}`}><p className='ord-h'><b>{order.number}</b></p><Said order={order} /></li>)}</ul>}
    </div>
  )
}

/** How the firm's own system is asked; tried before it is kept. */
export const SourceForm = ({ kept }: { readonly kept: ShownSource | null }) => {
  const { t } = useTranslation('orders')
  const [typed, setTyped] = useState(() => typedOf(kept))
  const saving = useDo(setSource)
  const set = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }))
  const whyNot = typed.url.trim() === '' ? t('system.urlFirst') : typed.by.length ? null : t('system.byFirst')
  const settings = settingsOf(typed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!whyNot) saving.mutate(settings)
  }
  return (
    <>
      <form onSubmit={submit} noValidate>
        <ProblemNote error={saving.error} fieldsBeside />
        <Asking typed={typed} set={set} error={saving.error} kept={kept} />
        <Answer typed={typed} set={set} />
        <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot} loading={saving.isPending} /></div>
        <p className='done-s' role='status'>{saving.isSuccess ? t('system.saved') : ''}</p>
      </form>
      <Try settings={settings} whyNot={whyNot} />
    </>
  )
}
