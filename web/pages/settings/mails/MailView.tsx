import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { attachMail, ignoreMail, type MailFile, mail as mailEndpoint, type ReleasedMail, releaseMail, type WholeMail } from '#contract/mailbox.ts'
import { Asked } from '../../../app/Asked.tsx'
import { faultOf } from '../../../app/fault.ts'
import { Go } from '../../../app/Go.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { HandedOn } from '../../../modules/kept/HandedOn.tsx'
import { WhoAbout } from '../../../modules/kept/WhoAbout.tsx'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'

const party = ({ name, address }: WholeMail['from']) => [name, address && `<${address}>`].filter(Boolean).join(' ')

const Files = ({ files }: { readonly files: readonly MailFile[] }) => {
  const { t } = useTranslation('mailbox')
  if (!files.length) return null
  return (
    <>
      <dt>{t('mail.attachments')}</dt>
      {files.map((file) => <dd key={`${file.name} ${file.bytes}`}>{file.name}{file.refused && <span className='mb-bad'> {t(`refused.${file.refused}`, { defaultValue: t('refused.other') })}</span>}</dd>)}
    </>
  )
}

const Head = ({ mail }: { readonly mail: WholeMail }) => {
  const { t } = useTranslation('mailbox')
  return (
    <dl>
      <dt>{t('mail.from')}</dt><dd>{party(mail.from) || t('mail.nobody')}</dd>
      <dt>{t('mail.to')}</dt><dd>{mail.to.map(party).join(', ') || mail.mailboxAddress}</dd>
      <dt>{t('mail.subject')}</dt><dd>{mail.subject || t('mail.noSubject')}</dd>
      <dt>{t('mail.received')}</dt><dd><When at={mail.receivedAt} /></dd>
      {mail.reason && <><dt>{t('mail.why')}</dt><dd>{t(`reasonHint.${mail.reason}`)}</dd></>}
      {mail.proposed && <><dt>{t('mail.perhaps')}</dt><dd><Go className='link no' to={links.complaint(mail.proposed.id)}>{mail.proposed.number}</Go></dd></>}
      {mail.complaint && <><dt>{t('mail.inCase')}</dt><dd><Go className='link no' to={links.complaint(mail.complaint.id)}>{mail.complaint.number}</Go></dd></>}
      {mail.decidedBy && <><dt>{t('mail.decided')}</dt><dd>{mail.decidedBy.name} {mail.decidedAt && <When at={mail.decidedAt} />} {mail.note}</dd></>}
      <Files files={mail.attachments} />
    </dl>
  )
}

/** A complaint of its own; about whom of us is said in the same step, so that nobody of them sees it for a moment. */
const Release = ({ mail, onReleased }: { readonly mail: WholeMail; readonly onReleased: (released: ReleasedMail) => void }) => {
  const { t } = useTranslation('mailbox')
  const whyNot = useWhyNot()
  const [accusedIds, setAccused] = useState<readonly string[] | null>(null)
  const releasing = useDo(releaseMail, onReleased)
  return (
    <>
      <ProblemNote error={releasing.error} fieldsBeside />
      <WhoAbout id='mail-accused' value={accusedIds} onChange={setAccused} error={faultOf(releasing.error, 'accusedIds')} />
      <p className='acts'><ActionButton label={t('decide.release')} kind='primary' whyNot={whyNot('mailbox.release') ?? (accusedIds?.length === 0 ? t('kept:who.missing') : null)} loading={releasing.isPending} onPress={() => releasing.mutate({ id: mail.id, ...(accusedIds && { accusedIds: [...accusedIds] }) })} /></p>
    </>
  )
}

interface DecideProps { readonly mail: WholeMail; readonly onDone: () => void; readonly onReleased: (released: ReleasedMail) => void }

/** Into a case, a complaint of its own, or neither. */
const Decide = ({ mail, onDone, onReleased }: DecideProps) => {
  const { t } = useTranslation('mailbox')
  const whyNot = useWhyNot()
  const [number, setNumber] = useState(mail.proposed?.number ?? '')
  const [note, setNote] = useState('')
  const attaching = useDo(attachMail, onDone)
  const ignoring = useDo(ignoreMail, onDone)
  const attach = (event: FormEvent) => {
    event.preventDefault()
    if (number.trim()) attaching.mutate({ id: mail.id, number: number.trim() })
  }
  return (
    <form onSubmit={attach} noValidate>
      <Release mail={mail} onReleased={onReleased} />
      <ProblemNote error={attaching.error ?? ignoring.error} fieldsBeside />
      <TextField label={t('decide.number')} value={number} onChange={setNumber} error={faultOf(attaching.error, 'number')} hint={t('decide.numberHint')} />
      <p className='acts'><ActionButton label={t('decide.attach')} submit whyNot={whyNot('mailbox.attach') ?? (number.trim() ? null : t('decide.numberFirst'))} loading={attaching.isPending} /></p>
      {mail.verdict === 'held' && (
        <>
          <TextField label={t('decide.note')} value={note} onChange={setNote} />
          <p className='acts'><ActionButton label={t('decide.ignore')} whyNot={whyNot('mailbox.ignore')} loading={ignoring.isPending} onPress={() => ignoring.mutate({ id: mail.id, ...(note.trim() && { note: note.trim() }) })} /></p>
        </>
      )}
    </form>
  )
}

const View = ({ mail, onDone, onReleased }: DecideProps) => {
  const { t } = useTranslation('mailbox')
  return (
    <div className='mail-w'>
      <Head mail={mail} />
      {mail.text ? <pre>{mail.text}</pre> : <p className='muted'>{t('mail.noText')}</p>}
      {mail.quoted && <details><summary>{t('mail.quoted')}</summary><pre>{mail.quoted}</pre></details>}
      <p><a className='link' href={links.mailSource(mail.id)} download>{t('mail.source')}</a></p>
      {(mail.verdict === 'held' || mail.verdict === 'ignored') && <Decide mail={mail} onDone={onDone} onReleased={onReleased} />}
    </div>
  )
}

/** Where it went, when that is not here: the mail itself may be out of sight by then. */
const HandedAway = ({ released, onDone }: { readonly released: ReleasedMail; readonly onDone: () => void }) => {
  const { t } = useTranslation('mailbox')
  return (
    <div className='mail-w' role='status'>
      <p><b>{t('decide.released', { number: released.number })}</b></p>
      <HandedOn kept={released.kept} />
      <p className='acts'><ActionButton label={t('decide.close')} whyNot={null} onPress={onDone} /></p>
    </div>
  )
}

/** A mail as plain text, whatever it was, and what may be done with it. */
export const MailView = ({ id, onDone }: { readonly id: string; readonly onDone: () => void }) => {
  const [released, setReleased] = useState<ReleasedMail | null>(null)
  const asked = useAsk(mailEndpoint, { id })
  if (released) return <HandedAway released={released} onDone={onDone} />
  return <Asked query={asked}>{(mail) => <View mail={mail} onDone={onDone} onReleased={(done) => (done.kept?.handedOn ? setReleased(done) : onDone())} />}</Asked>
}
