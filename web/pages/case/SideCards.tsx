import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { isTransferred } from '#contract/transferred.ts'
import { Go } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { useCan } from '../../app/session.tsx'
import { CausesCard } from '../../modules/cause/CausesCard.tsx'
import { Attachments } from '../../modules/communication/Attachments.tsx'
import { Gates } from '../../modules/complaint/CloseForm.tsx'
import { Facts } from '../../modules/complaint/Facts.tsx'
import { askedOf, openFieldsOf } from '../../modules/complaint/pack-fields.ts'
import { OpinionsCard as Opinions } from '../../modules/expert/OpinionsCard.tsx'
import { Claims } from '../../modules/customer-card/Claims.tsx'
import { ClassGuidance } from '../../modules/customer-card/ClassGuidance.tsx'
import { EarlierCases } from '../../modules/customer-card/EarlierCases.tsx'
import { LiabilityCard } from '../../modules/liability/LiabilityCard.tsx'
import { ProceedingsCard } from '../../modules/proceeding/ProceedingsCard.tsx'
import { LiaisonCard } from '../../modules/liaison/LiaisonCard.tsx'
import { IdentityNote } from '../../modules/kept/IdentityNote.tsx'
import { RepresentativeNote } from '../../modules/representative/RepresentativeNote.tsx'
import { ToldBySms } from '../../modules/told/ToldBySms.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Section } from '../../ui/Section.tsx'
import { links } from '../../links.ts'
import { endingsOf, usualEnding, whyNeverClose } from './gates.ts'
import { useScene } from './scene.ts'

/** B1, B2: who this is to us. */
export const CustomerCard = () => {
  const { t } = useTranslation('case')
  const { it, pack, open } = useScene()
  const { customer } = it
  const customerClass = pack.classes.find((each) => each.code === customer.classCode)
  return (
    <Section title={t('customer.title')} extra={it.identity === 'open' && <Go to={links.customer(customer.id)}>{t('customer.open')}</Go>}>
      <div className='card-b'>
        <p><b>{customer.name}</b>　{customer.phone && <a className='link num' href={`tel:${customer.phone}`}>{customer.phone}</a>}{customer.email && <span className='block'>{customer.email}</span>}</p>
        <IdentityNote it={it} onShow={() => open('complainant')} />
        <RepresentativeNote it={it} paper={it.representative?.file && <Attachments files={[it.representative.file]} />} onStep={open} />
        {customer.note && <p className='muted pre'>{customer.note}</p>}
        {customerClass && <ClassGuidance customerClass={customerClass} />}
        <div className='card-a'>
          {it.identity === 'open' && <ActionButton size='small' label={t('contact.button')} whyNot={it.may['complaint.changeContact']} onPress={() => open('contact')} />}
          <ActionButton size='small' label={t('code.title')} whyNot={it.may['portal.renewCode']} onPress={() => open('code')} />
        </div>
        <ToldBySms complaintId={it.id} />
        {it.identity === 'open' && <><h3 className='sub-h'>{t('customer.earlier')}</h3><EarlierCases customerId={customer.id} except={it.id} /></>}
        <Claims complaintId={it.id} />
      </div>
    </Section>
  )
}

export const FactsCard = () => {
  const { t } = useTranslation('case')
  const { it, pack, open } = useScene()
  const can = useCan()
  const asked = askedOf(it, pack)
  return (
    <Section title={t('facts.title')}>
      <div className='card-b'>
        <Facts it={it} fields={[...asked, ...pack.pastFields.filter((field) => field.code in it.fields)]} />
        <div className='card-a'>
          {openFieldsOf(it, pack).length > 0 && <ActionButton size='small' label={t('fields.button')} whyNot={it.may['complaint.changeFields']} onPress={() => open('fields')} />}
          <Button size='small' onClick={() => open('decisions')}>{t('decisions.title')}</Button>
          {(it.product?.lot || it.product?.name) && can('containment.order') && <ActionButton size='small' label={t('panel.hold')} whyNot={null} onPress={() => open('hold')} />}
        </div>
      </div>
    </Section>
  )
}

/** E3: the forms that travel between units for this case. */
export const FormsCard = () => {
  const { it, open } = useScene()
  return <LiaisonCard complaintId={it.id} isOpen={it.state === 'open'} onIssue={() => open('liaison')} />
}

/** E7: why it happened, drawn. */
export const WhyCard = () => {
  const { it, open } = useScene()
  return <CausesCard complaintId={it.id} isOpen={it.state === 'open'} onBegin={() => open('causes')} />
}

/** E7: whose fault it was, once something is found. */
export const SharesCard = () => {
  const { it, open } = useScene()
  return <LiabilityCard complaintId={it.id} isEarly={it.findings.length === 0} open={open} />
}

/** F8: what experts found. */
export const OpinionsCard = () => {
  const { it, open } = useScene()
  return <Opinions complaintId={it.id} points={it.points.length} open={open} />
}

/** G9: what goes on with it outside; offered where the customer was told no. */
export const OutsideCard = () => {
  const { it, open } = useScene()
  return <ProceedingsCard complaintId={it.id} wanted={it.declinedDemands.length > 0 || it.remedies.some(({ declinedCounter, state }) => declinedCounter !== null || state === 'declined') || isTransferred(it)} open={open} />
}

/** Every file of the case in one place, wherever it came from. */
export const FilesCard = () => {
  const { t } = useTranslation('case')
  const { it } = useScene()
  const all = [...it.files, ...it.messages.flatMap((message) => message.files), ...it.findings.flatMap((finding) => finding.evidence), ...it.tasks.flatMap((task) => task.evidence)]
  const files = all.filter((file, at) => all.findIndex((each) => each.id === file.id) === at)
  if (files.length === 0 && it.filesKept === 0) return null
  return (
    <Section title={t('files.title')} count={t('files.count', { count: files.length })}>
      <div className='card-b docs'>
        <Attachments files={files} />
        {it.filesKept > 0 && <p className='muted'>{t('files.kept', { count: it.filesKept })}</p>}
      </div>
    </Section>
  )
}

const Summary = () => {
  const { t } = useTranslation('case')
  const { summary } = useScene().it
  if (!summary) return null
  return <dl className='kv'>{(['cause', 'effect', 'improvement'] as const).map((part) => <div key={part} className='contents'><dt>{t(`close.${part}`)}</dt><dd className='pre'>{summary[part]}</dd></div>)}</dl>
}

/** What is still to be done before this case may be closed; afterwards what was learned. */
export const CloseCard = () => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { it, open } = useScene()
  if (it.state === 'closed') return (
    <Section title={t('close.summary')}>
      <div className='card-b'><Summary /><div className='card-a'><ActionButton label={t('reopen.title')} whyNot={it.may['complaint.reopen']} onPress={() => open('reopen')} /></div></div>
    </Section>
  )
  const usual = usualEnding(it, endingsOf(t, it, open))
  return (
    <Section title={t('close.before')} extra={usual && t('close.asEnd', { outcome: term('outcome', usual.outcome) })}>
      <div className='card-b'>
        {usual && <Gates gates={usual.gates} />}
        <div className='card-a'><ActionButton label={usual && usual.gates.standing.length > 0 && it.endings.length > 1 ? t('close.otherEnd') : t('close.title')} whyNot={whyNeverClose(it)} onPress={() => open('close')} /></div>
      </div>
    </Section>
  )
}
