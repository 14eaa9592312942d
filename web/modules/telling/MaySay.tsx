import { Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MaySay as Said, Wish, maySay, tellByPhone, wishTelling } from '#contract/telling.ts'
import { TellBy } from '#contract/tell-by.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Field } from '../../ui/Field.tsx'
import { LongField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import './telling.css'

const Facts = ({ it }: { readonly it: Said }) => {
  const { t } = useTranslation('telling')
  return (
    <dl className='kv'>
      <dt>{t('step')}</dt><dd>{t('stepOf', { step: it.step, name: it.stepName })}</dd>
      {it.nextBy && <><dt>{t('next')}</dt><dd><When at={it.nextBy} end /></dd></>}
      {it.handler && <><dt>{t('whom')}</dt><dd>{it.handler.name}　{it.handler.phone && <a className='link num' href={`tel:${it.handler.phone}`}>{it.handler.phone}</a>}</dd></>}
      {it.offer && <><dt>{t('offer')}</dt><dd>{it.offer}</dd></>}
      {it.outside.length > 0 && <><dt>{t('outside')}</dt><dd>{it.outside.map((one) => <span key={one} className='block'>{one}</span>)}</dd></>}
      {it.lastTold && <><dt>{t('last')}</dt><dd><When at={it.lastTold.at} /><span className='block muted pre tel-last'>{it.lastTold.text}</span></dd></>}
    </dl>
  )
}

const Untold = ({ it }: { readonly it: Said }) => {
  const { t } = useTranslation('telling')
  const term = useTerm()
  if (it.untold.length === 0) return <p className='muted tel-all'>{t('nothingUntold')}</p>
  return <><h3 className='sub-h'>{t('untold')}</h3><ul className='tel-l'>{it.untold.map((one) => <li key={one.id}>{one.text}　<When at={one.at} />　<Chip tone={one.state === 'call' ? 'warn' : 'plain'}>{term('tellState', one.state)}</Chip></li>)}</ul></>
}

const Told = ({ it, onDone }: { readonly it: Said; readonly onDone: () => void }) => {
  const { t } = useTranslation('telling')
  const [note, setNote] = useState('')
  const doing = useDo(tellByPhone, onDone)
  const tell = (reached: boolean) => { if (!doing.isPending) doing.mutate({ complaintId: it.complaintId, reached, note }) }
  return (
    <>
      <ProblemNote error={doing.error} />
      <LongField label={t('note')} rows={2} value={note} error={faultOf(doing.error, 'note')} onChange={setNote} />
      <div className='form-end'><ActionButton kind='primary' label={t('told')} whyNot={it.may['tellByPhone']} loading={doing.isPending} onPress={() => tell(true)} /><ActionButton label={t('notReached')} whyNot={it.may['tellByPhone']} onPress={() => tell(false)} /></div>
    </>
  )
}

const Wanted = ({ it }: { readonly it: Said }) => {
  const { t } = useTranslation('telling')
  const doing = useDo(wishTelling)
  return <div className='tel-w'><Field label={t('wish')} hint={it.may['wish'] ?? undefined}><Radio.Group aria-label={t('wish')} optionType='button' disabled={doing.isPending || Boolean(it.may['wish'])} value={it.wish} onChange={(event) => doing.mutate({ complaintId: it.complaintId, wish: Wish.catch('all').parse(event.target.value) })} options={Wish.options.map((value) => ({ value, label: t(`wishes.${value}`) }))} /></Field></div>
}

/** How they want to hear: what is not possible with what is on record says why. */
const By = ({ it }: { readonly it: Said }) => {
  const { t } = useTranslation('telling')
  const term = useTerm()
  const doing = useDo(wishTelling)
  return (
    <div className='tel-w'>
      <ProblemNote error={doing.error} />
      <Field label={t('by')} hint={t('byNow', { way: term('nextWay', it.goes) })}>
        <Radio.Group aria-label={t('by')} className='tel-by' disabled={doing.isPending || Boolean(it.may['wish'])} value={it.tellBy} onChange={(event) => doing.mutate({ complaintId: it.complaintId, tellBy: TellBy.catch('usual').parse(event.target.value) })}>
          {it.ways.map(({ way, whyNot }) => <Radio key={way} value={way} disabled={whyNot !== null}>{term('tellBy', way)}{whyNot && <span className='block muted'>{whyNot}</span>}</Radio>)}
        </Radio.Group>
      </Field>
    </div>
  )
}

/** G4: what may be said to a customer who asks, and one press that it was. */
export const MaySay = ({ complaintId, onDone }: { readonly complaintId: string; readonly onDone: () => void }) => {
  const { t } = useTranslation('telling')
  return (
    <Asked query={useAsk(maySay, { complaintId })} rows={8}>{(it) => (
      <>
        <p className='form-lead'><b>{it.name}</b>　<span className='no'>{it.number}</span></p>
        <blockquote className='tel-say' lang={it.language}>{it.words}</blockquote>
        <Facts it={it} />
        <Untold it={it} />
        <Told it={it} onDone={onDone} />
        <Wanted it={it} />
        <By it={it} />
        <p className='muted'>{t('onlyThis')}</p>
      </>
    )}</Asked>
  )
}
