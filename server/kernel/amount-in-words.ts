type Script = 'simplified' | 'traditional'

const CHARACTERS = {
  simplified: { digits: '零壹贰叁肆伍陆柒捌玖', groups: ['', '万', '亿'] },
  traditional: { digits: '零壹貳叄肆伍陸柒捌玖', groups: ['', '萬', '億'] },
} as const

const PLACES = ['', '拾', '佰', '仟'] as const
const YUAN = '元'
const WHOLE = '整'

/** One fen less than a million million yuan: above it the next group word (万亿) would be needed. */
const MOST = 99_999_999_999_999

/**
 * An amount in the capital words that make a Chinese bill or agreement hard to alter: 12345 fen → 壹佰贰拾叁元肆角伍分.
 *
 * Follows 《正确填写票据和结算凭证的基本规定》 (People's Bank of China, annex to the payment and settlement rules): one 零 for
 * any run of zeros inside the number; 零 after 元 where the yuan digit is 0 but jiao follow, and where jiao are 0 but fen
 * follow; 壹 is written before 拾; 整 ends an amount without fen. Where the rule leaves a choice (整 after 角), the form that
 * leaves no room for an addition is taken. Without the word 人民币, which the paper prints before it.
 * @throws RangeError unless `fen` is a whole number from 0 to 99 999 999 999 999.
 */
export function amountInWords(fen: number, script: Script = 'simplified'): string {
  if (!Number.isInteger(fen) || fen < 0 || fen > MOST) throw new RangeError(`no amount of money in fen: ${fen}`)
  const yuan = Math.floor(fen / 100)
  const small = fen % 100
  if (small === 0) return `${yuan === 0 ? CHARACTERS[script].digits.charAt(0) : integerInWords(yuan, script)}${YUAN}${WHOLE}`
  return `${yuan === 0 ? '' : `${integerInWords(yuan, script)}${YUAN}`}${smallInWords(yuan, small, script)}`
}

/** Groups of four digits, each read with its group word; a group of zeros, and a gap before a group, are one 零. */
function integerInWords(yuan: number, script: Script): string {
  const { digits, groups } = CHARACTERS[script]
  let words = ''
  let gap = false
  for (let at = groups.length - 1; at >= 0; at -= 1) {
    const group = Math.floor(yuan / 10_000 ** at) % 10_000
    if (group === 0) {
      gap = words !== ''
      continue
    }
    if (words !== '' && (gap || group < 1000)) words += digits.charAt(0)
    words += groupInWords(group, script) + groups[at]
    gap = false
  }
  return words
}

function groupInWords(group: number, script: Script): string {
  const { digits } = CHARACTERS[script]
  let words = ''
  let gap = false
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(group / 10 ** place) % 10
    if (digit === 0) {
      gap = words !== ''
      continue
    }
    words += (gap ? digits.charAt(0) : '') + digits.charAt(digit) + PLACES[place]
    gap = false
  }
  return words
}

function smallInWords(yuan: number, small: number, script: Script): string {
  const { digits } = CHARACTERS[script]
  const jiao = Math.floor(small / 10)
  const fen = small % 10
  const zero = yuan > 0 && (jiao === 0 || yuan % 10 === 0) ? digits.charAt(0) : ''
  return `${zero}${jiao > 0 ? `${digits.charAt(jiao)}角` : ''}${fen > 0 ? `${digits.charAt(fen)}分` : WHOLE}`
}
