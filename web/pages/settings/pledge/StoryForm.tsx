import { Button } from 'antd'
import dayjs from 'dayjs'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALES } from '#contract/common.ts'
import type { Feedback } from '#contract/feedback.ts'
import { upload } from '#contract/files.ts'
import { changeStory, type Story, writeStory } from '#contract/pledge.ts'
import { send } from '../../../app/call.ts'
import { Flags } from '../../../app/checked/Flags.tsx'
import { rewritten, useChecked } from '../../../app/checked/use-checked.ts'
import { faultOf } from '../../../app/fault.ts'
import { localeNow } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { links as urls } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { type DroppedFile, FileDrop } from '../../../ui/FileDrop.tsx'
import { LongField, TextField } from '../../../ui/inputs.tsx'
import { PlainText } from './PlainText.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'
import { CameOf } from './CameOf.tsx'
import { Languages } from '../Languages.tsx'

type Link = Story['links'][number]

const NONE = { 'zh-CN': '', 'zh-Hant': '', en: '' }

const MOST_WORDS = 30

/** What a suggestion has changed, as a first draft. */
const draftOf = (from: Feedback | undefined) => ({ text: { ...NONE, [localeNow()]: from?.improvement?.note ?? '' }, links: from ? [{ kind: 'feedback' as const, id: from.id, name: [...from.text].slice(0, MOST_WORDS).join('') }] : [] })

/** A new entry, or one that nobody reads yet. */
export const StoryForm = ({ story, from, onDone }: { readonly story: Story | null; readonly from?: Feedback; readonly onDone: () => void }) => {
  const { t } = useTranslation('pledge')
  const whyNot = useWhyNot()
  const [month, setMonth] = useState(story?.month ?? dayjs().format('YYYY-MM'))
  const [title, setTitle] = useState(story?.title ?? NONE)
  const [text, setText] = useState(story?.text ?? draftOf(from).text)
  const [links, setLinks] = useState<readonly Link[]>(story?.links ?? draftOf(from).links)
  const [kept, setKept] = useState(story?.fileId ?? null)
  const [files, setFiles] = useState<readonly DroppedFile[]>([])
  const [locale, setLocale] = useState(localeNow())
  const writing = useDo(writeStory, onDone)
  const changing = useDo(changeStory, onDone)
  const saving = story ? changing : writing
  const checked = useChecked(null, Object.fromEntries(LOCALES.flatMap((one) => [[`title/${one}`, title[one]], [`text/${one}`, text[one]]])))
  const fault = (field: string) => faultOf(saving.error, field)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { month, title, text, fileId: files.at(-1)?.id ?? kept, links: links.map(({ kind, id }) => ({ kind, id })) }
    if (story) changing.mutate({ id: story.id, version: story.version, ...body })
    else writing.mutate(body)
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={saving.error} fieldsBeside />
      <TextField label={t('month')} required type='month' value={month} onChange={setMonth} error={fault('month')} />
      <Languages label={t('language')} now={locale} onChoose={setLocale} said={(each) => text[each].trim() !== ''}>
        <TextField label={t('storyTitle')} required value={title[locale]} onChange={(words) => setTitle({ ...title, [locale]: words })} placeholder={t('storyTitleLike')} error={fault('title') ?? fault(`title/${locale}`)} />
        <Flags flags={checked.in(`title/${locale}`)} onReplace={(found, instead) => setTitle({ ...title, [locale]: rewritten(title[locale], found, instead) })} />
        <LongField label={t('storyText')} required rows={6} value={text[locale]} onChange={(words) => setText({ ...text, [locale]: words })} hint={t('storyHint')} error={fault(`text/${locale}`)} />
        <Flags flags={checked.in(`text/${locale}`)} onReplace={(found, instead) => setText({ ...text, [locale]: rewritten(text[locale], found, instead) })} />
        {text[locale].trim() && <section aria-label={t('preview')} className='preview'><p className='muted'>{t('preview')}</p><PlainText text={text[locale]} /></section>}
      </Languages>
      <p className='field-l'>{t('picture')}</p>
      {kept && files.length === 0 && story && <p className='story-p'><img src={urls.storyPicture(story.id)} alt='' /><Button size='small' onClick={() => setKept(null)}>{t('pictureAway')}</Button></p>}
      <FileDrop label={t('picture')} files={files} onChange={(next) => setFiles(next.slice(-1))} upload={(file) => send(upload, file)} />
      {fault('fileId') && <p className='fault' role='alert'>{fault('fileId')}</p>}
      <CameOf links={links} onChange={setLinks} />
      <div className='form-end'><ActionButton label={t('saveDraft')} kind='primary' submit whyNot={whyNot('pledge.writeStory') ?? (checked.stopped ? t('commitment:stopped') : null)} loading={saving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
