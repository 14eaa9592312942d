/** Whether an authority or association passed the complaint on: it came that way, or bears the number such a body gave it. */
export const isTransferred = ({ channel, reception }: { readonly channel: string; readonly reception: { readonly reference: string | null } | null }): boolean => channel === 'regulator' || Boolean(reception?.reference)
