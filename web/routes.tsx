import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { desk, show } from '#contract/casefile.ts'
import { installed } from '#contract/packs.ts'
import { Bones } from './app/Asked.tsx'
import { askAhead, queries } from './app/client.ts'
import { ErrorPage, NotFoundPage } from './app/ErrorPage.tsx'
import { wasSignedIn } from './app/session.tsx'
import { StaffFrame } from './app/StaffFrame.tsx'
import { filterOf, pagesOf } from './pages/list/asked.ts'

/** Every screen, on one page. URLs are written by `links.ts`; each screen is loaded when it is first opened. */
const root = createRootRoute({ component: Outlet })
const staff = createRoute({ getParentRoute: () => root, id: 'staff', component: StaffFrame })

const Desk = lazyRouteComponent(() => import('./pages/desk/DeskPage.tsx'), 'DeskPage')
const List = lazyRouteComponent(() => import('./pages/list/ListPage.tsx'), 'ListPage')
const Register = lazyRouteComponent(() => import('./pages/register/RegisterPage.tsx'), 'RegisterPage')
const Drafts = lazyRouteComponent(() => import('./pages/drafts/DraftsPage.tsx'), 'DraftsPage')
const Case = lazyRouteComponent(() => import('./pages/case/CasePage.tsx'), 'CasePage')
const Groups = lazyRouteComponent(() => import('./pages/groups/GroupsPage.tsx'), 'GroupsPage')
const Group = lazyRouteComponent(() => import('./pages/groups/GroupPage.tsx'), 'GroupPage')
const Liaison = lazyRouteComponent(() => import('./pages/liaison/BoardPage.tsx'), 'BoardPage')
const LiaisonForm = lazyRouteComponent(() => import('./pages/liaison/FormPage.tsx'), 'FormPage')
const Approvals = lazyRouteComponent(() => import('./pages/approvals/ApprovalsPage.tsx'), 'ApprovalsPage')
const Customers = lazyRouteComponent(() => import('./pages/customers/CustomersPage.tsx'), 'CustomersPage')
const Customer = lazyRouteComponent(() => import('./pages/customers/CustomerPage.tsx'), 'CustomerPage')
const Search = lazyRouteComponent(() => import('./pages/search/SearchPage.tsx'), 'SearchPage')
const Notices = lazyRouteComponent(() => import('./pages/notices/NoticesPage.tsx'), 'NoticesPage')
const FiguresConsistency = lazyRouteComponent(() => import('./pages/figures/ConsistencyPage.tsx'), 'ConsistencyPage')
const Figures = lazyRouteComponent(() => import('./pages/figures/FiguresPage.tsx'), 'FiguresPage')
const More = lazyRouteComponent(() => import('./pages/more/MorePage.tsx'), 'MorePage')
const Settings = lazyRouteComponent(() => import('./pages/settings/SettingsFrame.tsx'), 'SettingsFrame')
const SettingsIndex = lazyRouteComponent(() => import('./pages/settings/SettingsIndex.tsx'), 'SettingsIndex')
const Units = lazyRouteComponent(() => import('./pages/settings/units/UnitsPage.tsx'), 'UnitsPage')
const Times = lazyRouteComponent(() => import('./pages/settings/times/TimesPage.tsx'), 'TimesPage')
const Holidays = lazyRouteComponent(() => import('./pages/settings/holidays/HolidaysPage.tsx'), 'HolidaysPage')
const People = lazyRouteComponent(() => import('./pages/settings/people/PeoplePage.tsx'), 'PeoplePage')
const GivingOut = lazyRouteComponent(() => import('./pages/settings/giving-out/GivingOutPage.tsx'), 'GivingOutPage')
const Positions = lazyRouteComponent(() => import('./pages/settings/positions/PositionsPage.tsx'), 'PositionsPage')
const Tokens = lazyRouteComponent(() => import('./pages/settings/tokens/TokensPage.tsx'), 'TokensPage')
const Webhooks = lazyRouteComponent(() => import('./pages/settings/webhooks/WebhooksPage.tsx'), 'WebhooksPage')
const Orders = lazyRouteComponent(() => import('./pages/settings/orders/OrdersPage.tsx'), 'OrdersPage')
const Cards = lazyRouteComponent(() => import('./pages/settings/cards/CardsPage.tsx'), 'CardsPage')
const Feedback = lazyRouteComponent(() => import('./pages/feedback/FeedbackPage.tsx'), 'FeedbackPage')
const Mailboxes = lazyRouteComponent(() => import('./pages/settings/mailboxes/MailboxesPage.tsx'), 'MailboxesPage')
const MailboxConsent = lazyRouteComponent(() => import('./pages/settings/mailboxes/ConsentPage.tsx'), 'ConsentPage')
const Mails = lazyRouteComponent(() => import('./pages/settings/mails/MailsPage.tsx'), 'MailsPage')
const Pack = lazyRouteComponent(() => import('./pages/settings/pack/PackPage.tsx'), 'PackPage')
const IdentityRulePage = lazyRouteComponent(() => import('./pages/settings/identity/IdentityPage.tsx'), 'IdentityPage')
const Suggestions = lazyRouteComponent(() => import('./pages/settings/suggestions/SuggestionsPage.tsx'), 'SuggestionsPage')
const DecisionTable = lazyRouteComponent(() => import('./pages/settings/tables/TablePage.tsx'), 'TablePage')
const Own = lazyRouteComponent(() => import('./pages/settings/own/OwnPage.tsx'), 'OwnPage')
const Questionnaires = lazyRouteComponent(() => import('./pages/settings/questionnaires/QuestionnairesPage.tsx'), 'QuestionnairesPage')
const Questionnaire = lazyRouteComponent(() => import('./pages/settings/questionnaires/QuestionnairePage.tsx'), 'QuestionnairePage')
const Categories = lazyRouteComponent(() => import('./pages/settings/categories/CategoriesPage.tsx'), 'CategoriesPage')
const Audit = lazyRouteComponent(() => import('./pages/settings/audit/AuditPage.tsx'), 'AuditPage')
const Imports = lazyRouteComponent(() => import('./pages/settings/imports/ImportsPage.tsx'), 'ImportsPage')
const Import = lazyRouteComponent(() => import('./pages/settings/imports/ImportPage.tsx'), 'ImportPage')
const Outsiders = lazyRouteComponent(() => import('./pages/settings/outsiders/OutsidersPage.tsx'), 'OutsidersPage')
const Holds = lazyRouteComponent(() => import('./pages/watch/HoldsPage.tsx'), 'HoldsPage')
const Hold = lazyRouteComponent(() => import('./pages/watch/HoldPage.tsx'), 'HoldPage')
const Tasks = lazyRouteComponent(() => import('./pages/watch/TasksPage.tsx'), 'TasksPage')
const Ledger = lazyRouteComponent(() => import('./pages/watch/LedgerPage.tsx'), 'LedgerPage')
const Stock = lazyRouteComponent(() => import('./pages/watch/StockPage.tsx'), 'StockPage')
const Payouts = lazyRouteComponent(() => import('./pages/watch/PayoutsPage.tsx'), 'PayoutsPage')
const ChargeBacks = lazyRouteComponent(() => import('./pages/watch/ChargeBacksPage.tsx'), 'ChargeBacksPage')
const Proceedings = lazyRouteComponent(() => import('./pages/watch/ProceedingsPage.tsx'), 'ProceedingsPage')
const Causes = lazyRouteComponent(() => import('./pages/cause/DiagramPage.tsx'), 'DiagramPage')
const HeldFromWeb = lazyRouteComponent(() => import('./pages/settings/held/HeldPage.tsx'), 'HeldPage')
const Candidates = lazyRouteComponent(() => import('./pages/settings/candidates/CandidatesPage.tsx'), 'CandidatesPage')
const Channels = lazyRouteComponent(() => import('./pages/settings/channels/ChannelsPage.tsx'), 'ChannelsPage')
const MyNotices = lazyRouteComponent(() => import('./pages/settings/notices/MyNoticesPage.tsx'), 'MyNoticesPage')
const Calls = lazyRouteComponent(() => import('./pages/calls/CallsPage.tsx'), 'CallsPage')
const Campaigns = lazyRouteComponent(() => import('./pages/campaigns/CampaignsPage.tsx'), 'CampaignsPage')
const Campaign = lazyRouteComponent(() => import('./pages/campaigns/CampaignPage.tsx'), 'CampaignPage')
const Meetings = lazyRouteComponent(() => import('./pages/meetings/MeetingsPage.tsx'), 'MeetingsPage')
const Thanks = lazyRouteComponent(() => import('./pages/thanks/ThanksPage.tsx'), 'ThanksPage')
const Promises = lazyRouteComponent(() => import('./pages/watch/PromisesPage.tsx'), 'PromisesPage')
const Goods = lazyRouteComponent(() => import('./pages/watch/GoodsPage.tsx'), 'GoodsPage')
const Inquiries = lazyRouteComponent(() => import('./pages/watch/InquiriesPage.tsx'), 'InquiriesPage')
const Evidence = lazyRouteComponent(() => import('./pages/watch/EvidencePage.tsx'), 'EvidencePage')
const Triage = lazyRouteComponent(() => import('./pages/watch/TriagePage.tsx'), 'TriagePage')
const Pledge = lazyRouteComponent(() => import('./pages/settings/pledge/PledgePage.tsx'), 'PledgePage')
const Account = lazyRouteComponent(() => import('./pages/settings/account/AccountPage.tsx'), 'AccountPage')
const SignIn = lazyRouteComponent(() => import('./pages/sign-in/SignInPage.tsx'), 'SignInPage')
const FirstRun = lazyRouteComponent(() => import('./pages/sign-in/FirstRunPage.tsx'), 'FirstRunPage')

const caseRoute = createRoute({ getParentRoute: () => staff, path: '/complaints/$id', loader: ({ params }) => { askAhead(show, { id: params.id }); askAhead(installed, {}) }, component: () => <Case id={caseRoute.useParams().id} key={caseRoute.useParams().id} /> })
const groupRoute = createRoute({ getParentRoute: () => staff, path: '/complaints/groups/$id', component: () => <Group id={groupRoute.useParams().id} key={groupRoute.useParams().id} /> })
const liaisonRoute = createRoute({ getParentRoute: () => staff, path: '/complaints/liaison/$id', component: () => <LiaisonForm id={liaisonRoute.useParams().id} key={liaisonRoute.useParams().id} /> })
const causesRoute = createRoute({ getParentRoute: () => staff, path: '/complaints/causes/$id', component: () => <Causes id={causesRoute.useParams().id} key={causesRoute.useParams().id} /> })
const customerRoute = createRoute({ getParentRoute: () => staff, path: '/customers/$id', component: () => <Customer id={customerRoute.useParams().id} key={customerRoute.useParams().id} /> })
const campaignRoute = createRoute({ getParentRoute: () => staff, path: '/feedback/campaigns/$id', component: () => <Campaign id={campaignRoute.useParams().id} key={campaignRoute.useParams().id} /> })
const holdRoute = createRoute({ getParentRoute: () => staff, path: '/watch/holds/$id', component: () => <Hold id={holdRoute.useParams().id} key={holdRoute.useParams().id} /> })
const settings = createRoute({ getParentRoute: () => staff, path: '/settings', component: Settings })
const questionnaireRoute = createRoute({ getParentRoute: () => settings, path: '/questionnaires/$id', component: () => <Questionnaire id={questionnaireRoute.useParams().id} key={questionnaireRoute.useParams().id} /> })
const tableRoute = createRoute({ getParentRoute: () => settings, path: '/tables/$name', component: () => <DecisionTable name={tableRoute.useParams().name} key={tableRoute.useParams().name} /> })
const ownRoute = createRoute({ getParentRoute: () => settings, path: '/own/$list', component: () => <Own name={ownRoute.useParams().list} key={ownRoute.useParams().list} /> })
const importRoute = createRoute({ getParentRoute: () => settings, path: '/imports/$id', component: () => <Import id={importRoute.useParams().id} key={importRoute.useParams().id} /> })

const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignIn }),
  createRoute({ getParentRoute: () => root, path: '/first-run', component: FirstRun }),
  staff.addChildren([
    createRoute({ getParentRoute: () => staff, path: '/', loader: () => askAhead(desk, {}), component: Desk }),
    createRoute({ getParentRoute: () => staff, path: '/complaints', loader: ({ location }) => { if (wasSignedIn()) void queries.prefetchInfiniteQuery(pagesOf(filterOf(location.search))) }, component: List }),
    createRoute({ getParentRoute: () => staff, path: '/register', loader: () => askAhead(installed, {}), component: Register }),
    createRoute({ getParentRoute: () => staff, path: '/register/drafts', component: Drafts }),
    createRoute({ getParentRoute: () => staff, path: '/approvals', component: Approvals }),
    createRoute({ getParentRoute: () => staff, path: '/customers', component: Customers }),
    createRoute({ getParentRoute: () => staff, path: '/search', component: Search }),
    createRoute({ getParentRoute: () => staff, path: '/notices', component: Notices }),
    createRoute({ getParentRoute: () => staff, path: '/feedback', component: Feedback }),
    createRoute({ getParentRoute: () => staff, path: '/feedback/calls', component: Calls }),
    createRoute({ getParentRoute: () => staff, path: '/feedback/campaigns', component: Campaigns }),
    campaignRoute,
    createRoute({ getParentRoute: () => staff, path: '/feedback/meetings', component: Meetings }),
    createRoute({ getParentRoute: () => staff, path: '/feedback/thanks', component: Thanks }),
    createRoute({ getParentRoute: () => staff, path: '/watch/goods', component: Goods }),
    createRoute({ getParentRoute: () => staff, path: '/watch/inquiries', component: Inquiries }),
    createRoute({ getParentRoute: () => staff, path: '/watch/evidence', component: Evidence }),
    createRoute({ getParentRoute: () => staff, path: '/watch/triage', component: Triage }),
    createRoute({ getParentRoute: () => staff, path: '/watch/holds', component: Holds }), holdRoute,
    createRoute({ getParentRoute: () => staff, path: '/watch/tasks', component: Tasks }),
    createRoute({ getParentRoute: () => staff, path: '/watch/ledger', component: Ledger }),
    createRoute({ getParentRoute: () => staff, path: '/watch/stock', component: Stock }),
    createRoute({ getParentRoute: () => staff, path: '/watch/payouts', component: Payouts }),
    createRoute({ getParentRoute: () => staff, path: '/watch/proceedings', component: Proceedings }),
    createRoute({ getParentRoute: () => staff, path: '/watch/charge-backs', component: ChargeBacks }),
    createRoute({ getParentRoute: () => staff, path: '/watch/promises', component: Promises }),
    createRoute({ getParentRoute: () => staff, path: '/more', component: More }),
    createRoute({ getParentRoute: () => staff, path: '/figures', component: Figures }),
    createRoute({ getParentRoute: () => staff, path: '/figures/consistency', component: FiguresConsistency }),
    createRoute({ getParentRoute: () => staff, path: '$', component: NotFoundPage }),
    createRoute({ getParentRoute: () => staff, path: '/complaints/groups', component: Groups }),
    groupRoute,
    createRoute({ getParentRoute: () => staff, path: '/complaints/liaison', component: Liaison }),
    liaisonRoute,
    causesRoute,
    caseRoute,
    customerRoute,
    settings.addChildren([
      createRoute({ getParentRoute: () => settings, path: '/', component: SettingsIndex }),
      createRoute({ getParentRoute: () => settings, path: '/units', component: Units }),
      createRoute({ getParentRoute: () => settings, path: '/times', component: Times }),
      createRoute({ getParentRoute: () => settings, path: '/holidays', component: Holidays }),
      createRoute({ getParentRoute: () => settings, path: '/people', component: People }),
      createRoute({ getParentRoute: () => settings, path: '/giving-out', component: GivingOut }),
      createRoute({ getParentRoute: () => settings, path: '/positions', component: Positions }),
      createRoute({ getParentRoute: () => settings, path: '/tokens', component: Tokens }),
      createRoute({ getParentRoute: () => settings, path: '/webhooks', component: Webhooks }),
      createRoute({ getParentRoute: () => settings, path: '/orders', component: Orders }),
      createRoute({ getParentRoute: () => settings, path: '/cards', component: Cards }),
      createRoute({ getParentRoute: () => settings, path: '/pledge', component: Pledge }),
      createRoute({ getParentRoute: () => settings, path: '/mailboxes', component: Mailboxes }),
      createRoute({ getParentRoute: () => settings, path: '/mailboxes/consent', component: MailboxConsent }),
      createRoute({ getParentRoute: () => settings, path: '/mails', component: Mails }),
      createRoute({ getParentRoute: () => settings, path: '/pack', component: Pack }),
      createRoute({ getParentRoute: () => settings, path: '/categories', component: Categories }), tableRoute, ownRoute,
      createRoute({ getParentRoute: () => settings, path: '/questionnaires', component: Questionnaires }), questionnaireRoute,
      createRoute({ getParentRoute: () => settings, path: '/suggestions', component: Suggestions }),
      createRoute({ getParentRoute: () => settings, path: '/outsiders', component: Outsiders }),
      createRoute({ getParentRoute: () => settings, path: '/identity', component: IdentityRulePage }),
      createRoute({ getParentRoute: () => settings, path: '/audit', component: Audit }),
      createRoute({ getParentRoute: () => settings, path: '/imports', component: Imports }),
      createRoute({ getParentRoute: () => settings, path: '/candidates', component: Candidates }),
      createRoute({ getParentRoute: () => settings, path: '/held', component: HeldFromWeb }),
      importRoute,
      createRoute({ getParentRoute: () => settings, path: '/channels', component: Channels }),
      createRoute({ getParentRoute: () => settings, path: '/notices', component: MyNotices }),
      createRoute({ getParentRoute: () => settings, path: '/account', component: Account }),
    ]),
  ]),
])

const stringify = (search: Record<string, unknown>) => {
  const query = new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)]))
  return query.size ? `?${query}` : ''
}

export const router = createRouter({
  routeTree: tree, scrollRestoration: true, defaultPendingMs: 150, defaultPendingMinMs: 0,
  /** Texts stay texts: `?q=138` is not a number. */
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)), stringifySearch: stringify,
  defaultPendingComponent: () => <div className='page'><Bones rows={10} /></div>,
  defaultErrorComponent: ({ error }) => <ErrorPage error={error instanceof Error ? error : new Error(String(error))} />,
  defaultNotFoundComponent: NotFoundPage,
})
