import { SnippetsOutlined, StarFilled, StarOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { markFavourite, phrases, type PhraseView } from '#contract/knowledge.ts'
import { Situation, type Temperament } from '#contract/packs.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useClearing } from '../../ui/clearing.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'

type Where = z.infer<typeof Situation>

const Phrase = ({ phrase, onPick }: { readonly phrase: PhraseView; readonly onPick: (words: string) => void }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const marking = useDo(markFavourite)
  return (
    <li>
      <button type='button' className='phrase' onClick={() => onPick(say(phrase.text))}>
        <span>{say(phrase.text)}</span><small>{term('situation', phrase.situation)}{phrase.temperament && <>　{term('temperament', phrase.temperament)}</>}</small>
      </button>
      <button type='button' className='phrase-s' aria-pressed={phrase.favourite} aria-label={t('phrases.favourite')} onClick={() => marking.mutate({ phraseId: phrase.id, favourite: !phrase.favourite })}>
        {phrase.favourite ? <StarFilled aria-hidden='true' /> : <StarOutlined aria-hidden='true' />}
      </button>
    </li>
  )
}

interface Props { readonly temperament: z.infer<typeof Temperament> | null; /** What is begun with; another can be chosen. */ readonly begin?: Where; readonly onPick: (words: string) => void }

const Phrases = ({ temperament, begin, onPick }: Props) => {
  const { t } = useTranslation('case')
  const clearing = useClearing()
  const term = useTerm()
  const [situation, setSituation] = useState<Where | null>(begin ?? null)
  const [q, setQ] = useState('')
  const { data } = useAsk(phrases, { ...(situation && { situation }), ...(temperament && !situation && { temperament }), ...(q.trim() && { q: q.trim() }) })
  const found = (data?.items ?? []).toSorted((a, b) => Number(b.favourite) - Number(a.favourite))
  return (
    <>
      <div className='phrase-f'>
        <Input type='search' aria-label={t('phrases.search')} placeholder={t('phrases.search')} value={q} onChange={(event) => setQ(event.target.value)} />
        <Select aria-label={t('phrases.situation')} placeholder={t('phrases.situation')} allowClear={clearing} value={situation} onChange={(next: Where | undefined) => setSituation(next ?? null)} options={Situation.options.map((value) => ({ value, label: term('situation', value) }))} />
      </div>
      {data && found.length === 0 ? <Empty title={t('phrases.none')} hint={t('phrases.noneHint')} /> : <ul className='phrases'>{found.map((phrase) => <Phrase key={phrase.id} phrase={phrase} onPick={onPick} />)}</ul>}
    </>
  )
}

/** K1: the phrase library beside the text that is being written. */
export const PhrasePicker = ({ onPick, ...props }: Props) => {
  const { t } = useTranslation('case')
  const [open, setOpen] = useState(false)
  const pick = (words: string) => {
    onPick(words)
    setOpen(false)
  }
  return (
    <>
      <Button type='text' size='small' icon={<SnippetsOutlined aria-hidden='true' />} onClick={() => setOpen(true)}>{t('phrases.insert')}</Button>
      <SidePanel title={t('phrases.title')} open={open} onClose={() => setOpen(false)}><Phrases {...props} onPick={pick} /></SidePanel>
    </>
  )
}
