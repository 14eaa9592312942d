import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Ladder, setLadder } from '#contract/ladder.ts'
import type { PackView } from '#contract/packs.ts'
import { faultOf } from '../../../../app/fault.ts'
import { useDo } from '../../../../app/query.ts'
import { useLadderWords } from '../../../../modules/clock/ladder-words.ts'
import { ActionButton } from '../../../../ui/ActionButton.tsx'
import { Confirm } from '../../../../ui/Confirm.tsx'
import { ProblemNote } from '../../../../ui/ProblemNote.tsx'
import { When } from '../../../../ui/When.tsx'
import { useWhyNot } from '../../allowed.ts'
import { LevelFields } from './LevelFields.tsx'
import { TryLadder } from './TryLadder.tsx'
import { type Draft, draftOf, emptyOf, levelOf, newDraft } from './values.ts'
import './ladder.css'

interface Props { readonly ladder: Ladder; readonly positions: PackView['positions']; readonly onDone: () => void }

const WITHIN_LEVEL = /^levels\/(\d+)\/(\w+)/

/** A fault of a level, wherever within it: `levels/2/to/0` belongs beside whom level 3 reaches. */
const faultWithin = (error: Error | null, at: number, field: string): string | undefined => {
  const candidates = [`levels/${at}/${field}`, ...Array.from({ length: 8 }, (_, i) => `levels/${at}/${field}/${i}`), ...['every', 'most', 'amount', 'share', 'after'].map((name) => `levels/${at}/${field}/${name}`)]
  return candidates.filter((one) => WITHIN_LEVEL.test(one)).map((one) => faultOf(error, one)).find((words) => words !== undefined)
}

const Back = ({ ladder, onDone }: Pick<Props, 'ladder' | 'onDone'>) => {
  const { t } = useTranslation('ladder')
  const whyNot = useWhyNot()
  const saving = useDo(setLadder, onDone)
  return (
    <div className='retire'>
      <p className='muted'>{t('ownHint', { name: ladder.changedBy?.name ?? '' })} {ladder.changedAt && <When at={ladder.changedAt} />}</p>
      <ProblemNote error={saving.error} />
      <Confirm label={t('backToPack')} question={t('backSure')} whyNot={whyNot('ladder.set')} loading={saving.isPending} onConfirm={() => saving.mutate({ kind: ladder.kind, levels: null, revision: ladder.revision })} />
    </div>
  )
}

/** Who hears of one clock as its time runs out: level by level, to be tried before it is saved. */
export const LadderForm = ({ ladder, positions, onDone }: Props) => {
  const { t } = useTranslation('ladder')
  const whyNot = useWhyNot()
  const words = useLadderWords(positions, ladder.people)
  const [drafts, setDrafts] = useState<readonly Draft[]>(() => ladder.levels.map(draftOf))
  const [pressed, setPressed] = useState(false)
  const saving = useDo(setLadder, onDone)
  const levels = drafts.map(levelOf)
  const whole = levels.every((level) => level !== null) ? levels : null
  const set = (key: number, part: Partial<Draft>) => setDrafts((before) => before.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (whole) saving.mutate({ kind: ladder.kind, levels: whole, revision: ladder.revision })
  }
  const faultAt = (draft: Draft, at: number) => (field: string) => (pressed && emptyOf(draft).includes(field) ? t('settings:missing') : faultWithin(saving.error, at, field))
  return (
    <>
      <form onSubmit={submit} noValidate>
        <p className='hint lad-h'>{t('hint')}</p>
        <ProblemNote error={saving.error} fieldsBeside />
        <ol className='entries'>
          {drafts.map((draft, at) => <LevelFields key={draft.key} draft={draft} no={at + 1} positions={positions} fault={faultAt(draft, at)} onSet={(part) => set(draft.key, part)} onRemove={() => setDrafts((before) => before.filter((one) => one !== draft))} />)}
        </ol>
        <Button icon={<PlusOutlined aria-hidden='true' />} disabled={drafts.length >= 12} onClick={() => setDrafts((before) => [...before, newDraft()])}>{t('add')}</Button>
        <TryLadder kind={ladder.kind} levels={whole} words={words} />
        <p className='hint'>{t('saveHint')}</p>
        <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot('ladder.set')} loading={saving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
      </form>
      {ladder.own && <Back ladder={ladder} onDone={onDone} />}
    </>
  )
}
