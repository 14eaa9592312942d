export interface Bar { readonly value: string; readonly label: string; readonly count: number }

/** How often each was said, as bars that a screen reader reads as numbers. */
export const Bars = ({ bars, most }: { readonly bars: readonly Bar[]; readonly most: number }) => (
  <ul className='bars'>
    {bars.map(({ value, label, count }) => <li key={value}><span>{label}</span><meter min={0} max={Math.max(1, most)} value={count} aria-label={label} /><span className='num'>{count}</span></li>)}
  </ul>
)
