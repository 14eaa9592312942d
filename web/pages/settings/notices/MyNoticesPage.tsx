import { Checkbox } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ChosenBy, chooseNotices, Digest, type Medium, type MyNotices, myNotices, NoticeClass, setMyAddress } from '#contract/channel.ts'
import { Asked } from '../../../app/Asked.tsx'
import { faultOf } from '../../../app/fault.ts'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { ScrollX } from '../../../ui/ScrollX.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Devices } from './Devices.tsx'
import '../channels/channels.css'

type Chosen = Readonly<Record<string, readonly Medium[]>>

const toggled = (chosen: Chosen, kind: string, medium: Medium): Chosen => {
  const media = chosen[kind] ?? []
  return { ...chosen, [kind]: media.includes(medium) ? media.filter((one) => one !== medium) : [...media, medium] }
}

/** What there is a way for; the rest would be boxes without a meaning. */
const offered = (mine: MyNotices) => mine.media.filter((one) => one.whyNot !== 'noChannel')

/** Where a choice comes from; one's own can be given up. */
const Origin = ({ by, name, onBack }: { readonly by: ChosenBy; readonly name: string; readonly onBack: () => void }) => {
  const { t } = useTranslation('channel')
  return <small className='muted'>{t(`mine.by.${by}`)}{by === 'self' && <> · <button type='button' className='link' aria-label={`${name} · ${t('mine.back')}`} onClick={onBack}>{t('mine.back')}</button></>}</small>
}

interface MatrixProps { readonly mine: MyNotices; readonly chosen: Chosen; readonly own: ReadonlySet<string>; readonly onToggle: (kind: string, medium: Medium) => void; readonly onBack: (kind: string) => void }

const Matrix = ({ mine, chosen, own, onToggle, onBack }: MatrixProps) => {
  const { t } = useTranslation('channel')
  const media = offered(mine)
  return (
    <ScrollX label={t('mine.choices')}>
      <table className='ch-matrix'>
        <thead><tr><th scope='col'>{t('mine.what')}</th>{media.map(({ medium, whyNot }) => <th key={medium} scope='col'>{t(`medium.${medium}`)}{whyNot && <small className='muted'>{t(`mine.whyNot.${medium === 'push' ? 'noDevice' : whyNot}`)}</small>}</th>)}</tr></thead>
        <tbody>{NoticeClass.options.map((kind) => (
          <tr key={kind}><th scope='row'>{t(`class.${kind}.name`)}<small className='muted'>{t(`class.${kind}.hint`)}</small><Origin by={own.has(kind) ? 'self' : mine.origins[kind]?.otherwise.by ?? 'program'} name={t(`class.${kind}.name`)} onBack={() => onBack(kind)} /></th>
            {media.map(({ medium }) => <td key={medium}><Checkbox checked={chosen[kind]?.includes(medium) ?? false} aria-label={`${t(`class.${kind}.name`)} · ${t(`medium.${medium}`)}`} onChange={() => onToggle(kind, medium)} /></td>)}</tr>
        ))}</tbody>
      </table>
    </ScrollX>
  )
}

interface Habits { readonly quiet: boolean; readonly from: string; readonly until: string; readonly digest: MyNotices['digest']; readonly digestAt: string; readonly zone: string | null }

const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))

const When = ({ mine, habits, onChange, faultAt }: { readonly mine: MyNotices; readonly habits: Habits; readonly onChange: (next: Habits) => void; readonly faultAt: (field: string) => string | undefined }) => {
  const { t } = useTranslation('channel')
  return (
    <>
      <p className='ch-gap'><Checkbox checked={habits.quiet} onChange={(event) => onChange({ ...habits, quiet: event.target.checked })}>{t('mine.quiet')}</Checkbox><small className='muted ch-under'>{t('mine.quietHint')}</small></p>
      {habits.quiet && <div className='ch-two'>
        <TextField label={t('mine.from')} type='time' required value={habits.from} onChange={(from) => onChange({ ...habits, from })} error={faultAt('quiet/from')} />
        <TextField label={t('mine.until')} type='time' required value={habits.until} onChange={(until) => onChange({ ...habits, until })} error={faultAt('quiet/until')} />
      </div>}
      <div className='ch-two ch-dg'>
        <SelectField label={t('mine.digest')} value={habits.digest} onChange={(digest) => onChange({ ...habits, digest: Digest.catch('off').parse(digest) })} options={Digest.options.map((value) => ({ value, label: t(`mine.digests.${value}`) }))} hint={t('mine.digestHint')} />
        {habits.digest !== 'off' && <TextField label={t('mine.digestAt')} type='time' required value={habits.digestAt} onChange={(digestAt) => onChange({ ...habits, digestAt })} error={faultAt('digestAt')} />}
      </div>
      <SelectField label={t('mine.zone')} search clear value={habits.zone} onChange={(zone) => onChange({ ...habits, zone })} options={zones} placeholder={t('mine.zoneOfUnit', { zone: mine.timeZone })} error={faultAt('timeZone')} />
    </>
  )
}

const Choosing = ({ mine }: { readonly mine: MyNotices }) => {
  const { t } = useTranslation('channel')
  const [chosen, setChosen] = useState<Chosen>(mine.choices)
  const [own, setOwn] = useState<ReadonlySet<string>>(new Set(NoticeClass.options.filter((kind) => mine.origins[kind]?.by === 'self')))
  const toggle = (kind: string, medium: Medium) => {
    setChosen(toggled(chosen, kind, medium))
    setOwn(new Set([...own, kind]))
  }
  const back = (kind: string) => {
    setChosen({ ...chosen, [kind]: mine.origins[kind]?.otherwise.media ?? [] })
    setOwn(new Set([...own].filter((one) => one !== kind)))
  }
  const [habits, setHabits] = useState<Habits>({ quiet: mine.quiet !== null, from: mine.quiet?.from ?? '22:00', until: mine.quiet?.until ?? '08:00', digest: mine.digest, digestAt: mine.digestAt, zone: mine.ownTimeZone })
  const saving = useDo(chooseNotices)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate({ choices: Object.fromEntries(NoticeClass.options.filter((kind) => own.has(kind)).map((kind) => [kind, [...chosen[kind] ?? []]])), quiet: habits.quiet ? { from: habits.from, until: habits.until } : null, digest: habits.digest, digestAt: habits.digestAt, timeZone: habits.zone })
  }
  return (
    <form onSubmit={submit} noValidate className='stack'>
      <Section title={t('mine.choices')}><div className='card-b'><p className='muted ch-gap'>{t('mine.inApp')}</p><Matrix mine={mine} chosen={chosen} own={own} onToggle={toggle} onBack={back} /></div></Section>
      <Section title={t('mine.when')}><div className='card-b ch-when'><When mine={mine} habits={habits} onChange={setHabits} faultAt={(field) => faultOf(saving.error, field)} />
        <ProblemNote error={saving.error} fieldsBeside />
        <ActionButton label={t('common:save')} kind='primary' submit whyNot={null} loading={saving.isPending} />
        <p role='status' className='done-s'>{saving.isSuccess ? t('mine.saved') : ''}</p></div></Section>
    </form>
  )
}

type Addressed = 'sms' | 'wecom' | 'dingtalk' | 'feishu'
const isAddressed = (medium: Medium): medium is Addressed => medium !== 'mail' && medium !== 'push'

const Address = ({ medium, kept }: { readonly medium: Addressed; readonly kept: string }) => {
  const { t } = useTranslation('channel')
  const [typed, setTyped] = useState(kept)
  const saving = useDo(setMyAddress)
  const fault = faultOf(saving.error, 'address')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate({ medium, address: typed })
  }
  return (
    <form onSubmit={submit} noValidate className='ch-addr'>
      <TextField label={t(`mine.address.${medium}`)} value={typed} onChange={setTyped} inputMode={medium === 'sms' ? 'tel' : 'text'} hint={t(`mine.addressHint.${medium}`)} error={fault} />
      <ActionButton label={t('mine.keep')} submit whyNot={null} loading={saving.isPending} />
      <ProblemNote error={fault ? null : saving.error} />
      <p role='status' className='done-s'>{saving.isSuccess ? t('mine.saved') : ''}</p>
    </form>
  )
}

const Addresses = ({ mine }: { readonly mine: MyNotices }) => {
  const { t } = useTranslation('channel')
  const asked = offered(mine).flatMap(({ medium, address }) => (isAddressed(medium) ? [{ medium, address }] : []))
  if (asked.length === 0) return null
  return <Section title={t('mine.addresses')}><div className='card-b ch-when'>{asked.map(({ medium, address }) => <Address key={medium} medium={medium} kept={address ?? ''} />)}</div></Section>
}

/** How I am told: of what, by which way, at which hours. */
export const MyNoticesPage = () => {
  const { t } = useTranslation('settings')
  const query = useAsk(myNotices, {}, { still: true })
  return (
    <>
      <PageHead title={t('place.notices.label')} sub={t('place.notices.hint')} />
      <Asked query={query}>{(mine) => <div className='stack'><Choosing mine={mine} /><Addresses mine={mine} /><Devices mine={mine} /></div>}</Asked>
    </>
  )
}
