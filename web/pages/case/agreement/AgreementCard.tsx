import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Paper, make, papersOf } from '#contract/agreement.ts'
import { LOCALES, type Locale } from '#contract/common.ts'
import { localeNow, useTerm } from '../../../app/i18n.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { links } from '../../../links.ts'
import { Checker } from '../../../modules/agreement/Checker.tsx'
import '../../../modules/agreement/agreement.css'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip, type ChipTone } from '../../../ui/Chip.tsx'
import { SelectField } from '../../../ui/inputs.tsx'
import { Money } from '../../../ui/Money.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { When } from '../../../ui/When.tsx'
import { useScene } from '../scene.ts'

const TONES: Readonly<Record<Paper['state'], ChipTone>> = { draft: 'warn', open: 'primary', signed: 'good', declined: 'alert', voided: 'plain' }

/** Whose name is still wanted, and until when a link is good. */
const Waiting = ({ paper }: { readonly paper: Paper }) => {
  const { t } = useTranslation('agreement')
  const signed = paper.signatures.filter(({ voided }) => !voided).map(({ side }) => side)
  const live = paper.links.find(({ state }) => state === 'live')
  return (
    <>
      {paper.signatures.filter(({ voided }) => !voided).map((one) => <p key={one.id}>{t('card.signedBy', { name: one.name })}　<When at={one.at} /></p>)}
      {!signed.includes('customer') && <p>{t('card.lacksCustomer')}{live && <>　<span className='muted'>{t('card.until')} <When at={live.until} /></span></>}</p>}
      {!signed.includes('firm') && <p>{t('card.lacksFirm')}</p>}
    </>
  )
}

const Row = ({ paper }: { readonly paper: Paper }) => {
  const { t } = useTranslation('agreement')
  const term = useTerm()
  const { open } = useScene()
  return (
    <li>
      <p><b>{t('card.edition', { no: paper.no })}</b> <Chip tone={TONES[paper.state]}>{term('paperState', paper.state)}</Chip>　<Money fen={paper.totalFen} /></p>
      {paper.state === 'open' && <Waiting paper={paper} />}
      {paper.ended && <p className='muted'>{t('ended.plain', { cause: term('endCause', paper.ended.cause), why: paper.ended.why })}</p>}
      <div className='card-a'>
        <button type='button' className='link' onClick={() => open('agreement', paper.id)}>{t('card.look')}<span className='sr'>{t('card.edition', { no: paper.no })}</span></button>
        {paper.sealed && <a className='link' href={links.agreement(paper.id, 'pdf')} target='_blank' rel='noreferrer'>{t('file.sealed')}</a>}
      </div>
    </li>
  )
}

/** The language of the customer, unless another is chosen. */
const Make = ({ whyNot, locale }: { readonly whyNot: string | null; readonly locale: Locale }) => {
  const { t } = useTranslation('agreement')
  const term = useTerm()
  const { it, open } = useScene()
  const [chosen, setChosen] = useState<Locale>(locale)
  const doing = useDo(make, (paper) => open('agreement', paper.id))
  return (
    <>
      <p className='muted'>{t('card.none')}</p>
      {!whyNot && <SelectField label={t('make.language')} value={chosen} onChange={(next) => setChosen(LOCALES.find((one) => one === next) ?? locale)} options={LOCALES.map((value) => ({ value, label: term('locale', value) }))} />}
      <ProblemNote error={doing.error} />
      <div className='card-a'><ActionButton kind='primary' label={t('card.make')} whyNot={whyNot} loading={doing.isPending} onPress={() => doing.mutate({ complaintId: it.id, locale: chosen })} /></div>
    </>
  )
}

/** G1: what both sign, beside the remedy it is made of. */
export const AgreementCard = () => {
  const { t } = useTranslation('agreement')
  const can = useCan()
  const { it } = useScene()
  const some = can('agreement.read') && (it.remedies.some(({ state }) => state === 'approved' || state === 'offered' || state === 'counterDeclined' || state === 'agreed') || it.timeline.some(({ name }) => name.startsWith('agreement.')))
  const found = useAsk(papersOf, { complaintId: it.id }, { enabled: some }).data
  if (!some || !found) return null
  const [now, ...before] = found.items
  const alive = now?.state === 'draft' || now?.state === 'open' || (now?.state === 'signed' && it.remedies.some((remedy) => remedy.id === now.remedyId && remedy.state === 'agreed'))
  return (
    <Section title={t('card.title')}>
      <div className='card-b'>
        {now && <ul className='agr-s'><Row paper={now} /></ul>}
        {!alive && it.state === 'open' && <Make whyNot={can('agreement.make') ? found.start : t('common:notAllowed')} locale={localeNow()} />}
        {before.length > 0 && <details className='agr-x'><summary>{t('card.earlier', { count: before.length })}</summary><ul className='agr-s'>{before.map((paper) => <Row key={paper.id} paper={paper} />)}</ul></details>}
        {now?.sealed && <Checker />}
      </div>
    </Section>
  )
}
