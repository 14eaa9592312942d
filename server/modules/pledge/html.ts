import { createHash } from 'node:crypto'
import { LOCALES, type Locale, type Words } from '#contract/common.ts'
import { type Block, blocksOf, firstWords, type Piece } from '#contract/plain-text.ts'
import type { PublicFigures, PublicPage } from '#contract/pledge.ts'
import { words } from '#kernel/i18n.ts'
import { spoken } from './rules.ts'
import { STYLE } from './style.ts'

/** What people wrote is text, whatever it looks like. */
export const plain = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

type Say = (key: string, params?: Record<string, string | number>) => string
const TAGS: Readonly<Record<Locale, string>> = { 'zh-CN': 'zh-CN', 'zh-Hant': 'zh-HK', en: 'en' }
const OWN_NAMES: Readonly<Record<Locale, string>> = { 'zh-CN': '简体', 'zh-Hant': '繁體', en: 'English' }

const pieces = (all: readonly Piece[]) => all.map(({ text, bold }) => (bold ? `<strong>${plain(text)}</strong>` : plain(text).replaceAll('\n', '<br>'))).join('')

const blockHtml = (block: Block, heading: string): string => {
  if (block.kind === 'list') return `<ul>${block.items.map((item) => `<li>${pieces(item)}</li>`).join('')}</ul>`
  return block.kind === 'heading' ? `<${heading}>${pieces(block.pieces)}</${heading}>` : `<p>${pieces(block.pieces)}</p>`
}
const textHtml = (text: string, heading = 'h2') => blocksOf(text).map((block) => blockHtml(block, heading)).join('')

const section = (id: string, title: string, body: string) => (body ? `<section aria-labelledby="${id}"><h2 id="${id}">${plain(title)}</h2>${body}</section>` : '')

const isWeb = (contact: string) => /^https?:\/\/[^\s"'<>]+$/.test(contact)
const digits = (phone: string) => phone.replace(/[^\d+]/g, '')
const phoneLink = (phone: string) => `<a class="tel" href="tel:${digits(phone)}">${plain(phone)}</a>`
const contactLink = (contact: string) => (isWeb(contact) ? `<a href="${plain(contact)}" rel="noopener noreferrer">${plain(contact.replace(/^https?:\/\//, ''))}</a>` : phoneLink(contact))

const hoursHtml = ({ hours, holidays }: PublicPage['places'][number], say: Say) => {
  const days = (list: readonly string[]) => (list.length > 1 ? say('daysTo', { from: say(`day.${list[0]}`), to: say(`day.${list.at(-1)}`) }) : say(`day.${list[0]}`))
  const lines = hours.map(({ days: list, spans }) => `${days(list)} ${spans.map(([from, to]) => `${from}–${to}`).join(say('and'))}`)
  return lines.length ? `<p class="soft">${[...lines, ...(holidays ? [say('holidays')] : [])].map(plain).join('<br>')}</p>` : ''
}

const placesHtml = (page: PublicPage, say: Say) => (page.places.length === 0 ? '' : `<ul class="grid">${page.places.map((place) =>
  `<li class="card"><h3>${plain(place.name)}</h3>${place.phone ? `<p>${phoneLink(place.phone)}</p>` : ''}${place.address ? `<p>${plain(place.address)}</p>` : ''}${hoursHtml(place, say)}</li>`).join('')}</ul>`)

const waysHtml = (page: PublicPage, say: Say) => {
  const lines = [
    ...(page.email ? [`<dt>${plain(say('email'))}</dt><dd><a href="mailto:${plain(encodeURI(page.email))}">${plain(page.email)}</a></dd>`] : []),
    ...(page.post ? [`<dt>${plain(say('post'))}</dt><dd>${plain(page.post)}</dd>`] : []),
  ].join('')
  return placesHtml(page, say) + (lines && `<dl class="card">${lines}</dl>`)
}

const outsideHtml = (page: PublicPage, locale: Locale) => (page.outside.length === 0 ? '' : `<ul class="grid">${page.outside.map((way) =>
  `<li class="card"><h3>${plain(spoken(way.label, locale))}</h3><p>${contactLink(way.contact)}</p><p class="soft">${plain(spoken(way.about, locale))}</p></li>`).join('')}</ul>`)

const figure = (value: string, label: string, note: string) => `<li><b>${plain(value)}</b><span>${plain(label)}</span>${note ? `<small>${plain(note)}</small>` : ''}</li>`

const figuresHtml = (figures: PublicFigures | null, locale: Locale, say: Say) => {
  if (!figures) return ''
  const { closed, inTime, medianDays, satisfied, categories } = figures
  const tiles = [
    ...(closed === null ? [] : [figure(String(closed), say('closed'), '')]), ...(inTime ? [figure(`${inTime.percent}%`, say('inTime'), say('of', { count: inTime.of }))] : []),
    ...(medianDays === null ? [] : [figure(say('days', { days: medianDays }), say('median'), '')]), ...(satisfied ? [figure(`${satisfied.percent}%`, say('satisfied'), say('asked', { count: satisfied.of }))] : []),
  ]
  if (tiles.length === 0) return `<p>${plain(say('tooFew'))}</p>`
  const most = Math.max(1, ...categories.map(({ count }) => count))
  const rows = categories.map(({ label, count }) => `<tr><th scope="row">${plain(spoken(label, locale))}</th><td><meter min="0" max="${most}" value="${count}" aria-hidden="true"></meter></td><td class="num">${count}</td></tr>`)
  return `<p class="soft">${plain(say('period', { from: figures.from, until: figures.until }))}</p><ul class="tiles">${tiles.join('')}</ul>${rows.length
    ? `<table><caption>${plain(say('about'))}</caption><tbody>${rows.join('')}</tbody></table>` : ''}<p class="soft small">${plain(say('small'))}</p>`
}

const monthWords = (month: string, say: Say) => say('month', { year: month.slice(0, 4), name: say(`monthName.${Number(month.slice(5))}`) })

const storiesHtml = (page: PublicPage, locale: Locale, say: Say) => (page.stories.length === 0 ? '' : `<ol class="stories">${page.stories.map((one) =>
  `<li class="card">${one.picture ? `<img src="${plain(one.picture)}" alt="" loading="lazy" decoding="async">` : ''}<div><p class="soft"><time datetime="${one.month}">${plain(monthWords(one.month, say))}</time></p><h3>${plain(spoken(one.title as Words, locale))}</h3>${textHtml(spoken(one.text as Words, locale), 'h4')}</div></li>`).join('')}</ol>`)

const withPlace = (path: string, more: string) => `${path}${path.includes('?') ? '&' : '?'}${more}`

const actionsHtml = (page: PublicPage, say: Say) => `<p class="acts"><a class="btn main" href="${plain(page.portal)}">${plain(say('tell'))}</a><a class="btn" href="${plain(withPlace(page.portal, 'look=1'))}">${plain(say('look'))}</a>${
  page.meetings ? `<a class="btn" href="${plain(withPlace(page.portal, 'meet=1'))}">${plain(say('meet'))}</a>` : ''}</p>`

const languagesHtml = (page: PublicPage, locale: Locale, say: Say) => `<nav aria-label="${plain(say('languages'))}">${LOCALES.map((each) =>
  `<a href="/portal/${page.name}?lang=${each}" lang="${TAGS[each]}" hreflang="${TAGS[each]}"${each === locale ? ' aria-current="true"' : ''}>${OWN_NAMES[each]}</a>`).join('')}</nav>`

const headHtml = (page: PublicPage, locale: Locale, baseUrl: string, title: string) => {
  const address = `${baseUrl}/portal/${page.name}`
  const about = firstWords(spoken(page.texts as Words, locale), 150)
  return `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${plain(title)}</title><meta name="description" content="${plain(about)}">
<link rel="canonical" href="${plain(`${address}?lang=${locale}`)}">${LOCALES.map((each) => `<link rel="alternate" hreflang="${TAGS[each]}" href="${plain(`${address}?lang=${each}`)}">`).join('')}
<meta property="og:type" content="website"><meta property="og:title" content="${plain(title)}"><meta property="og:description" content="${plain(about)}"><meta property="og:url" content="${plain(address)}"><meta property="og:locale" content="${TAGS[locale].replace('-', '_')}"><link rel="icon" href="/icon.svg"><style>${STYLE}</style>`
}

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')
/** Nothing runs on the page; it looks as we say and shows pictures of ours. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** The whole page without a line of script: it works on every telephone, at once, and prints as it is. */
export const pageHtml = (page: PublicPage, locale: Locale, baseUrl: string): string => {
  const say: Say = (key, params) => words(locale, ['pledge', 'page', ...key.split('.')], params) ?? ''
  const title = say('title', { organization: page.organization })
  return `<!doctype html><html lang="${TAGS[locale]}"><head>${headHtml(page, locale, baseUrl, title)}</head><body>
<a class="skip" href="#main">${plain(say('skip'))}</a><header><div class="in"><p class="brand"><i aria-hidden="true">${plain([...page.organization][0] ?? '')}</i>${plain(page.organization)}</p>${languagesHtml(page, locale, say)}</div></header>
<main id="main"><div class="lead"><h1>${plain(say('heading'))}</h1>${actionsHtml(page, say)}</div><div class="pledge card">${textHtml(spoken(page.texts as Words, locale))}</div>
${section('ways', say('ways'), waysHtml(page, say))}${section('results', say('results'), figuresHtml(page.figures, locale, say))}${section('changed', say('changed'), storiesHtml(page, locale, say))}${section('outside', say('outside'), outsideHtml(page, locale) && `<p>${plain(say('outsideLead'))}</p>${outsideHtml(page, locale)}`)}</main>
<footer><p class="soft">${plain(page.organization)}</p></footer></body></html>`
}
