import { Button, Input } from 'antd'
import { type ChangeEvent, type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { checkOwnFile, type OwnFate, takeOwnFile } from '#contract/own.ts'
import { faultOf } from '../../../app/fault.ts'
import { Go } from '../../../app/Go.tsx'
import { useTerm } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip, type ChipTone } from '../../../ui/Chip.tsx'
import { Field } from '../../../ui/Field.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'

const TONES: Readonly<Record<OwnFate['what'], ChipTone>> = { added: 'good', changed: 'primary', same: 'plain', refused: 'warn' }

/** An entry is known by its own name; a table by what it is called here. */
const useNameOf = () => {
  const term = useTerm()
  return ({ list, code, name }: OwnFate) => (list === 'tables' ? term('table', code) : name || code)
}

/** How much of a table or a ladder changes, and what becomes of it after it was taken in. */
const Measure = ({ list, draft, changes }: OwnFate) => {
  const { t } = useTranslation('own')
  if (!draft && !changes) return null
  return <small className='own-draft'>{changes && t(list === 'ladders' ? 'file.part.levels' : 'file.part.rules', changes)} {draft && t('file.part.draft')}{changes !== null && changes.faults > 0 && <> {t('file.part.faults', changes)}</>}</small>
}

/** What the file would do, entry by entry. */
const Fates = ({ items }: { readonly items: readonly OwnFate[] }) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  const nameOf = useNameOf()
  const count = (what: OwnFate['what']) => items.filter((one) => one.what === what).length
  return (
    <>
      <p role='status'><b>{t('file.counts', { added: count('added'), changed: count('changed'), same: count('same'), refused: count('refused') })}</b></p>
      <ul className='own-fates'>
        {items.filter(({ what }) => what !== 'same').map((one) => (
          <li key={`${one.list} ${one.code}`}><Chip tone={TONES[one.what]}>{t(`file.what.${one.what}`)}</Chip> {nameOf(one)} <small className='muted'>{term('ownList', one.list)}{one.retired && <> · {t('mark.retired')}</>}</small><Measure {...one} />{one.why && <small className='fault'>{one.why}</small>}</li>
        ))}
      </ul>
    </>
  )
}

/** Where the drafts lie that were taken in. */
const Drafts = ({ items }: { readonly items: readonly OwnFate[] }) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  const drafts = items.filter(({ draft }) => draft)
  const tables = drafts.filter(({ list }) => list === 'tables')
  if (!drafts.length) return null
  return (
    <p>
      {t('file.part.next')} {tables.map(({ code }) => <Go key={code} className='link' to={links.table(code)}>{term('table', code)} </Go>)}
      {drafts.length > tables.length && <Go className='link' to={links.categories()}>{term('ownList', 'categories')}</Go>}
    </p>
  )
}

interface PressProps { readonly text: string; readonly seen: { readonly items: readonly OwnFate[] } | undefined; readonly checking: boolean; readonly taking: boolean; readonly onTake: () => void }

/** To look first, then to take in. */
const NextPress = ({ text, seen, checking, taking, onTake }: PressProps) => {
  const { t } = useTranslation('own')
  const whyNot = useWhyNot()
  if (!seen) return <ActionButton kind='primary' submit label={t('file.check')} whyNot={text.trim() ? null : t('file.empty')} loading={checking} />
  const takes = seen.items.some(({ what }) => what === 'added' || what === 'changed')
  return <ActionButton kind='primary' label={t('file.do')} whyNot={whyNot('packs.takeOwnFile') ?? (takes ? null : t('file.none'))} loading={taking} onPress={onTake} />
}

/** The words of another firm of the trade: looked at first, then taken in. */
export const TakeFile = ({ onDone }: { readonly onDone: () => void }) => {
  const { t } = useTranslation('own')
  const [text, setText] = useState('')
  const chosen = useRef<HTMLInputElement>(null)
  const checking = useDo(checkOwnFile)
  const taking = useDo(takeOwnFile)
  // What was looked at, as long as it is what would be taken in.
  const seen = checking.variables?.text === text && !taking.data ? checking.data : undefined
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? []
    if (file) setText(await file.text())
  }
  const check = (event: FormEvent) => { event.preventDefault(); checking.mutate({ text }) }
  return (
    <form onSubmit={check} noValidate>
      <p className='form-lead'>{t('file.lead')}</p>
      <ProblemNote error={taking.error ?? checking.error} />
      <input ref={chosen} type='file' accept='.yaml,.yml,application/yaml' className='sr' aria-label={t('file.choose')} tabIndex={-1} onChange={(event) => { void choose(event) }} />
      <p className='own-more'><Button onClick={() => chosen.current?.click()}>{t('file.choose')}</Button></p>
      <Field id='own-file' label={t('file.text')} hint={t('file.textHint')} error={faultOf(checking.error, 'text')}><Input.TextArea id='own-file' rows={6} value={text} onChange={(event) => setText(event.target.value)} /></Field>
      {seen && <Fates items={seen.items} />}
      {taking.data && <p className='done-s' role='status'>{t('file.done', taking.data)}</p>}
      {taking.data && checking.data && <Drafts items={checking.data.items} />}
      <div className='form-end'>
        {!taking.data && <NextPress text={text} seen={seen} checking={checking.isPending} taking={taking.isPending} onTake={() => { if (seen) taking.mutate({ text, stamp: seen.stamp }) }} />}
        <Button onClick={onDone}>{t(taking.data ? 'file.end' : 'common:cancel')}</Button>
      </div>
    </form>
  )
}
