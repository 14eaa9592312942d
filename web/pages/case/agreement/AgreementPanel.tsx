import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Paper, onePaper, papersOf, withdraw } from '#contract/agreement.ts'
import { Asked } from '../../../app/Asked.tsx'
import { faultOf } from '../../../app/fault.ts'
import { useTerm } from '../../../app/i18n.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { Given, LinkForm } from '../../../modules/agreement/LinkForm.tsx'
import { PaperText } from '../../../modules/agreement/PaperText.tsx'
import { SignForm, Signatures } from '../../../modules/agreement/Signing.tsx'
import { TextForm } from '../../../modules/agreement/TextForm.tsx'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { LongField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Secret } from '../../../ui/Secret.tsx'
import { Sign } from '../goods/Sign.tsx'
import { useScene } from '../scene.ts'

const Files = ({ paper }: { readonly paper: Paper }) => {
  const { t } = useTranslation('agreement')
  return (
    <>
      <p>
        <a className='link' href={links.agreement(paper.id, 'pdf')} target='_blank' rel='noreferrer'>{t(paper.sealed ? 'file.sealed' : 'file.pdf')}</a>　<a className='link' href={links.agreement(paper.id, 'docx')}>{t('file.docx')}</a>
      </p>
      {paper.state === 'signed' && !paper.sealed && <p className='muted' role='status'>{t('file.making')}</p>}
      {paper.sealed && <p className='muted'>{t('file.hash')}<span className='agr-h'>{paper.sealed.sha256}</span></p>}
    </>
  )
}

const Withdraw = ({ paper }: { readonly paper: Paper }) => {
  const { t } = useTranslation('agreement')
  const [reason, setReason] = useState('')
  const doing = useDo(withdraw)
  return (
    <details className='agr-x'>
      <summary>{t('withdraw.do')}</summary>
      <LongField label={t('withdraw.why')} required rows={2} value={reason} onChange={setReason} error={faultOf(doing.error, 'reason')} />
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton label={t('withdraw.do')} whyNot={paper.may['withdraw'] ?? (reason.trim() ? null : t('withdraw.whyMissing'))} loading={doing.isPending} onPress={() => doing.mutate({ id: paper.id, version: paper.version, reason })} /></div>
    </details>
  )
}

/** It lies before the customer: names are put under it, or a new edition takes its place. */
const Open = ({ paper, onUrl }: { readonly paper: Paper; readonly onUrl: (url: string) => void }) => {
  const { t } = useTranslation('agreement')
  const { it, me, open } = useScene()
  const reach = useAsk(papersOf, { complaintId: it.id }).data?.reach
  return (
    <>
      <h3 className='agr-g'>{t('sign.title')}</h3>
      <SignForm key={`customer ${paper.version}`} paper={paper} side='customer' me={me.name} sign={Sign} />
      <SignForm key={`firm ${paper.version}`} paper={paper} side='firm' me={me.name} sign={Sign} />
      {reach && <LinkForm key={`link ${reach.email} ${reach.canText}`} paper={paper} reach={reach} onUrl={onUrl} />}
      {paper.may['change'] ? <p className='muted'>{paper.may['change']}</p> : <details className='agr-x'><summary>{t('edit.open')}</summary><TextForm key={paper.version} paper={paper} onSaved={(saved) => open('agreement', saved.id)} /></details>}
      <Withdraw paper={paper} />
    </>
  )
}

const Body = ({ paper }: { readonly paper: Paper }) => {
  const { t } = useTranslation('agreement')
  const term = useTerm()
  const { open } = useScene()
  const [url, setUrl] = useState<string | null>(null)
  if (url) return <Secret secret={url} once={t('link.once')} kept={t('link.kept')} onDone={() => setUrl(null)} />
  return (
    <>
      <p className='form-lead'><b>{t('card.edition', { no: paper.no })}</b>　{term('paperState', paper.state)}　{paper.made.by?.name}</p>
      {paper.ended && <p className='form-lead'>{t('ended.plain', { cause: term('endCause', paper.ended.cause), why: paper.ended.why })}</p>}
      <Files paper={paper} />
      {paper.state === 'draft' ? <><TextForm key={paper.version} paper={paper} onSaved={(saved) => open('agreement', saved.id)} /><Withdraw paper={paper} /></> : <PaperText text={paper.text} />}
      <Signatures paper={paper} />
      <Given paper={paper} />
      {paper.state === 'open' && <Open paper={paper} onUrl={setUrl} />}
    </>
  )
}

const SOON = 2_000
/** One edition of the agreement: written, signed, sealed. */
export const AgreementPanel = ({ id }: { readonly id: string }) => {
  const [waits, setWaits] = useState(false)
  const query = useAsk(onePaper, { id }, waits ? { refetchInterval: SOON } : {})
  const sealing = query.data?.state === 'signed' && query.data.sealed === null
  if (sealing !== waits) setWaits(sealing)
  return <Asked query={query}>{(paper) => <Body key={`${paper.id} ${paper.state}`} paper={paper} />}</Asked>
}
