import { type Db, asSystem } from '#kernel/db.ts'
import type { Clock } from '#kernel/time.ts'
import type { Push, PushKey } from './port.ts'

const known = new WeakMap<Db, PushKey>()

/** The key of this installation, made when it is first asked for; nodes that ask at once get the same one. */
export const readPushKey = async (db: Db, push: Push, clock: Clock): Promise<PushKey> => {
  const kept = known.get(db)
  if (kept) return kept
  const key = await asSystem(db, async (open) => {
    const find = () => open.selectFrom('channel.push_key').select(['public_key', 'private_key']).executeTakeFirst()
    const there = await find()
    if (there) return there
    const made = push.newKey()
    await open.insertInto('channel.push_key').values({ public_key: made.publicKey, private_key: made.privateKey, made_at: clock() }).onConflict((c) => c.doNothing()).execute()
    return find()
  })
  if (!key) throw new Error('the key of web push could not be kept')
  const pair = { publicKey: key.public_key, privateKey: key.private_key }
  known.set(db, pair)
  return pair
}
