import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import qrcode from 'qrcode'
import { epochSeconds } from '#kernel/format-time.ts'
import { type Coverage, coverageOf, legibleAll } from './legible.ts'
import type { AgreementPaper } from '#modules/agreement/port.ts'
import type { DiagramPaper } from '#modules/cause/port.ts'
import type { CardSheet } from '#modules/comment-card/port.ts'
import type { CommissionLetter } from '#modules/expert/port.ts'
import type { LiaisonPaper } from '#modules/liaison/port.ts'
import type { GoodsSlip } from '#modules/custody/port.ts'
import type { ClaimLetter } from '#modules/liability/port.ts'
import type { Poster } from '#modules/pledge/port.ts'
import type { Work } from './host.ts'
import type { PaperData, PaperName } from './paper.ts'
import { recordOf } from './record.ts'
import { agreement } from './views/agreement.ts'
import { cards } from './views/cards.ts'
import { cause } from './views/cause.ts'
import { claim } from './views/claim.ts'
import { commission } from './views/commission.ts'
import { file } from './views/file.ts'
import { liaison } from './views/liaison.ts'
import { notice } from './views/notice.ts'
import { poster } from './views/poster.ts'
import { receipt } from './views/receipt.ts'
import { signed } from './views/signed.ts'
import { slip } from './views/slip.ts'
import { transfer } from './views/transfer.ts'
import { paperWords, penFor, wordsOf } from './words.ts'

const WEIGHTS = ['400Regular', '700Bold'] as const

interface Typesetter {
  typeset(work: Work): Promise<Uint8Array>
}

/** Loads the fonts and the typesetting program: tens of megabytes, so only where papers are made. */
export function typesetter(root: string): Typesetter {
  const fonts = dirname(createRequire(join(root, 'package.json')).resolve('@expo-google-fonts/noto-sans-sc/package.json'))
  const folders = WEIGHTS.map((weight) => join(fonts, weight))
  const covered = coverageOf(join(fonts, WEIGHTS[0], `NotoSansSC_${WEIGHTS[0]}.ttf`))
  const templates = join(root, 'server/adapters/paper')
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontPaths: folders }] })
  return {
    async typeset(work) {
      const { paper, data } = work
      const inputs = await inputsOf(root, covered, work)
      try {
        const pdf = compiler.pdf(
          { mainFilePath: join(templates, `${paper}.typ`), inputs },
          { pdfStandard: paper === 'file' ? 'a-3b' : 'a-2b', creationTimestamp: epochSeconds(data.printedAt) },
        )
        return new Uint8Array(pdf)
      } finally {
        // What was said on this paper does not stay in memory.
        compiler.evictCache(0)
      }
    },
  }
}

const inputsOf = (root: string, covered: Coverage, work: Work): Promise<Record<string, string>> => {
  if (work.paper === 'cards') return cardInputs(root, covered, work.data)
  if (work.paper === 'signed') return signedInputs(root, covered, work.data)
  if (work.paper === 'liaison') return liaisonInputs(root, covered, work.data)
  if (work.paper === 'cause') return causeInputs(root, covered, work.data)
  if (work.paper === 'claim') return claimInputs(root, covered, work.data)
  if (work.paper === 'commission') return commissionInputs(root, covered, work.data)
  if (work.paper === 'slip') return slipInputs(root, covered, work.data)
  return work.paper === 'poster' ? posterInputs(root, covered, work.data) : inputsFor(root, covered, work.paper, work.data)
}

const qrOf = (address: string) => qrcode.toString(address, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' })

async function cardInputs(root: string, covered: Coverage, sheet: CardSheet): Promise<Record<string, string>> {
  const { value } = legibleAll(cards(root, sheet), covered)
  const codes = new Map(await Promise.all([...new Set(sheet.cards.map((card) => card.address))].map(async (address) => [address, await qrOf(address)] as const)))
  const only = sheet.cards.length === 1
  return { data: JSON.stringify({ ...value, cards: value.cards.map((card, at) => ({ ...card, qr: codes.get(sheet.cards[only ? 0 : at]?.address ?? '') })) }) }
}

/** A picture inside a drawing: the only kind of bytes that travels as text. */
const drawn = (png: string | null | undefined) => (png ? `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 300 100"><image width="300" height="100" preserveAspectRatio="xMidYMid meet" xlink:href="data:image/png;base64,${png}"/></svg>` : '')

async function slipInputs(root: string, covered: Coverage, data: GoodsSlip): Promise<Record<string, string>> {
  const { value } = legibleAll(slip(root, data), covered)
  const signature = (id: string | null | undefined) => drawn(id ? data.signatures[id] : null)
  const { customerSignatureId, staffSignatureId, ended } = data.goods
  return { data: JSON.stringify({ ...value, customer: signature(customerSignatureId), staff: signature(staffSignatureId), back: signature(ended?.signatureId) }) }
}

async function causeInputs(root: string, covered: Coverage, data: DiagramPaper): Promise<Record<string, string>> {
  const { value, complete } = legibleAll(cause(root, data), covered)
  return { data: JSON.stringify({ ...value, uncovered: complete ? '' : paperWords(root, data.locale).common.uncovered }) }
}

async function claimInputs(root: string, covered: Coverage, data: ClaimLetter): Promise<Record<string, string>> {
  const { value, complete } = legibleAll(claim(root, data), covered)
  return { data: JSON.stringify({ ...value, uncovered: complete ? '' : paperWords(root, data.locale).common.uncovered }) }
}

async function commissionInputs(root: string, covered: Coverage, data: CommissionLetter): Promise<Record<string, string>> {
  const { value, complete } = legibleAll(commission(root, data), covered)
  return { data: JSON.stringify({ ...value, qr: data.answer.by === 'link' ? await qrOf(data.answer.url) : '', uncovered: complete ? '' : paperWords(root, data.locale).common.uncovered }) }
}

async function posterInputs(root: string, covered: Coverage, data: Poster): Promise<Record<string, string>> {
  const { value } = legibleAll(poster(root, data), covered)
  return { data: JSON.stringify({ ...value, qr: await qrOf(data.address) }) }
}

/** Drawn names are bytes, not words: they go round what makes words legible. */
async function liaisonInputs(root: string, covered: Coverage, data: LiaisonPaper): Promise<Record<string, string>> {
  const { value, complete } = legibleAll(liaison(root, data), covered)
  return { data: JSON.stringify({ ...value, drawings: Object.fromEntries(Object.entries(data.drawings).map(([id, png]) => [id, drawn(png)])), uncovered: complete ? '' : paperWords(root, data.locale).common.uncovered }) }
}

async function signedInputs(root: string, covered: Coverage, data: AgreementPaper): Promise<Record<string, string>> {
  const words = paperWords(root, data.locale).common
  const { value, complete } = legibleAll({ ...signed(root, data), signature: words.sign }, covered)
  return { data: JSON.stringify({ ...value, drawings: Object.fromEntries(Object.entries(data.drawings).map(([id, png]) => [id, drawn(png)])), uncovered: complete ? '' : words.uncovered }) }
}

async function inputsFor(root: string, covered: Coverage, paper: PaperName, data: PaperData): Promise<Record<string, string>> {
  const words = wordsOf(root, data)
  const pen = penFor(data, words)
  const record = paper === 'file' ? recordOf(data.case) : { json: '', sha256: '' }
  const view = { receipt: () => receipt(pen), agreement: () => agreement(pen), notice: () => notice(pen), transfer: () => transfer(pen), file: () => file(pen, record) }[
    paper
  ]()
  const { value, complete } = legibleAll({ ...view, signature: words.common.sign }, covered)
  const qr =
    paper === 'receipt' && data.portalUrl !== null
      ? await qrOf(data.portalUrl)
      : ''
  return { data: JSON.stringify({ ...value, qr, signed: drawn(data.signed), uncovered: complete ? '' : words.common.uncovered }), record: record.json }
}
