// A module imports earlier ones only: it hears of them by their events and acts on them by their commands.
const MODULES = Object.values(require('./architecture.json')).flat()

const noUpwardImports = MODULES.slice(0, -1).map((name, i) => ({
  name: `${name}-imports-upward`, severity: 'error', comment: 'Only modules listed before it in architecture.json. Turn it round: let the later module listen, or call.',
  from: { path: `^server/modules/${name}/` }, to: { path: `^server/modules/(${MODULES.slice(i + 1).join('|')})/` },
}))
const MODULE = '^server/modules/([^/]+)/'
const TEST = '\\.test\\.tsx?$'

module.exports = {
  forbidden: [
    ...noUpwardImports,
    { name: 'unlisted-module', severity: 'error', from: {}, to: { path: '^server/modules/', pathNot: `^server/modules/(${MODULES.join('|')})/` } },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'module-face', severity: 'error', comment: 'Another module offers its commands, queries, events and rules that others ask; the rest is its own.',
      from: { path: MODULE, pathNot: TEST }, to: { path: MODULE, pathNot: ['^server/modules/$1/', '^server/modules/[^/]+/(commands|queries|events|rules|port|shape|kinds|receive|send|resume|uploads|files)(/|\\.ts$)', '^server/modules/packs/table/(commands|draft)\\.ts$'] } },
    { name: 'rules-are-pure', severity: 'error', comment: 'rules.ts decides from what it is given: no database, clock, network.',
      from: { path: '^server/modules/.*/rules(/|\\.ts$)' }, to: { pathNot: ['^contract/', '^server/kernel/(decision-table|group|money|calendar|ringing|time)(/|\\.ts$)', '/rules(/|\\.ts$)', '^node_modules/libphonenumber-js/'] } },
    { name: 'contract-stands-alone', severity: 'error', from: { path: '^contract/' }, to: { pathNot: ['^contract/', '^node_modules/zod/'] } },
    { name: 'kernel-knows-no-domain', severity: 'error', from: { path: '^server/kernel/', pathNot: TEST }, to: { path: '^server/modules/' } },
    { name: 'only-kernel-opens-the-database', severity: 'error', from: { path: '^server/modules/', pathNot: TEST }, to: { path: '^node_modules/(pg|kysely)/' } },
    { name: 'browser-and-server-meet-in-the-contract', severity: 'error', from: { path: '^web/' }, to: { path: '^server/' } },
    { name: 'server-never-imports-web', severity: 'error', from: { path: '^(server|contract)/' }, to: { path: '^web/' } },
    { name: 'web-modules-are-strangers', severity: 'error', comment: 'Pages compose modules; modules do not compose each other.',
      from: { path: '^web/modules/([^/]+)/' }, to: { path: '^web/(modules|pages)/', pathNot: '^web/modules/$1/' } },
    { name: 'ui-knows-no-domain', severity: 'error', from: { path: '^web/ui/' }, to: { path: '^(web/(modules|pages)|contract)/' } },
    { name: 'portal-stays-small', severity: 'error', comment: 'No component library, no schemas: types only.', from: { path: '^web/portal/' }, to: { path: '^(node_modules/(antd|@ant-design|zod|@tanstack|i18next)|web/(modules|pages))/', dependencyTypesNot: ['type-only'] } },
    { name: 'tests-are-leaves', severity: 'error', from: { pathNot: TEST }, to: { path: TEST } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^(node:|\\.\\./dist/)' } },
  ],
  options: { doNotFollow: { path: 'node_modules' }, exclude: { path: '\\.(css|json)$' }, tsConfig: { fileName: 'tsconfig.json' }, tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['import', 'require', 'node', 'default', 'types'], exportsFields: ['exports'] } },
}
