import { useTranslation } from 'react-i18next'
import { saidIn, whyNotAsked } from '#contract/asking.ts'
import { type TemplateWhole, discardDraft, publishTemplate, retireTemplate, saveDraft, template } from '#contract/questionnaire.ts'
import type { Questions } from '#contract/questions.ts'
import { Asked } from '../../../app/Asked.tsx'
import { Go, useUrl } from '../../../app/Go.tsx'
import { localeNow, useTerm } from '../../../app/i18n.ts'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'
import { Editor } from './Editor.tsx'
import { Preview } from './Preview.tsx'
import { Results } from './Results.tsx'
import '../../feedback/feedback.css'
import '../pack/pack.css'
import './questionnaires.css'

const EMPTY: Questions = { title: { 'zh-CN': '', 'zh-Hant': '', en: '' }, intro: null, questions: [] }

const useWork = (one: TemplateWhole) => {
  const kept = one.draft ?? one.current ?? EMPTY
  const [body, setBody, clear] = useDraft<Questions>(`questionnaire.${one.id}.${one.version}`, kept)
  const publishing = useDo(publishTemplate)
  const saving = useDo(saveDraft, clear)
  const discarding = useDo(discardDraft, clear)
  const retiring = useDo(retireTemplate)
  const dirty = JSON.stringify(body) !== JSON.stringify(kept)
  const save = () => saving.mutateAsync({ id: one.id, version: one.version, body })
  /** What stands here is what goes out. */
  const publish = () => {
    if (!dirty) publishing.mutate({ id: one.id, version: one.version })
    else save().then(({ version }) => publishing.mutate({ id: one.id, version }), () => undefined)
  }
  return { body, setBody, dirty, save: () => { save().catch(() => undefined) }, publish, discard: () => discarding.mutate({ id: one.id, version: one.version }), retire: () => retiring.mutate({ id: one.id, version: one.version }), busy: saving.isPending || publishing.isPending, error: saving.error ?? publishing.error ?? discarding.error ?? retiring.error }
}

const Acts = ({ one, work }: { readonly one: TemplateWhole; readonly work: ReturnType<typeof useWork> }) => {
  const { t } = useTranslation('questionnaires')
  const term = useTerm()
  const whyNot = useWhyNot()
  const found = whyNotAsked(work.body)
  const nothing = !work.dirty && !one.hasDraft ? t('nothingChanged') : null
  return (
    <div className='quest-a'>
      <ActionButton kind='primary' label={t('publish')} whyNot={whyNot('questionnaire.publish') ?? nothing ?? (found && term('questionFault', found.fault))} loading={work.busy} onPress={work.publish} />
      <ActionButton label={t('save')} whyNot={whyNot('questionnaire.saveDraft') ?? (work.dirty ? null : t('saved'))} loading={work.busy} onPress={work.save} />
      {one.hasDraft && one.edition > 0 && <Confirm label={t('discard')} question={t('discardSure')} whyNot={whyNot('questionnaire.discardDraft')} onConfirm={work.discard} />}
      <Confirm label={t('retire')} question={t('retireSure')} whyNot={whyNot('questionnaire.retire')} onConfirm={work.retire} />
    </div>
  )
}

const Editions = ({ one }: { readonly one: TemplateWhole }) => {
  const { t } = useTranslation('questionnaires')
  if (one.editions.length === 0) return null
  return (
    <Section title={t('editions')} count={one.editions.length}>
      <ul className='card-b quest-e'>{one.editions.toReversed().map(({ no, at, by, ofPack }) => <li key={no}>{t('edition', { no })} <span className='muted'>{ofPack ? t('ofPack') : by?.name} · <When at={at} /></span></li>)}</ul>
    </Section>
  )
}

const Work = ({ one }: { readonly one: TemplateWhole }) => {
  const { t } = useTranslation('questionnaires')
  const whyNot = useWhyNot()
  const work = useWork(one)
  const barred = one.state === 'retired' ? t('retiredNow') : whyNot('questionnaire.saveDraft')
  return (
    <div className='quest-g'>
      <div>
        <ProblemNote error={work.error} fieldsBeside={false} />
        {barred ? <p className='muted'>{barred}</p> : <Section title={t('edit')}><div className='card-b'><Editor body={work.body} onChange={work.setBody} /><Acts one={one} work={work} /></div></Section>}
        <Editions one={one} />
      </div>
      <Preview body={work.body} />
    </div>
  )
}

const PARTS = ['edit', 'results'] as const

/** One questionnaire: written, tried out and published; what was answered. */
export const QuestionnairePage = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation('questionnaires')
  const { params } = useUrl()
  const part = PARTS.find((one) => one === params['part']) ?? 'edit'
  const query = useAsk(template, { id }, { still: true })
  return (
    <Asked query={query} rows={10}>
      {(one) => (
        <>
          <PageHead title={saidIn(one.title, localeNow()) || t('untitled')} up={{ to: links.questionnaires(), label: t('title') }} sub={one.edition > 0 ? t('now', { no: one.edition }) : t('neverPublished')} mark={one.hasDraft ? <Chip tone='warn'>{t('changed')}</Chip> : one.ofPack && <Chip>{t('ofPack')}</Chip>} />
          <nav className='views' aria-label={t('title')}>{PARTS.map((each) => <Go key={each} to={links.questionnaire(id, each)} className={each === part ? 'on' : ''} {...(each === part && { 'aria-current': 'page' as const })}>{t(`part.${each}`)}</Go>)}</nav>
          {part === 'edit' ? <Work key={one.version} one={one} /> : <Results id={id} />}
        </>
      )}
    </Asked>
  )
}
