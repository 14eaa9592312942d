import { Radio } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Paper, type Side, sign } from '#contract/agreement.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { uploadFile } from '../../app/upload.ts'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Field } from '../../ui/Field.tsx'
import { type DroppedFile, FileDrop } from '../../ui/FileDrop.tsx'
import { TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import './agreement.css'

/** Where somebody signs; the page brings it. */
export type SignHere = (props: { readonly who: string; readonly value: string | undefined; readonly onChange: (fileId: string | undefined) => void }) => ReactNode

/** Who signed how, and whether it is still what they signed. */
export const Signatures = ({ paper }: { readonly paper: Paper }) => {
  const { t } = useTranslation('agreement')
  const term = useTerm()
  if (paper.signatures.length === 0) return null
  return (
    <>
      <h3 className='agr-g'>{t('sign.record')}</h3>
      <ul className='agr-s'>
        {paper.signatures.map((one) => (
          <li key={one.id}>
            <p><b>{one.name}</b>　{[term('side', one.side), one.capacity, term('signWay', one.way)].filter(Boolean).join('　')}　<When at={one.at} />{!one.intact && <> <Chip tone='danger'>{t('sign.altered')}</Chip></>}</p>
            {one.contact && <p className='muted'>{t('sign.contact', { contact: one.contact })}</p>}
            {one.voided && <p className='muted'>{t('sign.void', { why: one.voided.why })}</p>}
            {!one.voided && one.way !== 'paper' && <img src={links.file(one.fileId, true)} alt={t('sign.who', { name: one.name })} />}
            {one.way === 'paper' && <p><a className='link' href={links.file(one.fileId, true)} target='_blank' rel='noreferrer'>{t('sign.scan')}</a></p>}
          </li>
        ))}
      </ul>
    </>
  )
}

const MAY: Readonly<Record<Side, string>> = { customer: 'signCustomer', firm: 'signFirm' }

const lacksFor = (t: (key: string) => string, side: Side, name: string, fileId: string | undefined): string | null => {
  if (side === 'customer' && !name.trim()) return t('sign.nameFirst')
  return fileId ? null : t('sign.missing')
}

interface Props { readonly paper: Paper; readonly side: Side; readonly me: string; readonly sign: SignHere }

/** One side signs here: drawn on the screen, or on paper with a scan of it. */
export const SignForm = ({ paper, side, me, sign: Sign }: Props) => {
  const { t } = useTranslation('agreement')
  const [way, setWay] = useState<'screen' | 'paper'>('screen')
  const [name, setName] = useState(side === 'customer' ? paper.text.representative?.name ?? paper.text.customer.name : '')
  const [drawn, setDrawn] = useState<string | undefined>(undefined)
  const [files, setFiles] = useState<readonly DroppedFile[]>([])
  const doing = useDo(sign)
  const fileId = way === 'screen' ? drawn : files.at(-1)?.id
  const whyNot = paper.may[MAY[side]]
  if (whyNot) return <ActionButton label={t(`sign.${side}`)} whyNot={whyNot} />
  return (
    <details className='agr-x'>
      <summary>{t(`sign.${side}`)}</summary>
      <ProblemNote error={doing.error} />
      {side === 'customer' && <TextField label={t('sign.name')} required value={name} error={faultOf(doing.error, 'name')} onChange={setName} />}
      <Field label={t('sign.way')} required><Radio.Group className='stacked' aria-label={t('sign.way')} value={way} onChange={(event) => setWay(event.target.value as typeof way)} options={[{ value: 'screen', label: t('sign.screen') }, { value: 'paper', label: t('sign.paper') }]} /></Field>
      {way === 'screen' ? <Sign who={side === 'customer' ? t('sign.whoCustomer') : t('sign.who', { name: me })} value={drawn} onChange={setDrawn} /> : <FileDrop label={t('sign.scan')} files={files} onChange={(next) => setFiles(next.slice(-1))} upload={uploadFile} />}
      <div className='form-end'><ActionButton kind='primary' label={t('sign.do')} whyNot={lacksFor(t, side, name, fileId)} loading={doing.isPending} onPress={() => { if (fileId) doing.mutate({ id: paper.id, version: paper.version, side, way, name, fileId }) }} /></div>
    </details>
  )
}
