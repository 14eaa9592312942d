import { DeleteOutlined } from '@ant-design/icons'
import { Button, Checkbox, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OwnItem, OwnWording } from '#contract/own.ts'
import { faultOf } from '../../../app/fault.ts'
import { Field } from '../../../ui/Field.tsx'
import { SelectField } from '../../../ui/inputs.tsx'
import type { Typed } from './content.ts'
import { isByProgram, isLaw } from './parts.ts'
import type { Keep } from './use-keep.ts'

type Near = OwnWording['near'][number]

interface TagsProps { readonly id: string; readonly label: string; readonly hint?: string | undefined; readonly required?: boolean; readonly error?: string | undefined; readonly value: readonly string[]; readonly onChange: (value: string[]) => void }

/** Expressions, each finished by the enter key. */
const Tags = ({ id, label, hint, required, error, value, onChange }: TagsProps) => (
  <Field id={id} label={label} hint={hint} required={required} error={error}><Select id={id} mode='tags' open={false} suffixIcon={null} value={[...value]} onChange={onChange} /></Field>
)

const MOST_GROUPS = 4
const LEAST_GROUPS = 2
const FIRST: Near = { chain: [[], []], within: 8 }

/** Words of which one comes after the other in one clause. */
const Chain = ({ no, near, faultAt, onChange, onRemove }: { readonly no: number; readonly near: Near; readonly faultAt: (group: number) => string | undefined; readonly onChange: (near: Near) => void; readonly onRemove: () => void }) => {
  const { t } = useTranslation('own')
  const { always, ...rest } = near
  const { chain, within } = rest
  return (
    <fieldset className='own-p'>
      <legend>{t('wording.chainNo', { no })}</legend>
      {chain.map((words, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group of words has no name of its own but its place.
        <Tags key={at} id={`wording-${no}-${at}`} label={t(at === 0 ? 'wording.first' : 'wording.then')} error={faultAt(at)} value={words} onChange={(next) => onChange({ ...near, chain: chain.map((each, i) => (i === at ? next : each)) })} />
      ))}
      <Field id={`wording-${no}-within`} label={t('wording.within')} hint={t('wording.withinHint')}>
        <InputNumber id={`wording-${no}-within`} controls={false} min={0} max={40} precision={0} value={within} onChange={(next) => onChange({ ...near, within: next ?? 0 })} />
      </Field>
      <Checkbox checked={always === true} onChange={({ target }) => onChange(target.checked ? { ...rest, always: true } : rest)}>{t('wording.always')}</Checkbox>
      <div className='acts'>
        {chain.length < MOST_GROUPS && <Button size='small' onClick={() => onChange({ ...near, chain: [...chain, []] })}>{t('wording.moreWords')}</Button>}
        {chain.length > LEAST_GROUPS && <Button size='small' onClick={() => onChange({ ...near, chain: chain.slice(0, -1) })}>{t('wording.lessWords')}</Button>}
        <Button size='small' icon={<DeleteOutlined aria-hidden='true' />} onClick={onRemove}>{t('wording.removeChain')}</Button>
      </div>
    </fieldset>
  )
}

interface Props { readonly item: OwnItem | null; readonly typed: Typed; readonly set: (part: Partial<Typed>) => void; readonly keep: Keep }

/** What is looked for in words that go out, and what becomes of them. */
export const WordingFields = ({ item, typed, set, keep }: Props) => {
  const { t } = useTranslation('own')
  const { level, near, unless } = typed.wording
  const put = (part: Partial<Typed['wording']>) => set({ wording: { ...typed.wording, ...part } })
  const law = isLaw('wording', item?.pack ?? null)
  const fault = (field: string) => faultOf(keep.error, `entry/content/${field}`)
  return (
    <>
      {law && <p className='own-note'>{t('lawHint')}</p>}
      {!law && <SelectField label={t('wording.level')} hint={t('wording.levelHint')} error={fault('level')} value={level} onChange={(value) => put({ level: value === 'stop' ? 'stop' : 'warn' })} options={(['warn', 'stop'] as const).map((value) => ({ value, label: t(`level.${value}`) }))} />}
      {isByProgram(item?.pack ?? null) ? <p className='hint'>{t('wording.byProgram')}</p> : (
        <>
          <Tags id='own-find' label={t('find')} hint={t('wording.findHint')} error={fault('find')} value={typed.find} onChange={(find) => set({ find })} />
          {near.map((each, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a chain has no name of its own but its place.
            <Chain key={at} no={at + 1} near={each} faultAt={(group) => fault(`near/${at}/chain/${group}`)} onChange={(next) => put({ near: near.map((one, i) => (i === at ? next : one)) })} onRemove={() => put({ near: near.filter((_, i) => i !== at) })} />
          ))}
          {fault('near') && <p className='fault' role='alert'>{fault('near')}</p>}
          <p className='own-more'><Button size='small' onClick={() => put({ near: [...near, FIRST] })}>{t('wording.addChain')}</Button></p>
          <Tags id='own-unless' label={t('wording.unless')} hint={t(law ? 'wording.unlessLaw' : 'wording.unlessHint')} error={fault('unless')} value={unless} onChange={(next) => put({ unless: next })} />
        </>
      )}
    </>
  )
}
