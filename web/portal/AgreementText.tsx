import { type Shown, useSigningWords } from './agreement.ts'
import { fill } from './speech.ts'

type Text = NonNullable<Shown['paper']>['text']

/** The agreement in its own words, on one column. */
export const AgreementText = ({ text }: { readonly text: Text }) => {
  const words = useSigningWords()
  const { words: w } = text
  const row = (key: string, ...parts: readonly (string | undefined)[]) => ({ label: w[key] ?? '', value: parts.filter(Boolean).join('　') })
  const rows = [row('partyA', text.firm.name, text.unit, text.firm.phone), row('partyB', text.customer.name, text.customer.phone, text.customer.address), row('representative', text.representative?.name), row('place', text.place), row('day', text.dayWords)].filter(({ value }) => value)
  return (
    <div className='stack-6' lang={text.locale}>
      <section className='card stack'>
        <h2>{w['facts']}</h2>
        <p className='said'>{text.matter}</p>
        {text.points.map((point) => <div key={point.no}><p className='muted small'>{fill(words.no, { no: point.no })}</p><p className='said'>{point.said}</p>{point.found && <p className='said small'>{w['found']}　{point.found}</p>}</div>)}
      </section>
      <section className='card stack'>
        <h2>{w['items']}</h2>
        <ol className='rows'>
          {text.items.map((item) => <li key={item.id}><p className='line'><b>{item.label}</b>{item.amountFen > 0 && <b className='num'>{item.amount}</b>}</p>{item.note && <p className='small said'>{item.note}</p>}</li>)}
          <li><p className='line'><b>{words.total}</b><b className='num total'>{text.figures}</b></p><p className='small'>{text.inWords}</p></li>
        </ol>
      </section>
      <section className='card stack'>
        <h2>{w['execution']}</h2>
        <ol className='rows'>{text.items.map((item) => <li key={item.id}><p><b>{item.label}</b></p><p className='said'>{item.how}{item.untilWords && `　${fill(words.by, { day: item.untilWords })}`}</p></li>)}</ol>
      </section>
      <section className='card stack'>
        <h2>{w['clauses']}</h2>
        <p className='said small'>{w['preamble']}</p>
        <ol className='stack-2'>{text.clauses.map((clause, i) => <li key={clause.code} className='said'>{i + 1}. {clause.text}</li>)}</ol>
        <dl className='stack-2'>{rows.map(({ label, value }) => <div key={label}><dt className='muted small'>{label}</dt><dd className='said'>{value}</dd></div>)}</dl>
      </section>
    </div>
  )
}
