import type { PackBody } from './shape.ts'

const repeated = (all: readonly string[]) => [...new Set(all.filter((one, i) => all.indexOf(one) !== i))]

const EVERYBODY = 'everybody'

/** What is wrong with a pack's default ways of telling people, a line each. */
export const noticeFaults = ({ notices, roles }: PackBody): string[] => [
  ...notices.flatMap(({ code, roles: named, media, kinds }) => [
    ...(named ?? []).filter((role) => !roles.some((known) => known.code === role)).map((role) => `notices.yaml: ${code} names the unknown role ${role}`),
    ...repeated(media).map((medium) => `notices.yaml: ${code} names ${medium} twice`),
    ...(kinds.includes('escalation') && media.length === 0 ? [`notices.yaml: ${code}: an escalation has to reach people outside the application`] : []),
  ]),
  ...repeated(notices.flatMap(({ kinds, roles: named }) => kinds.flatMap((kind) => (named ?? [EVERYBODY]).map((role) => `${kind} for ${role}`)))).map((what) => `notices.yaml: two rules are about ${what}`),
]
