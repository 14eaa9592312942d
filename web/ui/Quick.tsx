interface Props<V extends string> {
  readonly label: string
  /** Values and their words. */
  readonly picks: readonly (readonly [value: V, words: string])[]
  readonly value: V | null
  readonly onPick: (value: V) => void
}

/** Usual answers under a field: one tap instead of typing. */
export const Quick = <V extends string>({ label, picks, value, onPick }: Props<V>) => (
  <fieldset className='quick' aria-label={label}>
    {picks.map(([each, words]) => <button key={each} type='button' aria-pressed={value === each} onClick={() => onPick(each)}>{words}</button>)}
  </fieldset>
)
