/** A box of the paper. */
export interface Cell { readonly label: string; readonly value: string; readonly wide?: boolean }

/** A cell that would stand alone in its row takes the row. */
const filling = (cells: readonly Cell[]): readonly Cell[] => {
  let left = true
  return cells.map((cell, at) => {
    const wide = cell.wide || (left && (at + 1 === cells.length || cells[at + 1]?.wide))
    left = wide || !left
    return { ...cell, wide: Boolean(wide) }
  })
}

/** Boxes of the paper, side by side or across. */
export const Table = ({ cells }: { readonly cells: readonly Cell[] }) => (
  <dl className='lia-t'>{filling(cells).map(({ label, value, wide }, at) => <div key={`${label}${at.toString()}`} className={wide ? 'wide' : ''}><dt>{label}</dt><dd>{value || '—'}</dd></div>)}</dl>
)
