import { money } from './money.ts'

export const Money = ({ fen }: { readonly fen: number }) => <span className='num money'>{money(fen)}</span>
