import { TextField } from './Field.tsx'
import { useSpeech } from './speech.ts'
import { type Told, WISHES } from './tell-draft.ts'

export const Wishes = ({ told, onChange }: { readonly told: Told; readonly onChange: (part: Partial<Told>) => void }) => {
  const { tell } = useSpeech().words
  const flip = (wish: (typeof WISHES)[number]) =>
    onChange({ wishes: told.wishes.includes(wish) ? told.wishes.filter((w) => w !== wish) : [...told.wishes, wish] })
  return (
    <div className='stack'>
      <fieldset className='field'>
        <legend>{tell.wants} <span className='opt'>{tell.wantsHint}</span></legend>
        <div className='two'>
          {WISHES.map((wish) => (
            <label key={wish} className={told.wishes.includes(wish) ? 'tile on' : 'tile'}>
              <input type='checkbox' checked={told.wishes.includes(wish)} onChange={() => flip(wish)} />{tell.wishes[wish]}
            </label>
          ))}
        </div>
      </fieldset>
      <TextField id='wants' label={tell.wantsMore} value={told.wants} onValue={(wants) => onChange({ wants })} rows={2} most={3500} optional className='low' />
    </div>
  )
}
