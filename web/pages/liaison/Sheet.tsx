import { useTranslation } from 'react-i18next'
import type { LiaisonForm, Stop } from '#contract/liaison.ts'
import type { LiaisonField, LiaisonPart } from '#contract/liaison-pack.ts'
import { installed, type PackView } from '#contract/packs.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { links } from '../../links.ts'
import { PartyPart } from './PartyPart.tsx'
import { type Cell, Table } from './Table.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { When } from '../../ui/When.tsx'

const useShown = () => {
  const term = useTerm()
  const { data: pack } = useAsk(installed, {})
  return (field: LiaisonField, value: string | number | undefined): string => {
    if (value === undefined) return ''
    const named = (list: PackView['rootCauses'] | LiaisonField['choices']) => { const found = list?.find((one) => one.code === value); return found ? say(found.label) : String(value) }
    if (field.type === 'cause') return named(pack?.rootCauses)
    if (field.type === 'liability') return term('liability', String(value))
    return field.type === 'choice' ? named(field.choices) : String(value)
  }
}

const usePart = (it: LiaisonForm) => {
  const shown = useShown()
  return (part: LiaisonPart, values: LiaisonForm['fields'], only?: readonly string[]): Cell[] => it.template.filter((field) => field.part === part && (only?.includes(field.code) ?? true)).map((field) => ({ label: say(field.label), value: shown(field, values[field.code]), wide: field.type === 'long' }))
}

/** The upper part of the paper: what it is about, and where it goes. */
export const Head = ({ it }: { readonly it: LiaisonForm }) => {
  const { t } = useTranslation('liaison')
  const part = usePart(it)
  const way = [it.route.quality?.name, it.route.units.map((unit) => unit.name).join(t('common:listSeparator'))].filter(Boolean).join(' → ')
  return <Table cells={[
    { label: t('head.customer'), value: it.customerName ?? t('head.kept') }, { label: t('head.unit'), value: it.unit.name }, { label: t('head.product'), value: it.product ?? '' }, { label: t('head.order'), value: it.order ?? '' }, { label: t('head.lot'), value: it.lot ?? '' }, ...part('issue', it.fields),
    { label: t('head.text'), value: it.text, wide: true }, { label: t('head.demand'), value: it.demand, wide: true }, { label: t('head.why'), value: it.route.otherwise ? t('head.otherwise', { why: it.route.otherwise }) : say(it.route.why), wide: true }, { label: t('head.way'), value: way, wide: true },
  ]} />
}

const Measures = ({ stop }: { readonly stop: Stop }) => {
  const { t } = useTranslation('liaison')
  if (stop.measures.length === 0) return null
  return <ul className='lia-m' aria-label={t('measures.title')}>{stop.measures.map((one) => <li key={one.id}><Chip>{t(`measures.kind.${one.kind}`)}</Chip><span className='pre'>{one.text}</span><span className='muted num'>{[one.responsible, one.dueOn].filter(Boolean).join(t('sep'))}</span></li>)}</ul>
}

const Signature = ({ it, stop }: { readonly it: LiaisonForm; readonly stop: Stop }) => {
  const { t } = useTranslation('liaison')
  if (!stop.signed) return <p className='lia-s empty'>{stop.state === 'open' ? t('sign.waits') : t(`stopState.${stop.state}`)}{stop.state === 'open' && stop.taken && <span>{t('sign.taken', { name: stop.taken.by.name })}</span>}</p>
  const { signed } = stop
  return (
    <p className='lia-s'>
      <span>{t('sign.by')}</span>{signed.drawing ? <img src={links.liaisonFile(it.id, signed.drawing.id, true)} alt={t('sign.drawingOf', { name: signed.name })} /> : <b>{signed.name}</b>}
      {signed.drawing && <span>{signed.name}</span>}<When at={signed.at} />
      {signed.intact ? <code title={signed.seal}>{t('sign.seal', { seal: signed.seal.slice(0, 12) })}</code> : <Chip tone='danger'>{t('sign.broken')}</Chip>}
    </p>
  )
}

const SAID: Readonly<Record<Stop['kind'], string>> = { issue: 'message', quality: 'message', unit: 'message', party: 'message', office: 'decision', closing: 'reply' }
const PART: Partial<Record<Stop['kind'], LiaisonPart>> = { quality: 'inspection', unit: 'answer', party: 'answer' }

const useWritten = (it: LiaisonForm) => {
  const { t } = useTranslation('liaison')
  const part = usePart(it)
  const wide = (label: string, value: string | null | undefined): Cell[] => (value ? [{ label, value, wide: true }] : [])
  const ownPart = ({ kind, answer, party }: Stop): Cell[] => { const name = PART[kind]; return name && answer ? part(name, answer.fields, party?.asks) : [] }
  const said = ({ kind, answer }: Stop): Cell[] => wide(t(`head.${SAID[kind]}`), answer?.text && [answer.outcome && t(`outcome.${answer.outcome}`), answer.text].filter(Boolean).join('\n'))
  return (stop: Stop): Cell[] => [...wide(t('head.asked', { name: stop.asked.by }), stop.message), ...ownPart(stop), ...said(stop), ...wide(t(`stopState.${stop.state}`), stop.ended?.reason)]
}

const Part = ({ it, stop, onReply }: { readonly it: LiaisonForm; readonly stop: Stop; readonly onReply: (questionId: string) => void }) => {
  const { t } = useTranslation('liaison')
  const cells = useWritten(it)(stop)
  return (
    <section className={stop.state === 'rejected' || stop.state === 'returned' ? 'lia-b off' : 'lia-b'} aria-label={`${stop.no} ${stop.party?.name ?? stop.unit.name}`}>
      <h3><span>{stop.no}. {t(`stop.${stop.kind}`)}</span><span>{stop.party?.name ?? stop.unit.name}</span>{stop.round > 1 && <Chip>{t('round', { no: stop.round })}</Chip>}{stop.binding && <Chip tone='warn'>{t('binding')}</Chip>}{stop.state !== 'signed' && <Chip tone={stop.state === 'open' ? 'primary' : 'plain'}>{t(`stopState.${stop.state}`)}</Chip>}{stop.state === 'open' && stop.dueAt && <Countdown dueAt={stop.dueAt} startedAt={stop.asked.at} />}</h3>
      {stop.party && <PartyPart party={stop.party} onReply={onReply} />}
      {cells.length > 0 && <Table cells={cells} />}
      <Measures stop={stop} />
      {stop.files.length > 0 && <ul className='ev-files'>{stop.files.map((file) => <li key={file.id}><a className='link' href={links.liaisonFile(it.id, file.id, true)} target='_blank' rel='noreferrer'>{file.name}</a></li>)}</ul>}
      <Signature it={it} stop={stop} />
    </section>
  )
}

/** Every stop as a box of the paper, in the order in which it lay there. */
export const Parts = ({ it, onReply }: { readonly it: LiaisonForm; readonly onReply: (questionId: string) => void }) => <>{it.stops.filter((stop) => stop.state !== 'voided').map((stop) => <Part key={stop.id} it={it} stop={stop} onReply={onReply} />)}</>
