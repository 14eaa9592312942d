import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Flag, tryWording } from '#contract/knowledge.ts'
import type { OwnWording } from '#contract/own.ts'
import { Flags } from '../../../app/checked/Flags.tsx'
import { rewritten } from '../../../app/checked/use-checked.ts'
import { useAsk } from '../../../app/query.ts'
import { Field } from '../../../ui/Field.tsx'
import { Marked } from '../../../ui/Marked.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useSettled } from '../../../ui/settled.ts'

const PAUSE = 500

/** Places in the order of the text, each letter marked once. */
const hitsOf = (flags: readonly Pick<Flag, 'from' | 'to'>[]) => {
  const hits: (readonly [number, number])[] = []
  for (const { from, to } of flags.toSorted((a, b) => a.from - b.from)) if (from >= (hits.at(-1)?.[1] ?? 0)) hits.push([from, to])
  return hits
}

/** A text as it would run into the rules, with what is typed in force beside all others. */
export const WordingTry = ({ code, content }: { readonly code: string | null; readonly content: OwnWording }) => {
  const { t } = useTranslation('own')
  const [text, setText] = useState('')
  const asked = useSettled(JSON.stringify({ text, code, content }), PAUSE)
  const { text: settled, ...rule } = JSON.parse(asked) as { text: string; code: string | null; content: OwnWording }
  const { data, error } = useAsk(tryWording, { text: settled, ...rule }, { enabled: settled.trim() !== '' })
  const flags = settled.trim() === '' ? [] : data?.flags ?? []
  return (
    <section className='own-p' aria-label={t('wording.try')}>
      <Field id='wording-try' label={t('wording.try')} hint={t('wording.tryHint')}>
        <Input.TextArea id='wording-try' autoSize={{ minRows: 2, maxRows: 8 }} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <ProblemNote error={error} />
      {settled.trim() !== '' && data && (
        <div role='status'>
          <p className='pre'><Marked text={settled} hits={settled === text ? hitsOf(flags) : []} /></p>
          {flags.length === 0 && <p className='muted'>{t('wording.tryNothing')}</p>}
          <Flags flags={flags} onReplace={(found, instead) => setText((before) => rewritten(before, found, instead))} />
        </div>
      )}
    </section>
  )
}
