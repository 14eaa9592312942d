import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { Go } from '../Go.tsx'

/** Something to choose: it leads somewhere, puts words into the box, is copied, or does something. */
export interface Choice { readonly id: string; readonly show: ReactNode; readonly to?: string; readonly fills?: string; readonly copies?: string; readonly does?: () => void }
export interface Group { readonly label: string; readonly choices: readonly Choice[] }

interface Props { readonly id: string; readonly label: string; readonly groups: readonly Group[]; readonly active: string | null; readonly onChoose: (choice: Choice) => void; readonly onPoint: (id: string) => void }

/** The focus stays in the box: pressing a choice must not take it away. */
const stay = (event: { preventDefault(): void }) => event.preventDefault()

const Option = ({ id, choice, on, onChoose, onPoint }: { readonly id: string; readonly choice: Choice; readonly on: boolean; readonly onChoose: (choice: Choice) => void; readonly onPoint: () => void }) => {
  useEffect(() => { if (on) document.getElementById(id)?.scrollIntoView({ block: 'nearest' }) }, [on, id])
  const given = { id, role: 'option', 'aria-selected': on, tabIndex: -1, className: on ? 'ch on' : 'ch', onMouseDown: stay, onMouseMove: onPoint } as const
  if (choice.to !== undefined) return <Go {...given} to={choice.to} onClick={() => onChoose(choice)}>{choice.show}</Go>
  return <button type='button' {...given} onClick={() => onChoose(choice)}>{choice.show}</button>
}

/** What can be chosen, in groups; which one is chosen by the keyboard is told by the box (`aria-activedescendant`). */
export const Choices = ({ id, label, groups, active, onChoose, onPoint }: Props) => (
  <div id={id} role='listbox' aria-label={label} className='choices'>
    {groups.map((group, index) => (
      <fieldset key={group.label} aria-labelledby={`${id}-${index}`}>
        <div id={`${id}-${index}`} className='ch-g' role='presentation'>{group.label}</div>
        {group.choices.map((choice) => <Option key={choice.id} id={`${id}-${choice.id}`} choice={choice} on={choice.id === active} onChoose={onChoose} onPoint={() => onPoint(choice.id)} />)}
      </fieldset>
    ))}
  </div>
)
