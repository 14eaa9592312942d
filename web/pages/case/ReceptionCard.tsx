import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import dayjs from 'dayjs'
import type { Reception } from '#contract/reception.ts'
import { clockOf } from '../../modules/recording/moments.ts'
import { Player } from '../../modules/recording/Player.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { useScene } from './scene.ts'

const SECOND = 1_000

const talked = ({ startedAt, endedAt, pauses }: NonNullable<Reception['talk']>) =>
  endedAt ? clockOf((dayjs(endedAt).diff(dayjs(startedAt)) - pauses.reduce((sum, { from, to }) => sum + dayjs(to).diff(dayjs(from)), 0)) / SECOND) : null

const Facts = ({ reception: r }: { readonly reception: Reception }) => {
  const { t } = useTranslation('case')
  const took = r.talk && talked(r.talk)
  const rows = [
    [t('reception.reference'), r.reference], [t('reception.answerBy'), r.answerBy && <When at={r.answerBy} end />], [t('reception.writtenFrom'), r.writtenFrom], [t('reception.seatedAt'), r.seatedAt],
    [t('reception.host'), r.host?.name], [t('reception.talk'), r.talk && <><When at={r.talk.startedAt} />{took && <>　{t('reception.took', { time: took })}</>}</>],
  ] as const
  const said = rows.filter(([, value]) => value)
  return said.length === 0 ? null : <dl className='kv'>{said.map(([label, value]) => <Fragment key={label}><dt>{label}</dt><dd className='pre'>{value}</dd></Fragment>)}</dl>
}

/** What the customer confirmed, and whether the record still says the same. */
const Signed = ({ readBack }: { readonly readBack: NonNullable<Reception['readBack']> }) => {
  const { t } = useTranslation('case')
  return (
    <div className='signed'>
      <p><b>{t(readBack.signature ? 'reception.signed' : 'reception.confirmed')}</b>　<When at={readBack.at} /></p>
      {!readBack.stillSo && <p className='fault' role='status'>{t('reception.earlier')}</p>}
      {readBack.signature && <img src={links.file(readBack.signature.id, true)} alt={t('reception.signature')} />}
      <details><summary>{t('reception.readText')}</summary><p className='pre'>{readBack.text}</p><p className='muted num seal'>{t('reception.seal', { seal: readBack.seal })}</p></details>
    </div>
  )
}

const Heard = ({ reception: { recording, notes } }: { readonly reception: Reception }) => {
  const { t } = useTranslation('case')
  if (recording) return <Player key={recording.file.id} name={recording.file.name} mediaType={recording.file.mediaType} load={async () => (await fetch(links.file(recording.file.id, true))).blob()} href={links.file(recording.file.id)} startedAt={recording.startedAt} notes={notes} />
  if (notes.length === 0) return null
  return <ol className='rec-n' aria-label={t('reception.notes')}>{notes.map((note) => <li key={note.at + note.text}><span className='muted'><When at={note.at} /></span><span className='pre'>{note.text}</span></li>)}</ol>
}

/** How it was received: the call with its notes, the visit with what was signed, the letter, the transfer. */
export const ReceptionCard = () => {
  const { t } = useTranslation('case')
  const { it: { reception } } = useScene()
  if (!reception) return null
  return <Section title={t('reception.title')}><div className='card-b'><Heard reception={reception} /><Facts reception={reception} />{reception.readBack && <Signed readBack={reception.readBack} />}</div></Section>
}
