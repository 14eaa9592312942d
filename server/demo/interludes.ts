import { callsOf } from './interludes/calls.ts'
import { feedbackOf } from './interludes/feedback.ts'
import { giftsOf } from './interludes/gifts.ts'
import { groupsOf } from './interludes/groups.ts'
import type { Interlude } from './interludes/interlude.ts'
import { meetingsOf } from './interludes/meetings.ts'
import { opinionsOf } from './interludes/opinions.ts'
import type { Drawn } from './scene.ts'

/** What happens in the last two months beside the cases. */
export const interludesOf = (drawn: Drawn): readonly Interlude[] => [...feedbackOf(drawn), ...callsOf(drawn), ...meetingsOf(drawn), ...giftsOf(drawn), ...opinionsOf(drawn), ...groupsOf(drawn)]
