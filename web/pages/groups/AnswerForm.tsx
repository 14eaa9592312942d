import { Checkbox, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { forbiddenWords } from '#contract/communication.ts'
import { answerGroup, BLANKS, type Group, type Member } from '#contract/grouping.ts'
import { Flags } from '../../app/checked/Flags.tsx'
import { type Checked, rewritten, useChecked, whyFlagged } from '../../app/checked/use-checked.ts'
import { faultOf, isProblem } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

type Way = 'same' | 'own' | 'skip'
interface Exception { readonly way: Way; readonly words: string }
interface Draft { readonly text: string; readonly inFull: boolean; readonly exceptions: Readonly<Record<string, Exception>>; readonly despite: string }

const shownTo = (text: string, member: Member) => text.replaceAll('{name}', member.customerName).replaceAll('{number}', member.number).replaceAll('{unit}', member.unitName).replaceAll('{handler}', member.ownerName)

const OneException = ({ member, given, flags, onChange }: { readonly member: Member; readonly given: Exception; readonly flags: ReturnType<Checked['in']>; readonly onChange: (given: Exception) => void }) => {
  const { t } = useTranslation('groups')
  const label = given.way === 'own' ? t('compose.ownText', { name: member.customerName }) : t('compose.skipReason', { name: member.customerName })
  return (
    <li>
      <p>{member.customerName}　<span className='no muted'>{member.number}</span></p>
      <Radio.Group aria-label={`${member.customerName} ${member.number}`} value={given.way} onChange={(event) => onChange({ ...given, way: event.target.value as Way })} options={(['same', 'own', 'skip'] as const).map((value) => ({ value, label: t(`compose.${value}`) }))} />
      {given.way !== 'same' && <Field id={`exception-${member.id}`} label={label} required><Input.TextArea id={`exception-${member.id}`} autoSize={{ minRows: given.way === 'own' ? 3 : 1 }} value={given.words} onChange={(event) => onChange({ ...given, words: event.target.value })} />{given.way === 'own' && <Flags flags={flags} onReplace={(found, instead) => onChange({ ...given, words: rewritten(given.words, found, instead) })} />}</Field>}
    </li>
  )
}

const NONE: Exception = { way: 'same', words: '' }

/** One answer for all of them; single ones get their own words, or none with the reason. */
export const AnswerForm = ({ it, listed, onDone }: { readonly it: Group; readonly listed: readonly Member[]; readonly onDone: () => void }) => {
  const { t } = useTranslation('groups')
  const [draft, setDraft, clear] = useDraft<Draft>(`group-answer.${it.id}`, { text: t('compose.begin'), inFull: false, exceptions: {}, despite: '' })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(answerGroup, () => { clear(); onDone() })
  const open = listed.filter((member) => member.state === 'open')
  const ofMember = (member: Member) => draft.exceptions[member.id] ?? NONE
  const others = open.filter((member) => ofMember(member).way !== 'same')
  const first = open.find((member) => ofMember(member).way === 'same')
  const checked = useChecked(null, { text: draft.text, ...Object.fromEntries(others.filter((member) => ofMember(member).way === 'own').map((member) => [member.id, ofMember(member).words])) })
  const flagged = checked.warned || draft.despite !== '' || isProblem(doing.error, forbiddenWords)
  const words = whyFlagged(checked, draft.despite)
  const bar = it.may['grouping.answer'] ?? (draft.text.trim() === '' || draft.text === t('compose.begin') ? t('compose.empty') : others.some((member) => ofMember(member).words.trim() === '') ? t('compose.gap') : words && t(words))
  const send = () => doing.mutate({
    id: it.id, version: it.version, text: draft.text, answersInFull: draft.inFull, ...(draft.despite.trim() && { despite: draft.despite.trim() }),
    exceptions: others.map((member) => ({ complaintId: member.id, ...(ofMember(member).way === 'own' ? { text: ofMember(member).words } : { reason: ofMember(member).words }) })),
  })
  return (
    <>
      <p className='form-lead'>{t('compose.lead')}</p>
      <ProblemNote error={doing.error} />
      <Field id='group-answer' label={t('compose.text')} error={faultOf(doing.error, 'text')} required><Input.TextArea id='group-answer' autoSize={{ minRows: 6, maxRows: 18 }} value={draft.text} onChange={(event) => set({ text: event.target.value })} /><Flags flags={checked.in('text')} onReplace={(found, instead) => set({ text: rewritten(draft.text, found, instead) })} /></Field>
      <fieldset className='quick' aria-label={t('compose.insert')}>{BLANKS.map((blank) => <button key={blank} type='button' onClick={() => set({ text: `${draft.text}{${blank}}` })}>{t(`compose.blank.${blank}`)}</button>)}</fieldset>
      {first && draft.text.trim() !== '' && <div className='grp-p'><p className='muted'>{t('compose.preview', { name: first.customerName })}</p><p className='pre'>{shownTo(draft.text, first)}</p></div>}
      <p className='grp-t'><Checkbox checked={draft.inFull} onChange={(event) => set({ inFull: event.target.checked })}>{t('compose.inFull')}</Checkbox></p>
      <details className='grp-x'><summary>{t('compose.exceptions')}</summary>{open.length < it.counts.open && <p className='muted'>{t('compose.listed', { count: open.length })}</p>}<ul className='grp-m'>{open.map((member) => <OneException key={member.id} member={member} given={ofMember(member)} flags={checked.in(member.id)} onChange={(given) => set({ exceptions: { ...draft.exceptions, [member.id]: given } })} />)}</ul></details>
      {flagged && <Field id='group-despite' label={t('compose.despite')}><Input id='group-despite' maxLength={200} value={draft.despite} onChange={(event) => set({ despite: event.target.value })} /></Field>}
      <div className='form-end'><ActionButton kind='primary' label={t('compose.send', { count: it.counts.open - open.filter((member) => ofMember(member).way === 'skip').length })} whyNot={bar} loading={doing.isPending} onPress={send} /></div>
    </>
  )
}
