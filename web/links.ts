import type { Locale } from '#contract/common.ts'
import type { OwnPaper } from '#contract/own.ts'
import { TRIED } from './ui/tried.ts'

/** Every URL of the staff application, and those of the server it points to. Nothing else writes a path. */

const withQuery = (path: string, params: Readonly<Record<string, string | undefined>> = {}) => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, value)
  return query.size ? `${path}?${query}` : path
}

const API = '/api/v1'

export const VIEWS = ['open', 'mine', 'overdue', 'all', 'closed'] as const
export type View = typeof VIEWS[number]

/** What a list can be narrowed by, as it stands in the URL. */
export interface ListFilter {
  readonly view?: View | undefined
  readonly q?: string | undefined
  readonly unit?: string | undefined
  readonly handledIn?: string | undefined
  readonly owner?: string | undefined
  readonly urgency?: string | undefined
  readonly stage?: string | undefined
  readonly category?: string | undefined
  readonly customer?: string | undefined
  readonly severity?: string | undefined
  readonly serviceStage?: string | undefined
  readonly serviceFault?: string | undefined
  readonly cause?: string | undefined
  readonly reviewWanted?: '1' | '' | undefined
  readonly receivedSince?: string | undefined
  readonly receivedUntil?: string | undefined
  readonly registeredSince?: string | undefined
  readonly closedSince?: string | undefined
  readonly promisesDueSince?: string | undefined
  readonly promisesKept?: '1' | '' | undefined
  readonly followedUpSince?: string | undefined
  readonly satisfied?: '1' | '0' | '' | undefined
}

export const PACK_PARTS = ['categories', 'fields', 'clocks', 'closing', 'tables', 'roles', 'guidance'] as const
export type PackPart = typeof PACK_PARTS[number]

export const SUGGESTION_PARTS = ['learning', 'dictionary'] as const
export type SuggestionPart = typeof SUGGESTION_PARTS[number]

/** Notices about praise and suggestions. */
const OF_FEEDBACK = /^(praise|suggestion)/

/** Notices about unfinished registrations. */
const OF_DRAFTS = /^draft/

export const links = {
  desk: (show?: string) => withQuery('/', { show: show === 'all' ? undefined : show }),
  complaints: (filter: ListFilter = {}) => withQuery('/complaints', { ...filter }),
  /** `panel` opens one of the case page's side panels. */
  complaint: (id: string, panel?: string, on?: string) => withQuery(`/complaints/${id}`, { panel, on }),
  groups: (ended = false) => withQuery('/complaints/groups', { ended: ended ? '1' : undefined }),
  group: (id: string) => `/complaints/groups/${id}`,
  /** `candidate`: what may be a complaint is registered as one. */
  register: (customerId?: string, candidate?: string) => withQuery('/register', { customer: customerId, candidate, form: candidate && 'full' }),
  /** Goes on with an unfinished registration. */
  draft: (id: string) => withQuery('/register', { draft: id }),
  drafts: (state?: 'discarded') => withQuery('/register/drafts', { state }),
  /** The search as a page of its own, on a phone. */
  search: () => '/search',
  approvals: () => '/approvals',
  customers: (q?: string) => withQuery('/customers', { q }),
  customer: (id: string, panel?: 'edit' | 'merge') => withQuery(`/customers/${id}`, { panel }),
  /** What a notice is about; null where there is nothing to open. */
  notice: ({ complaintId, about, name }: { readonly complaintId: string | null; readonly about: { readonly type: string; readonly id: string } | null; readonly name: string }): string | null => {
    if (complaintId) return links.complaint(complaintId)
    if (about?.type === 'hold') return links.hold(about.id)
    if (about?.type === 'liaison') return links.liaisonForm(about.id)
    if (name === 'portalHeld') return links.held()
    if (OF_DRAFTS.test(name)) return links.drafts()
    if (name === 'callLate') return links.callBacks()
    if (name.startsWith('liaison')) return links.liaison()
    if (name.startsWith('meeting')) return links.meetings()
    if (name.startsWith('table')) return links.pack('tables')
    if (about?.type === 'stock') return links.stock()
    return OF_FEEDBACK.test(name) ? links.feedback() : null
  },
  figures: () => '/figures',
  consistency: (asked: { readonly from?: string; readonly to?: string; readonly unit?: string; readonly category?: string | undefined; readonly liability?: string | undefined } = {}) => withQuery('/figures/consistency', asked),
  liaison: (at?: string) => withQuery('/complaints/liaison', { at }),
  liaisonForm: (id: string, panel?: string, on?: string) => withQuery(`/complaints/liaison/${id}`, { panel, on }),
  liaisonPaper: (id: string) => `${API}/liaison-forms/${id}/paper`,
  liaisonFile: (id: string, fileId: string, inline?: boolean) => withQuery(`${API}/liaison-forms/${id}/files/${fileId}`, { inline: inline ? '1' : undefined }),
  causes: (id: string) => `/complaints/causes/${id}`,
  causePaper: (id: string, version: number | null) => withQuery(`${API}/cause-diagrams/${id}/paper`, { version: version === null ? undefined : String(version) }),
  triage: () => '/watch/triage',
  goods: (q?: string) => withQuery('/watch/goods', { q }),
  promises: () => '/watch/promises',
  holds: (panel?: string) => withQuery('/watch/holds', { panel }),
  hold: (id: string, panel?: string, on?: string) => withQuery(`/watch/holds/${id}`, { panel, on }),
  payouts: () => '/watch/payouts',
  stock: () => '/watch/stock',
  ledger: () => '/watch/ledger',
  ledgerFile: (id: string, format: 'csv' | 'xlsx') => withQuery(`${API}/ledger/exports/${id}/file`, { format }),
  tasks: () => '/watch/tasks',
  chargeBacks: () => '/watch/charge-backs',
  chargeBackTable: (filter: { readonly state?: string | undefined; readonly outsiderId?: string | undefined; readonly late?: string | undefined; readonly q?: string | undefined }) => withQuery(`${API}/charge-backs/table`, filter),
  proceedings: () => '/watch/proceedings',
  proceedingTable: (filter: { readonly state?: string | undefined; readonly body?: string | undefined; readonly due?: string | undefined; readonly owed?: string | undefined; readonly q?: string | undefined }) => withQuery(`${API}/proceedings/table`, filter),
  reportPaper: (id: string) => `${API}/reports/${id}/paper`,
  opinionLetter: (id: string) => `${API}/opinions/${id}/letter`,
  claimLetter: (id: string) => `${API}/charge-backs/${id}/letter`,
  outsiders: (panel?: string, on?: string) => withQuery('/settings/outsiders', { panel, on }),
  inquiries: () => '/watch/inquiries',
  evidence: () => '/watch/evidence',
  /** The first of what is watched over that one may see. */
  watch: (can: (permission: string) => boolean) => (can('routing.triage') ? links.triage() : can('custody.read') ? links.goods() : links.inquiries()),
  goodsSlip: (id: string) => `${API}/goods/${id}/receipt`,
  notices: () => '/notices',
  more: () => '/more',
  settings: () => '/settings',
  units: () => '/settings/units',
  times: () => '/settings/times',
  holidays: () => '/settings/holidays',
  people: () => '/settings/people',
  givingOut: () => '/settings/giving-out',
  positions: () => '/settings/positions',
  tokens: () => '/settings/tokens',
  webhooks: () => '/settings/webhooks',
  orders: () => '/settings/orders',
  mailboxes: () => '/settings/mailboxes',
  mails: () => '/settings/mails',
  heldFile: (id: string, fileId: string) => withQuery(`${API}/held/${id}/files/${fileId}`, { inline: '1' }),
  mailSource: (id: string) => `${API}/mails/${id}/source`,
  pack: (part?: PackPart) => withQuery('/settings/pack', { part }),
  own: (list: string, panel?: string, on?: string) => withQuery(`/settings/own/${list}`, { panel, on }),
  categories: () => '/settings/categories',
  table: (name: string, panel?: string) => withQuery(`/settings/tables/${name}`, { panel }),
  /** A paper about an invented case; `tried`: words that are not stored yet. */
  paperExample: (paper: OwnPaper, locale: Locale, tried?: { readonly code: string; readonly text: string }) => `${API}/pack/own-papers/${paper}?${new URLSearchParams({ locale, ...tried })}`,
  ownFile: () => `${API}/pack/own-file`,
  categoriesExport: () => `${API}/categories/export`,
  identity: () => '/settings/identity',
  suggestions: (part?: SuggestionPart) => withQuery('/settings/suggestions', { part: part === 'learning' ? undefined : part }),
  audit: () => '/settings/audit',
  cards: () => '/settings/cards',
  cardSheet: (ids: readonly string[], layout: string, locale: string) => withQuery(`${API}/comment-cards/sheet`, { ids: ids.join(','), layout, locale }),
  feedback: (state?: string, panel?: string, on?: string) => withQuery('/feedback', { state, panel, on }),
  questionnaires: () => '/settings/questionnaires',
  questionnaire: (id: string, part?: 'edit' | 'results') => withQuery(`/settings/questionnaires/${id}`, { part: part === 'edit' ? undefined : part }),
  questionnaireTable: (id: string) => `${API}/questionnaires/${id}/table`,
  /** The page that answers, filled with what is being written. */
  tryQuestions: (lang: string) => withQuery('/portal', { questions: TRIED, lang }),
  pledge: (panel?: string, on?: string) => withQuery('/settings/pledge', { panel, on }),
  poster: (locale: string) => withQuery(`${API}/pledge/poster`, { locale }),
  storyPicture: (id: string) => `${API}/pledge/stories/${id}/picture`,
  callBacks: (panel?: string, on?: string) => withQuery('/feedback/calls', { panel, on }),
  campaigns: (panel?: string) => withQuery('/feedback/campaigns', { panel }),
  campaign: (id: string) => `/feedback/campaigns/${id}`,
  opinionTable: (id: string) => `${API}/campaigns/${id}/table`,
  opinionCard: (id: string, locale: string) => withQuery(`${API}/campaigns/${id}/card`, { layout: 'four', locale }),
  thanks: (panel?: string, on?: string) => withQuery('/feedback/thanks', { panel, on }),
  giftPhoto: (id: string) => `${API}/thanks/${id}/photo`,
  casesOtherwise: (table: string, version: number, months: number) => withQuery(`${API}/tables/${table}/draft/cases/sheet`, { version: String(version), months: String(months) }),
  giftTable: (filter: { readonly q?: string; readonly unitId?: string }) => withQuery(`${API}/thanks/table`, filter),
  meetings: (panel?: string, on?: string) => withQuery('/feedback/meetings', { panel, on }),
  imports: (panel?: string, on?: string) => withQuery('/settings/imports', { panel, on }),
  import: (id: string) => `/settings/imports/${id}`,
  importFaults: (id: string) => `${API}/imports/${id}/faults`,
  candidates: (state?: string) => withQuery('/settings/candidates', { state: state === 'waiting' ? undefined : state }),
  channels: (panel?: string, on?: string) => withQuery('/settings/channels', { panel, on }),
  myNotices: () => '/settings/notices',
  held: (state?: string) => withQuery('/settings/held', { state }),
  account: () => '/settings/account',
  signIn: (next?: string) => withQuery('/sign-in', { next: next === '/' ? undefined : next }),
  firstRun: () => '/first-run',
  /** The complainants' page of a place, as it stands in a QR code. */
  portal: (unitId?: string) => withQuery('/portal', { place: unitId }),
  file: (id: string, inline?: boolean) => withQuery(`${API}/files/${id}`, { inline: inline ? '1' : undefined }),
  agreement: (id: string, as: 'pdf' | 'docx') => `${API}/agreements/${id}/${as}`,
  paper: (complaintId: string, paper: 'receipt' | 'agreement' | 'notice' | 'transfer' | 'file', agreementId?: string) => `${API}/complaints/${complaintId}/papers/${paper}${agreementId ? `?${new URLSearchParams({ agreementId })}` : ''}`,
}
